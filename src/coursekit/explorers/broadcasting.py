"""Choose two shapes and see whether they broadcast, to which shape, and which numbers are repeated on the way.

The model is pure: `pair` makes the two arrays and their sum, `figure` draws them.
"""

from dataclasses import dataclass

import numpy as np

from coursekit import plotting
from coursekit.explorers.view import Choice, show_explorer

SHAPES = ((), (3,), (4,), (1, 3), (3, 1), (4, 1), (4, 3))


@dataclass(frozen=True)
class Pair:
    """Two arrays and what adding them does.

    Attributes:
        a, b: The arrays as they are: 0, 10, 20, … and 1, 2, 3, ….
        total: Their sum; None if the shapes don't fit.
        problem: NumPy's own words if they don't; empty if they do.
    """

    a: np.ndarray
    b: np.ndarray
    total: np.ndarray | None
    problem: str = ""


def pair(a_shape: tuple[int, ...], b_shape: tuple[int, ...]) -> Pair:
    """Fill two shapes with numbers and add them."""
    a = 10 * np.arange(int(np.prod(a_shape, dtype=int))).reshape(a_shape)
    b = 1 + np.arange(int(np.prod(b_shape, dtype=int))).reshape(b_shape)
    try:
        return Pair(a, b, a + b)
    except ValueError as error:
        return Pair(a, b, None, str(error))


def stretched(array: np.ndarray, shape: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Repeat an array to a shape.

    Args:
        array: Any shape that broadcasts to `shape`.
        shape: The shape of the result.

    Returns:
        The repeated numbers, and where they are repeats of a number further up or left; both of shape `shape`.
    """
    place = np.arange(array.size).reshape(array.shape)  # each number's own place
    places = np.broadcast_to(place, shape)
    first = np.unique(places, return_index=True)[1]
    repeated = np.ones(shape, dtype=bool)
    repeated.ravel()[first] = False
    return np.broadcast_to(array, shape), repeated


def describe(a_shape: tuple[int, ...], b_shape: tuple[int, ...]) -> str:
    """Say in words what the figure shows; its alternative text."""
    here = pair(a_shape, b_shape)
    if here.total is None:
        return f"Shapes {a_shape} and {b_shape} do not broadcast. NumPy says: {here.problem}."
    sides = []
    for name, array in (("a", here.a), ("b", here.b)):
        count = int(stretched(array, here.total.shape)[1].sum())
        sides.append(f"{name} is repeated into {count} cells" if count else f"{name} is used as it is")
    return f"Shapes {a_shape} and {b_shape} broadcast to {here.total.shape}: {', '.join(sides)}. Sum: {here.total.tolist()}."


def figure(a_shape: tuple[int, ...], b_shape: tuple[int, ...]):
    """Draw both arrays, repeated to the common shape if there is one, and their sum; repeated cells are pale."""
    here = pair(a_shape, b_shape)
    drawing = plotting.new_figure(10.5, 3.6)
    panels = drawing.subplots(1, 3)
    for axes, name, array, colour in ((panels[0], "a", here.a, "sky"), (panels[1], "b", here.b, "orange")):
        values, repeated = (
            (array, np.zeros(array.shape, bool)) if here.total is None else stretched(array, here.total.shape)
        )
        _draw(axes, values, repeated, plotting.COLOURS[colour])
        axes.set_title(f"{name}, shape {array.shape}")
    if here.total is None:
        panels[2].text(0.5, 0.5, "these shapes\ndo not broadcast", ha="center", va="center", fontsize=12)
        panels[2].set(xticks=[], yticks=[], xlabel="column", ylabel="row", title="a + b: an error")
    else:
        _draw(panels[2], here.total, np.zeros(here.total.shape, bool), plotting.COLOURS["green"])
        panels[2].set_title(f"a + b, shape {here.total.shape}")
    title = (
        "These shapes have lengths that differ, and none of them is 1"
        if here.total is None
        else "Pale cells are repeats: NumPy behaves as if they were there"
    )
    drawing.suptitle(title)
    return drawing


def explore(a_shape: tuple[int, ...] = (3,), b_shape: tuple[int, ...] = (3, 1)) -> None:
    """Show the explorer: choose the shapes of a and b, both out of SHAPES."""

    def draw(**state):
        return figure(**state), describe(**state)

    options = {str(shape): shape for shape in SHAPES}
    controls = {"a_shape": Choice("shape of a", a_shape, options), "b_shape": Choice("shape of b", b_shape, options)}
    show_explorer(controls, draw)


def _draw(axes, values: np.ndarray, repeated: np.ndarray, colour: str) -> None:
    from matplotlib.patches import Rectangle

    grid, pale = np.atleast_2d(values), np.atleast_2d(repeated)
    for (row, column), value in np.ndenumerate(grid):
        alpha = 0.15 if pale[row, column] else 0.75
        box = Rectangle((column - 0.5, row - 0.5), 1, 1, facecolor=colour, alpha=alpha)
        edge = Rectangle((column - 0.5, row - 0.5), 1, 1, fill=False, edgecolor="black", linewidth=0.8)
        axes.add_patch(box)
        axes.add_patch(edge)
        grey = "#555555" if pale[row, column] else "black"
        axes.text(column, row, str(value), ha="center", va="center", fontsize=12, color=grey)
    rows, columns = grid.shape
    axes.set(xlim=(-0.6, columns - 0.4), ylim=(rows - 0.4, -0.6), aspect="equal", xlabel="column", ylabel="row")
    axes.set(xticks=range(columns), yticks=range(rows))
    axes.spines[:].set_visible(False)
