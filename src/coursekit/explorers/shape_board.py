"""See every array of a network with its shape, forward and backward, and each layer's gradient norm.

The model is pure: `board` runs one forward and one backward pass, `figure` draws what it found.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from coursekit import plotting
from coursekit.explorers.view import Choice, Slider, show_explorer

WIDTHS = (16, 48, 256)  # none of them the number of pixels of a digit, or a batch: shapes stay telling
BATCHES = (1, 8, 32, 1000)
INITIALISATIONS: dict[str, Callable[[int, int], float]] = {  # name -> variance from fan-in and fan-out
    "He, 2/n": lambda fan_in, fan_out: 2 / fan_in,
    "Glorot, 2/(n + m)": lambda fan_in, fan_out: 2 / (fan_in + fan_out),
    "deviation 0.01": lambda fan_in, fan_out: 1e-4,
    "deviation 0.2": lambda fan_in, fan_out: 0.04,
    "all zeros": lambda fan_in, fan_out: 0.0,
}


def _sigmoid(z: np.ndarray) -> np.ndarray:
    return (1 + np.tanh(z / 2)) / 2


ACTIVATIONS = {  # name -> function, and its slope from the function's value
    "ReLU": (lambda z: np.maximum(z, 0), lambda a: (a > 0).astype(float)),
    "tanh": (np.tanh, lambda a: 1 - a**2),
    "sigmoid": (_sigmoid, lambda a: a * (1 - a)),
}


@dataclass(frozen=True)
class Layer:
    """One dense layer with its activation.

    Attributes:
        received: Shape of what went in, (N, fan_in).
        weights: Shape of the weights and of their gradient, (fan_in, fan_out).
        bias: Shape of the bias and of its gradient, (fan_out,).
        sent: Shape of what came out and of the signal that comes back to it, (N, fan_out).
        root_mean_square: Of what came out.
        gradient_norm: Euclidean norm of the weights' gradient.
    """

    received: tuple[int, int]
    weights: tuple[int, int]
    bias: tuple[int]
    sent: tuple[int, int]
    root_mean_square: float
    gradient_norm: float


def board(x, labels, depth: int, width: int, batch: int, initialisation: str, activation: str, seed: int = 0):
    """Run one pass forward and one backward through `depth` dense layers, the last of them without activation.

    Args:
        x: (M, D) standardised inputs.
        labels: (M,) whole numbers from 0.
        depth: Layers, >= 1.
        width: Units of each layer but the last.
        batch: Examples, the first ones of x; no more than there are.
        initialisation: A name out of INITIALISATIONS.
        activation: A name out of ACTIVATIONS.
        seed: Of the weights.

    Returns:
        A tuple of `depth` layers, first layer first, and the loss in nats.

    Raises:
        ValueError: If x and labels don't fit together, or depth is below 1.
    """
    x, labels = np.asarray(x, dtype=float), np.asarray(labels)
    if x.ndim != 2 or labels.shape != x.shape[:1]:
        raise ValueError(f"x must have shape (M, D) and labels (M,); received {x.shape} and {labels.shape}")
    if depth < 1:
        raise ValueError(f"depth must be at least 1; received {depth}")
    classes, rng = int(labels.max()) + 1, np.random.default_rng(seed)
    x, labels = x[:batch], labels[:batch]
    sizes = [x.shape[1], *[width] * (depth - 1), classes]
    bend, slope = ACTIVATIONS[activation]
    weights, outputs = [], [x]
    for fan_in, fan_out in zip(sizes[:-1], sizes[1:], strict=True):
        deviation = np.sqrt(INITIALISATIONS[initialisation](fan_in, fan_out))
        weights.append(deviation * rng.normal(size=(fan_in, fan_out)))
        z = outputs[-1] @ weights[-1]
        outputs.append(z if len(outputs) == depth else bend(z))
    shifted = outputs[-1] - outputs[-1].max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    delta = (np.exp(log_p) - np.eye(classes)[labels]) / len(x)
    layers = []
    for k in reversed(range(depth)):
        norm = float(np.linalg.norm(outputs[k].T @ delta))
        size = float(np.sqrt((outputs[k + 1] ** 2).mean()))
        w, sent = weights[k].shape, outputs[k + 1].shape
        layers.insert(0, Layer(outputs[k].shape, w, (w[1],), sent, size, norm))
        delta = (delta @ weights[k].T) * slope(outputs[k])
    return tuple(layers), float(-log_p[np.arange(len(x)), labels].mean())


def describe(layers: tuple[Layer, ...], loss: float, initialisation: str, activation: str) -> str:
    """Say in words what the figure shows; its alternative text."""
    first, last = layers[0], layers[-1]
    return (
        f"{len(layers)} dense layers with {activation}, weights '{initialisation}', batch of {first.received[0]}: inputs "
        f"{first.received} become logits {last.sent}; loss {loss:.3g} nats. The gradient norm of the first layer's weights "
        f"is {first.gradient_norm:.2g}, of the last layer's {last.gradient_norm:.2g}."
    )


def figure(layers: tuple[Layer, ...], loss: float, initialisation: str, activation: str):
    """Draw the table of shapes, and beside it each layer's gradient norm and size of outputs."""
    drawing = plotting.new_figure(11.5, 1.8 + 0.32 * max(len(layers), 6))
    table, norms = drawing.subplots(1, 2, width_ratios=[1.55, 1])
    _draw_table(table, layers)
    _draw_norms(norms, layers)
    drawing.suptitle(f"{activation}, {initialisation}, batch of {layers[0].received[0]}: loss {loss:.3g} nats")
    return drawing


