"""Race optimisers over a loss surface: their paths on its contours, and loss against steps.

The model is pure: `race` walks, `describe` says who got how far, `figure` draws both.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from coursekit import plotting
from coursekit.explorers.view import Choice, Slider, Toggle, show_explorer

STEPS = 200
FAR_AWAY = 10.0  # distance from the origin, on either axis, at which a walk is called off
BETA_2 = 0.999
RHO = 0.9
EPSILON = 1e-7


@dataclass(frozen=True)
class Surface:
    """A loss of two weights.

    Attributes:
        loss: Takes the two weights, each a number or an array; returns the loss.
        gradient: Takes the weights, (2,); returns the gradient, (2,).
        start: Where the race starts.
        minima: Where the loss is least.
        lowest: The loss there.
        view: Left, right, lower and upper end of the map.
    """

    loss: Callable
    gradient: Callable[[np.ndarray], np.ndarray]
    start: tuple[float, float]
    minima: tuple[tuple[float, float], ...]
    lowest: float
    view: tuple[float, float, float, float]


SURFACES = {
    "valley, 100 times steeper across": Surface(
        loss=lambda x, y: (x**2 + 100 * y**2) / 2,
        gradient=lambda w: np.array([w[0], 100 * w[1]]),
        start=(-1.2, 0.5),
        minima=((0.0, 0.0),),
        lowest=0.0,
        view=(-1.5, 1.0, -0.8, 0.8),
    ),
    "Rosenbrock's banana": Surface(
        loss=lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2,
        gradient=lambda w: np.array([-2 * (1 - w[0]) - 400 * w[0] * (w[1] - w[0] ** 2), 200 * (w[1] - w[0] ** 2)]),
        start=(-1.2, 1.0),
        minima=((1.0, 1.0),),
        lowest=0.0,
        view=(-1.7, 1.6, -0.6, 2.0),
    ),
    "saddle": Surface(
        loss=lambda x, y: x**2 / 2 - y**2 / 2 + y**4 / 4,
        gradient=lambda w: np.array([w[0], w[1] ** 3 - w[1]]),
        start=(-1.2, 0.001),
        minima=((0.0, -1.0), (0.0, 1.0)),
        lowest=-0.25,
        view=(-1.5, 1.0, -1.4, 1.4),
    ),
}

Memory = tuple[np.ndarray, np.ndarray]
Step = Callable[[np.ndarray, Memory, int, float, float], tuple[np.ndarray, Memory]]


def _descent(g, memory, t, rate, momentum):
    return -rate * g, memory


def _heavy_ball(g, memory, t, rate, momentum):
    velocity = momentum * memory[0] - rate * g
    return velocity, (velocity, memory[1])


def _nesterov(g, memory, t, rate, momentum):
    velocity = momentum * memory[0] - rate * g
    return momentum * velocity - rate * g, (velocity, memory[1])


def _rmsprop(g, memory, t, rate, momentum):
    square = RHO * memory[1] + (1 - RHO) * g**2
    return -rate * g / np.sqrt(square + EPSILON), (memory[0], square)


def _adam(g, memory, t, rate, momentum):
    mean = momentum * memory[0] + (1 - momentum) * g
    square = BETA_2 * memory[1] + (1 - BETA_2) * g**2
    scale = np.sqrt(1 - BETA_2**t) / (1 - momentum**t)
    return -rate * scale * mean / (np.sqrt(square) + EPSILON), (mean, square)


OPTIMISERS: dict[str, Step] = {
    "gradient descent": _descent,
    "heavy ball": _heavy_ball,
    "Nesterov": _nesterov,
    "RMSProp": _rmsprop,
    "Adam": _adam,
}
STYLES = {  # colour and line of each: neighbours differ in both
    "gradient descent": ("black", ":"),
    "heavy ball": ("blue", "-"),
    "Nesterov": ("orange", "--"),
    "RMSProp": ("green", "-."),
    "Adam": ("vermillion", "-"),
}


def race(
    surface: str, optimisers: Sequence[str], rate: float, momentum: float, steps: int = STEPS
) -> dict[str, np.ndarray]:
    """Walk down a surface with each optimiser.

    Args:
        surface: A name out of SURFACES.
        optimisers: Names out of OPTIMISERS.
        rate: Learning rate, > 0.
        momentum: Momentum of heavy ball and Nesterov, beta_1 of Adam; from 0 up to, not including, 1.
        steps: How many steps each may take.

    Returns:
        Name -> its places, (steps + 1, 2), the start first; fewer rows if the walk left the surface for good.
    """
    ground = SURFACES[surface]
    return {name: _walk(ground, OPTIMISERS[name], rate, momentum, steps) for name in optimisers}


def _walk(ground: Surface, step: Step, rate: float, momentum: float, steps: int) -> np.ndarray:
    w = np.array(ground.start)
    memory = np.zeros(2), np.zeros(2)
    places = [w]
    for t in range(1, steps + 1):
        change, memory = step(ground.gradient(w), memory, t, rate, momentum)
        w = w + change
        places.append(w)
        if not np.all(np.abs(w) <= FAR_AWAY):
            break
    return np.array(places)


def excess(surface: str, places: np.ndarray) -> np.ndarray:
    """Return how far the loss is above its least value at each place, (N, 2) -> (N,)."""
    ground = SURFACES[surface]
    return ground.loss(places[:, 0], places[:, 1]) - ground.lowest


def lost(places: np.ndarray) -> bool:
    """Return whether a walk was called off because it left the surface."""
    return not bool(np.all(np.abs(places[-1]) <= FAR_AWAY))


def describe(surface: str, optimisers: Sequence[str], rate: float, momentum: float, steps: int = STEPS) -> str:
    """Say in words what the figure shows; its alternative text."""
    paths = race(surface, optimisers, rate, momentum, steps)
    if not paths:
        return f"The surface '{surface}' with its contours; no optimiser is chosen."
    ends = [
        f"{name} left the surface after {len(places) - 1} step{'s' if len(places) > 2 else ''}"
        if lost(places)
        else f"{name} ended {excess(surface, places)[-1]:.2g} above the minimum"
        for name, places in paths.items()
    ]
    return (
        f"Paths over the surface '{surface}' with learning rate {rate:.4g} and momentum {momentum:.2f}, "
        f"{steps} steps at most: " + "; ".join(ends) + "."
    )


def figure(surface: str, optimisers: Sequence[str], rate: float, momentum: float, steps: int = STEPS):
    """Draw the paths on the surface's contours, and the loss above its minimum against the steps.

    Args are those of `race`.
    """
    paths = race(surface, optimisers, rate, momentum, steps)
    drawing = plotting.new_figure(11, 4.6)
    left, right = drawing.subplots(1, 2)
    _draw_contours(left, SURFACES[surface])
    for name, places in paths.items():
        colour, line = STYLES[name]
        look = {"color": plotting.COLOURS[colour], "linestyle": line, "linewidth": 1.6}
        left.plot(*places.T, marker=".", markersize=3, **look)
        ending = " (left the surface)" if lost(places) else ""
        right.plot(np.maximum(excess(surface, places), 1e-16), label=name + ending, **look)
    right.set(title="loss", xlabel="steps", ylabel="loss above its minimum", yscale="log", xlim=(0, steps))
    right.grid(True, color="#DDDDDD", linewidth=0.6)
    if paths:
        right.legend(loc="best", fontsize=8)
    drawing.suptitle(f"{surface}: learning rate {rate:.4g}, momentum {momentum:.2f}")
    return drawing


def explore(surface: str = "valley, 100 times steeper across") -> None:
    """Show the explorer: choose surface, optimisers, learning rate and momentum.

    Args:
        surface: A name out of SURFACES, with which it opens.
    """
    toggles = {name.replace(" ", "_"): Toggle(name, name != "RMSProp") for name in OPTIMISERS}

    def draw(surface, exponent, momentum, **chosen):
        names = [name for name in OPTIMISERS if chosen[name.replace(" ", "_")]]
        rate = 10.0**exponent
        return figure(surface, names, rate, momentum), describe(surface, names, rate, momentum)

    controls = {
        "surface": Choice("surface", surface, list(SURFACES)),
        "exponent": Slider("learning rate: 10 to the power", -2.0, low=-4.0, high=0.0, step=0.1),
        "momentum": Slider("momentum", 0.9, low=0.0, high=0.99, step=0.01),
    }
    show_explorer(controls | toggles, draw)


def _draw_contours(axes, ground: Surface) -> None:
    left, right, low, high = ground.view
    x, y = np.meshgrid(np.linspace(left, right, 200), np.linspace(low, high, 200))
    above = ground.loss(x, y) - ground.lowest
    levels = np.geomspace(max(above.max() * 1e-4, 1e-3), above.max(), 14)
    axes.contour(x, y, above, levels=levels, colors="#999999", linewidths=0.6)
    axes.plot(*ground.start, "o", color=plotting.COLOURS["black"], markersize=6)
    for place in ground.minima:
        axes.plot(*place, "*", color=plotting.COLOURS["purple"], markersize=13)
    axes.set(title="paths (dot: start, star: minimum)", xlabel="weight 1", ylabel="weight 2")
    axes.set(xlim=(left, right), ylim=(low, high))
