"""Figures with a title, named axes and a text alternative, in colours that colour-blind readers can tell apart.

Figures are drawn without pyplot: nothing is global and nothing is shown twice.
"""

import base64
import html
import io
import itertools
import math
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from coursekit import outputs

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# Source: Okabe and Ito, Color Universal Design (2008); yellow is left out, since it is lost on white.
COLOURS = {
    "blue": "#0072B2",
    "orange": "#E69F00",
    "green": "#009E73",
    "vermillion": "#D55E00",
    "purple": "#CC79A7",
    "sky": "#56B4E9",
    "black": "#000000",
}
PIXELS_PER_INCH_ON_SCREEN = 96
PIXELS_PER_INCH_IN_FILE = 144  # half as many again as shown: sharp on dense screens, small in the notebook


def new_figure(width_inches: float = 7.0, height_inches: float = 4.0) -> "Figure":
    """Return an empty figure that belongs to no window and no global state."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width_inches, height_inches), layout="constrained", facecolor="white")
    FigureCanvasAgg(figure)
    return figure


def show(figure: "Figure", alt: str) -> "Figure":
    """Display a figure once, with its text alternative, and close it.

    Neither JupyterLab nor nbconvert passes on a text alternative for image/png, so the output carries the picture
    as text/html (an <img> with alt) too; both prefer that.

    Args:
        figure: A matplotlib figure, from pyplot or not.
        alt: One or two sentences that say what the figure shows to a reader who can't see it.

    Returns:
        The figure. As the last value of a cell it isn't displayed a second time.

    Raises:
        ValueError: If `alt` is empty.
    """
    data, metadata = picture_bundle(figure, alt)
    outputs.publish(data, metadata)
    close(figure)
    return figure


def close(figure: "Figure") -> None:
    """Keep a figure from being shown again by pyplot or as a cell's last value."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close(figure)
    figure._ipython_display_ = _display_nothing


def _display_nothing() -> None:
    """Stand in for a figure's display once it has been shown."""


def picture_bundle(figure: "Figure", alt: str) -> tuple[dict[str, str], dict[str, Any]]:
    """Return a figure as a display bundle (data, metadata): text/html with alt, image/png, text/plain.

    Raises:
        ValueError: If `alt` is empty.
    """
    png = png_bytes(figure, alt)
    width_pixels, height_pixels = (round(inches * PIXELS_PER_INCH_ON_SCREEN) for inches in figure.get_size_inches())
    data = {
        "text/html": html_image(png, alt, width_pixels),
        "image/png": base64.b64encode(png).decode("ascii"),
        "text/plain": f"[Figure: {alt}]",
    }
    return data, {"image/png": {"width": width_pixels, "height": height_pixels, "alt": alt}}


def png_bytes(figure: "Figure", alt: str) -> bytes:
    """Return a figure as a PNG file that also holds its text alternative; the same figure gives the same bytes."""
    if not isinstance(alt, str) or not alt.strip():
        raise ValueError(f"alt must say in a sentence what the figure shows; received {alt!r}")
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=PIXELS_PER_INCH_IN_FILE, metadata={"Description": alt, "Software": None})
    return file.getvalue()


def html_image(png: bytes, alt: str, width_pixels: int) -> str:
    """Return a PNG as an HTML image with its text alternative."""
    source = base64.b64encode(png).decode("ascii")
    style = "max-width: 100%; height: auto"
    return f'<img alt="{html.escape(alt)}" width="{width_pixels}" style="{style}" src="data:image/png;base64,{source}">'