def explore(x, labels) -> None:
    """Show the explorer: choose depth, width, batch, initialisation and activation.

    Args:
        x: (M, D) standardised inputs.
        labels: (M,) whole numbers from 0.
    """

    def draw(initialisation, activation, **setting):
        found = (
            *board(x, labels, initialisation=initialisation, activation=activation, **setting),
            initialisation,
            activation,
        )
        return figure(*found), describe(*found)

    controls = {
        "depth": Slider("depth (layers)", 4, low=1, high=10),
        "width": Choice("width (units)", 48, WIDTHS),
        "batch": Choice("batch (examples)", 32, BATCHES),
        "initialisation": Choice("weights", "He, 2/n", list(INITIALISATIONS)),
        "activation": Choice("activation", "ReLU", list(ACTIVATIONS)),
    }
    show_explorer(controls, draw)


def _draw_table(axes, layers: tuple[Layer, ...]) -> None:
    axes.set_axis_off()
    axes.set_title("shapes: forward, and the same backward")
    heads = ["layer", "received,\nits signal", "weights,\ngradient", "bias,\ngradient", "sent,\nits signal"]
    rows = [[str(k), *map(str, (a.received, a.weights, a.bias, a.sent))] for k, a in enumerate(layers, start=1)]
    table = axes.table([heads, *rows], loc="upper center", cellLoc="center", colWidths=[0.1, 0.24, 0.24, 0.16, 0.24])
    table.auto_set_font_size(False)
    table.set_fontsize(9)
    for (row, _), cell in table.get_celld().items():
        cell.set_height((2.0 if row == 0 else 1.0) / (len(layers) + 3 if len(layers) > 5 else 9))
        cell.set_edgecolor("#BBBBBB")
        cell.set_facecolor("#EEEEEE" if row == 0 else "white")


def _draw_norms(axes, layers: tuple[Layer, ...]) -> None:
    places = np.arange(1, len(layers) + 1)
    tiny = np.finfo(float).tiny
    norms = np.array([layer.gradient_norm for layer in layers])
    sizes = np.array([layer.root_mean_square for layer in layers])
    for values, label, colour, marker in (
        (norms, "gradient norm of the weights", "vermillion", "o"),
        (sizes, "root mean square of the outputs", "blue", "s"),
    ):
        seen = values > tiny  # zeros have no place on a logarithmic axis
        axes.plot(places[seen], values[seen], marker, linestyle="-", color=plotting.COLOURS[colour], label=label)
    axes.set_yscale("log")
    low, high = axes.get_ylim()
    axes.set_ylim(min(low, 0.1), max(high, 10))  # two decades at least: level looks level
    axes.set(title="size, layer by layer", xlabel="layer", ylabel="size (no unit, log scale)", xticks=places)
    axes.set_xlim(0.5, len(layers) + 0.5)
    axes.grid(True, axis="y", color="#DDDDDD", linewidth=0.6)
    axes.legend(fontsize=8)
