"""Slide a 3x3 kernel over an image and read every number: patch, products, sum.

The model is pure: `window` says what one position computes, `response` what all of them do, `figure` draws both.
"""

from dataclasses import dataclass

import numpy as np

from coursekit import plotting
from coursekit.explorers.view import Choice, Slider, show_explorer

KERNELS = {
    "vertical edges": ((-1, 0, 1), (-2, 0, 2), (-1, 0, 1)),
    "horizontal edges": ((-1, -2, -1), (0, 0, 0), (1, 2, 1)),
    "spots": ((0, -1, 0), (-1, 4, -1), (0, -1, 0)),
    "sharper": ((0, -1, 0), (-1, 5, -1), (0, -1, 0)),
    "sum of all nine": ((1, 1, 1), (1, 1, 1), (1, 1, 1)),
    "copy one pixel to the left": ((0, 0, 0), (0, 0, 1), (0, 0, 0)),
}
STRIDES = (1, 2, 3)
PADDINGS = (0, 1, 2)


@dataclass(frozen=True)
class Window:
    """What the kernel computes at one position.

    Attributes:
        row, column: Where the result stands in the output, from 0.
        top, left: Where the window's corner stands in the image; negative inside the padding.
        patch: The pixels under the kernel, (3, 3).
        products: Pixel times weight, (3, 3).
        total: The sum of the products, which is the output at (row, column).
    """

    row: int
    column: int
    top: int
    left: int
    patch: np.ndarray
    products: np.ndarray
    total: float


def grey(image) -> np.ndarray:
    """Turn an image into one channel of whole grey levels, the mean of its channels.

    Args:
        image: Pixels, (H, W) or (H, W, C).

    Returns:
        Grey levels, (H, W) int64.

    Raises:
        ValueError: If the image has another number of axes.
    """
    pixels = np.asarray(image)
    if pixels.ndim not in (2, 3):
        raise ValueError(
            f"image must have shape (H, W) or (H, W, C); received {pixels.shape}. A batch? Pass images[0]."
        )
    mean = pixels.mean(axis=-1, dtype=np.float64) if pixels.ndim == 3 else pixels
    return np.rint(mean).astype(np.int64)