def image_grid(
    images: Any, titles: Sequence[str] | None = None, *, title: str, alt: str, columns: int = 10
) -> "Figure":
    """Show images side by side.

    Args:
        images: Shape (N, H, W), (N, H, W, 1) or (N, H, W, 3); whole numbers 0..255, or floats, which are cut to 0..1.
        titles: N short texts to go above the images.
        title: Title of the figure.
        alt: Text alternative.
        columns: Images in a row.

    Returns:
        The figure, already displayed.
    """
    images = _as_pictures(images)
    if titles is not None and len(titles) != len(images):
        raise ValueError(f"titles must have one entry an image; received {len(titles)} for {len(images)} images")
    columns = min(columns, len(images))
    rows = -(-len(images) // columns)
    figure = new_figure(max(3.0, 0.95 * columns), (0.95 if titles is None else 1.15) * rows + 0.45)
    axes = figure.subplots(rows, columns, squeeze=False).ravel()
    for axis in axes:
        axis.set_axis_off()
    for i, image in enumerate(images):
        axes[i].imshow(image, cmap="gray", vmin=0, vmax=255 if image.dtype.kind in "ui" else 1)
        if titles is not None:
            axes[i].set_title(str(titles[i]), fontsize=8, pad=2)
    figure.suptitle(title)
    return show(figure, alt)


def _as_pictures(images: Any) -> np.ndarray:
    images = np.asarray(images)
    if images.ndim == 4 and images.shape[-1] == 1:
        images = images[..., 0]  # (N, H, W, 1) -> (N, H, W)
    if not (images.ndim == 3 or (images.ndim == 4 and images.shape[-1] == 3)) or len(images) == 0:
        raise ValueError(
            f"images must have shape (N, H, W), (N, H, W, 1) or (N, H, W, 3) with N >= 1; received {images.shape}. "
            "One image? Use image[None]."
        )
    if images.dtype.kind in "ui":
        return images
    return np.clip(images.astype(np.float32), 0, 1)


def training_curves(histories: Mapping[str, Any], *, title: str, alt: str, metric: str = "accuracy") -> "Figure":
    """Show loss and a metric by epoch, on training data (dashed) and on validation data (solid).

    Args:
        histories: Name of a run -> Keras History, or its `history` dict.
        title: Title of the figure.
        alt: Text alternative.
        metric: The metric beside the loss, as Keras names it.

    Returns:
        The figure, already displayed.

    Raises:
        ValueError: If a history lacks the loss or the metric; lists what it has.
    """
    figure = new_figure(9.0, 3.6)
    loss_axis, metric_axis = figure.subplots(1, 2)
    for colour, (name, history) in zip(_cycle_colours(), histories.items(), strict=False):
        history = getattr(history, "history", history)
        for axis, key in ((loss_axis, "loss"), (metric_axis, metric)):
            if key not in history:
                raise ValueError(f"the history of {name!r} has no {key!r}; it has: {', '.join(history) or 'nothing'}")
            _plot_by_epoch(axis, history[key], colour, f"{name}, training", "--")
            if f"val_{key}" in history:
                _plot_by_epoch(axis, history[f"val_{key}"], colour, f"{name}, validation", "-")
    loss_axis.set(title="loss", xlabel="epoch", ylabel="loss (nats per example)")
    metric_axis.set(title=metric.replace("_", " "), xlabel="epoch", ylabel=metric.replace("_", " "))
    for axis in (loss_axis, metric_axis):
        axis.xaxis.get_major_locator().set_params(integer=True)
        _quiet_grid(axis)
    handles, labels = metric_axis.get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=min(4, max(1, len(labels))), frameon=False)
    figure.suptitle(title)
    return show(figure, alt)


def _plot_by_epoch(axis, values: Sequence[float], colour: str, label: str, line_style: str) -> None:
    epochs = np.arange(1, len(values) + 1)
    axis.plot(epochs, values, color=colour, linestyle=line_style, marker="o", markersize=3, label=label)


def confusion(matrix: Any, class_names: Sequence[str], *, title: str, alt: str) -> "Figure":
    """Show a confusion matrix: counts as text, each row's share as colour.

    Args:
        matrix: Counts, shape (C, C); row: true class, column: predicted class.
        class_names: C names.
        title: Title of the figure.
        alt: Text alternative.

    Returns:
        The figure, already displayed.
    """
    matrix = np.asarray(matrix)
    count = len(class_names)
    if matrix.shape != (count, count):
        raise ValueError(f"matrix must have shape ({count}, {count}), one row a class; received {matrix.shape}")
    totals = matrix.sum(axis=1, keepdims=True)
    shares = matrix / np.maximum(totals, 1)
    size = 1.6 + 0.5 * count
    figure = new_figure(size + 0.8, size)
    axis = figure.subplots()
    picture = axis.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    axis.set_xticks(range(count), class_names, rotation=45, ha="right", rotation_mode="anchor")
    axis.set_yticks(range(count), class_names)
    axis.set(title=title, xlabel="predicted class", ylabel="true class")
    _write_in_cells(axis, matrix, dark=shares > 0.55, text=lambda value: f"{value:,}")
    figure.colorbar(picture, ax=axis, label="share of the true class", shrink=0.8)
    return show(figure, alt)


def bars_with_intervals(
    names: Sequence[str], values: Sequence[float], intervals: Any, *, title: str, xlabel: str, ylabel: str, alt: str
) -> "Figure":
    """Show values with their intervals, one row a name.

    Args:
        names: N names, first on top.
        values: N values.
        intervals: N pairs (low, high) in the values' unit, low <= value <= high.
        title: Title of the figure.
        xlabel: What the values are, with the unit.
        ylabel: What the names are.
        alt: Text alternative.

    Returns:
        The figure, already displayed.
    """
    values = np.asarray(values, dtype=float)
    low, high = np.asarray(intervals, dtype=float).reshape(-1, 2).T
    if not len(names) == len(values) == len(low):
        raise ValueError(
            f"names, values and intervals must be equally many; received {len(names)}, {len(values)} and {len(low)}"
        )
    outside = np.flatnonzero((values < low) | (values > high))
    if outside.size:
        i = outside[0]
        raise ValueError(
            f"the value of {names[i]!r}, {values[i]:.6g}, lies outside its interval {low[i]:.6g}..{high[i]:.6g}"
        )
    decimals = _decimals_worth_showing(float((high - low).max()))
    figure = new_figure(7.0, 1.5 + 0.42 * len(names))
    axis = figure.subplots()
    rows = np.arange(len(names))
    axis.barh(rows, values, color=COLOURS["sky"], height=0.6)
    axis.errorbar(values, rows, xerr=[values - low, high - values], fmt="none", ecolor=COLOURS["black"], capsize=4)
    for row, value, end in zip(rows, values, high, strict=True):
        axis.annotate(
            f"{value:.{decimals}f}", (end, row), xytext=(6, 0), textcoords="offset points", va="center", fontsize=9
        )
    axis.set_yticks(rows, names)
    axis.invert_yaxis()
    axis.margins(x=0.12)
    axis.set(title=title, xlabel=xlabel, ylabel=ylabel)
    _quiet_grid(axis, lines="x")
    return show(figure, alt)


def _decimals_worth_showing(width: float) -> int:
    """Return how many decimals a value with an interval of this width deserves: two digits of the width."""
    return min(6, max(0, 1 - math.floor(math.log10(width)))) if width > 0 else 3


def heatmap(
    values: Any, *, title: str, xlabel: str, ylabel: str, alt: str, annotate: bool = False, label: str = "value"
) -> "Figure":
    """Show a matrix as colours: one hue for values of one sign, two hues around zero for values of both.

    Args:
        values: Shape (rows, columns).
        title: Title of the figure.
        xlabel: What the columns are.
        ylabel: What the rows are.
        alt: Text alternative.
        annotate: Write each value into its cell.
        label: What the values are, with the unit.

    Returns:
        The figure, already displayed.
    """
    values = np.asarray(values)
    if values.ndim != 2 or values.size == 0:
        raise ValueError(f"values must have shape (rows, columns); received {values.shape}")
    largest = float(np.abs(values).max()) or 1.0
    both_signs = values.min() < 0
    rows, columns = values.shape
    cell_inches = min(0.6, 6.5 / columns, 5.0 / rows)
    figure = new_figure(max(3.4, cell_inches * columns + 1.9), max(2.2, cell_inches * rows + 1.0))
    axis = figure.subplots()
    low = -largest if both_signs else 0
    picture = axis.imshow(values, cmap="PuOr" if both_signs else "Blues", vmin=low, vmax=largest)
    axis.set(title=title, xlabel=xlabel, ylabel=ylabel)
    for side in (axis.xaxis, axis.yaxis):
        side.get_major_locator().set_params(integer=True)
    if annotate:
        whole = values.dtype.kind in "iub"
        _write_in_cells(
            axis, values, np.abs(values) > 0.6 * largest, lambda value: f"{value:d}" if whole else f"{value:.3g}"
        )
    figure.colorbar(picture, ax=axis, label=label, shrink=0.9)
    return show(figure, alt)


def _write_in_cells(axis, values: np.ndarray, dark: np.ndarray, text: Callable[[Any], str]) -> None:
    size = 9 if values.shape[1] <= 10 else 7
    for (row, column), value in np.ndenumerate(values):
        colour = "white" if dark[row, column] else "black"
        axis.text(column, row, text(value), ha="center", va="center", color=colour, fontsize=size)


def _quiet_grid(axis, lines: str = "both") -> None:
    axis.grid(True, axis=lines, color="#DDDDDD", linewidth=0.6)
    axis.set_axisbelow(True)
    axis.spines[["top", "right"]].set_visible(False)


def _cycle_colours():
    """Yield the colours again and again, in an order in which neighbours differ in lightness too."""
    return itertools.cycle(
        COLOURS[name] for name in ("blue", "orange", "green", "vermillion", "purple", "sky", "black")
    )