def output_shape(pixels: np.ndarray, stride: int, padding: int) -> tuple[int, int]:
    """Count the positions of a 3x3 kernel down and across: floor((n + 2 padding - 3) / stride) + 1."""
    rows, columns = ((n + 2 * padding - 3) // stride + 1 for n in pixels.shape)
    if min(rows, columns) < 1:
        raise ValueError(f"a 3x3 kernel does not fit into an image of shape {pixels.shape} with padding {padding}")
    return rows, columns


def window(pixels: np.ndarray, kernel: str, position: int, stride: int = 1, padding: int = 0) -> Window:
    """Compute one output, with every number on the way.

    Args:
        pixels: Grey levels, (H, W).
        kernel: A name out of KERNELS.
        position: Which output, counted along the rows from 0; a number beyond the last position means the last.
        stride: Pixels from one position to the next.
        padding: Rings of zeros around the image.
    """
    rows, columns = output_shape(pixels, stride, padding)
    row, column = divmod(min(position, rows * columns - 1), columns)
    top, left = row * stride, column * stride
    patch = np.pad(pixels, padding)[top : top + 3, left : left + 3]
    products = patch * np.array(KERNELS[kernel])
    return Window(row, column, top - padding, left - padding, patch, products, products.sum())


def response(pixels: np.ndarray, kernel: str, stride: int = 1, padding: int = 0) -> np.ndarray:
    """Compute the output at every position, (output rows, output columns)."""
    rows, columns = output_shape(pixels, stride, padding)
    padded = np.pad(pixels, padding)
    total = np.zeros((rows, columns), dtype=padded.dtype)
    for (i, j), weight in np.ndenumerate(np.array(KERNELS[kernel])):
        total += weight * padded[i : i + stride * rows : stride, j : j + stride * columns : stride]
    return total


def describe(pixels: np.ndarray, kernel: str, position: int, stride: int = 1, padding: int = 0) -> str:
    """Say in words what the figure shows; its alternative text."""
    rows, columns = output_shape(pixels, stride, padding)
    here = window(pixels, kernel, position, stride, padding)
    height, width = pixels.shape
    return (
        f"The kernel '{kernel}' with stride {stride} and padding {padding} on an image of {height} by {width} "
        f"gives {rows} by {columns} outputs. At output row {here.row}, column {here.column} it covers the pixels "
        f"{here.patch.tolist()}; the products {here.products.tolist()} add up to {here.total}."
    )


def figure(pixels: np.ndarray, kernel: str, position: int, stride: int = 1, padding: int = 0):
    """Draw the image with its window, the nine products, and the output with the position marked.

    Args and units are those of `window`.
    """
    here = window(pixels, kernel, position, stride, padding)
    drawing = plotting.new_figure(11.5, 4.2)
    left, middle, right = drawing.subplots(1, 3)
    _draw_image(left, pixels, here, padding)
    _draw_products(middle, here, np.array(KERNELS[kernel]))
    _draw_output(drawing, right, response(pixels, kernel, stride, padding), here)
    setting = f"Kernel '{kernel}', stride {stride}, padding {padding}"
    drawing.suptitle(f"{setting}: output row {here.row}, column {here.column}")
    return drawing


def explore(image, kernel: str = "vertical edges") -> None:
    """Show the explorer: choose kernel, stride and padding, and slide the window with the position.

    It opens at the strongest output of `kernel`; the last position follows stride and padding.

    Args:
        image: Pixels in 0..255, (H, W) or (H, W, C).
        kernel: A name out of KERNELS.
    """
    pixels = grey(image)
    total = response(pixels, kernel)
    start = int(np.abs(total).argmax())
    position = Slider("position", start, low=0, high=total.size - 1).widget()
    stride = Choice("stride (pixels)", STRIDES[0], STRIDES).widget()
    padding = Choice("padding (pixels)", PADDINGS[0], PADDINGS).widget()

    def follow(_change) -> None:
        rows, columns = output_shape(pixels, stride.value, padding.value)
        position.max = rows * columns - 1

    stride.observe(follow, names="value")
    padding.observe(follow, names="value")

    def draw(**state):
        return figure(pixels, **state), describe(pixels, **state)

    menu = Choice("kernel", kernel, list(KERNELS))
    show_explorer({"position": position, "kernel": menu, "stride": stride, "padding": padding}, draw)


def _draw_image(axes, pixels: np.ndarray, here: Window, padding: int) -> None:
    height, width = pixels.shape
    edge = padding + 0.5
    axes.imshow(
        np.pad(pixels, padding),
        cmap="gray",
        vmin=0,
        vmax=255,
        extent=(-edge, width + padding - 0.5, height + padding - 0.5, -edge),
    )
    _mark(axes, here.left, here.top, 3)
    axes.set(title="image and window", xlabel="column (pixels)", ylabel="row (pixels)")


def _draw_products(axes, here: Window, weights: np.ndarray) -> None:
    largest = max(np.abs(here.products).max(), 1)
    axes.imshow(here.products, cmap="coolwarm", vmin=-2 * largest, vmax=2 * largest)
    for (i, j), weight in np.ndenumerate(weights):
        text = f"{here.patch[i, j]} × {weight}\n= {here.products[i, j]}".replace("-", "−")
        axes.text(j, i, text, ha="center", va="center", fontsize=12)
    axes.set(title=f"pixel × weight; sum {here.total}".replace("-", "−"), xlabel="kernel column", ylabel="kernel row")
    axes.set(xticks=range(3), yticks=range(3))


def _draw_output(drawing, axes, total: np.ndarray, here: Window) -> None:
    largest = max(np.abs(total).max(), 1)
    shown = axes.imshow(total, cmap="coolwarm", vmin=-largest, vmax=largest)
    _mark(axes, here.column, here.row, 1)
    drawing.colorbar(shown, ax=axes, label="output (grey levels × weight)", shrink=0.75)
    rows, columns = total.shape
    axes.set(title=f"output, {rows} by {columns}", xlabel="output column", ylabel="output row")


def _mark(axes, left: float, top: float, size: int) -> None:
    from matplotlib.patches import Rectangle

    axes.add_patch(Rectangle((left - 0.5, top - 0.5), size, size, fill=False, edgecolor="black", linewidth=3.5))
    axes.add_patch(Rectangle((left - 0.5, top - 0.5), size, size, fill=False, edgecolor="gold", linewidth=1.8))
