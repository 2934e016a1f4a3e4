"""Browse a classifier's errors, the surest first: image, top three probabilities, and a first-layer filter at work.

The model is pure: `ranked_errors` sorts, `error_pairs` counts, `filter_response` filters, `figure` draws one state.
"""

from dataclasses import dataclass

import numpy as np

from coursekit import plotting
from coursekit.explorers.view import Choice, Slider, show_explorer

ALL_PAIRS = None
SHOWN_PROBABILITIES = 3


@dataclass(frozen=True)
class Browser:
    """What is browsed.

    Attributes:
        images: Pixels, uint8 0..255 or floats 0..1, (N, H, W, 3).
        labels: True classes, (N,) whole numbers.
        probabilities: The classifier's, (N, K).
        class_names: K words.
        kernels: First-layer kernels for pixels in 0..1, (h, w, 3, F); None if there are none to show.
    """

    images: np.ndarray
    labels: np.ndarray
    probabilities: np.ndarray
    class_names: tuple[str, ...]
    kernels: np.ndarray | None = None

    def __post_init__(self) -> None:
        count, classes = len(self.images), len(self.class_names)
        if self.images.ndim != 4 or self.images.shape[-1] != 3:
            hint = " One image? Use images[None]." if self.images.ndim == 3 else ""
            raise ValueError(f"images must have shape (N, H, W, 3); received {self.images.shape}.{hint}")
        if self.labels.shape != (count,):
            hint = " One-hot labels? Use labels.argmax(axis=-1)." if self.labels.ndim == 2 else ""
            raise ValueError(f"labels must have shape ({count},); received {self.labels.shape}.{hint}")
        if self.probabilities.shape != (count, classes):
            received = self.probabilities.shape
            raise ValueError(f"probabilities must have shape ({count}, {classes}); received {received}.")
        sums = self.probabilities.sum(axis=1)
        if count and (self.probabilities.min() < 0 or np.abs(sums - 1).max() > 1e-3):
            raise ValueError(
                f"each row of probabilities must add up to 1; received sums from {sums.min():.3g} to {sums.max():.3g}. "
                "Logits? Use keras.ops.softmax(logits)."
            )
        if self.kernels is not None and (self.kernels.ndim != 4 or self.kernels.shape[2] != 3):
            raise ValueError(f"kernels must have shape (h, w, 3, F); received {self.kernels.shape}.")

    @property
    def predictions(self) -> np.ndarray:
        """The most probable class of each image, (N,)."""
        return self.probabilities.argmax(axis=1)


def ranked_errors(browser: Browser, pair: tuple[int, int] | None = ALL_PAIRS) -> np.ndarray:
    """List the wrongly classified images, the one with the most probable wrong answer first.

    Args:
        browser: What is browsed.
        pair: (true class, predicted class) to keep; None keeps all.

    Returns:
        Indices into the images; equally sure errors in their own order.
    """
    predictions = browser.predictions
    wrong = predictions != browser.labels
    if pair is not ALL_PAIRS:
        wrong &= (browser.labels == pair[0]) & (predictions == pair[1])
    indices = np.flatnonzero(wrong)
    confidence = browser.probabilities[indices, predictions[indices]]
    return indices[np.argsort(-confidence, kind="stable")]


def error_pairs(browser: Browser) -> dict[str, tuple[int, int] | None]:
    """Name every pair of classes that was mixed up, the commonest first: text -> (true class, predicted class)."""
    wrong = ranked_errors(browser)
    found, counts = np.unique(np.stack([browser.labels[wrong], browser.predictions[wrong]]), axis=1, return_counts=True)
    choices = {f"all errors ({len(wrong)})": ALL_PAIRS}
    for column in np.argsort(-counts, kind="stable"):
        truth, guess = (int(label) for label in found[:, column])
        words = f"{browser.class_names[truth]} taken for {browser.class_names[guess]}"
        choices[f"{words} ({counts[column]})"] = (truth, guess)
    return choices


def top_probabilities(browser: Browser, index: int) -> list[tuple[str, float]]:
    """Return the most probable classes of an image as (word, probability), the most probable first."""
    row = browser.probabilities[index]
    order = np.argsort(-row, kind="stable")[:SHOWN_PROBABILITIES]
    return [(browser.class_names[label], float(row[label])) for label in order]


def unit_pixels(image: np.ndarray) -> np.ndarray:
    """Scale pixels to 0..1: divide whole numbers by 255, leave floats alone."""
    return image / 255.0 if image.dtype.kind in "iu" else image.astype(float)


def filter_response(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Correlate an image with one kernel at every place where the kernel fits.

    Args:
        image: Pixels, (H, W, 3).
        kernel: Weights, (h, w, 3).

    Returns:
        Sums, (H - h + 1, W - w + 1); without bias, before the activation.
    """
    windows = np.lib.stride_tricks.sliding_window_view(unit_pixels(image), kernel.shape[:2], axis=(0, 1))
    return np.einsum("yxcij,ijc->yx", windows, kernel)  # (H - h + 1, W - w + 1, 3, h, w) -> (H - h + 1, W - w + 1)


def chosen_error(browser: Browser, rank: int, pair: tuple[int, int] | None = ALL_PAIRS) -> int:
    """Return the index of the error with this rank (1 is the surest); a rank beyond the last means the last.

    Raises:
        ValueError: If there are no such errors.
    """
    indices = ranked_errors(browser, pair)
    if not len(indices):
        raise ValueError("there is no error to show: every image has its true class as the most probable one")
    return int(indices[min(rank, len(indices)) - 1])


def describe(browser: Browser, rank: int, pair: tuple[int, int] | None = ALL_PAIRS, kernel: int = 0) -> str:
    """Say in words what the figure shows; its alternative text."""
    index = chosen_error(browser, rank, pair)
    guesses = ", ".join(f"{name} {probability:.0%}" for name, probability in top_probabilities(browser, index))
    text = f"Image {index}: the true class is {browser.class_names[browser.labels[index]]}; the network says {guesses}."
    if browser.kernels is not None:
        response = filter_response(browser.images[index], browser.kernels[..., kernel])
        row, column = np.unravel_index(response.argmax(), response.shape)
        text += f" First-layer filter {kernel} answers from {response.min():.2f} to {response.max():.2f}"
        text += f", most at row {row}, column {column}."
    return text


def figure(browser: Browser, rank: int, pair: tuple[int, int] | None = ALL_PAIRS, kernel: int = 0):
    """Draw one error: image, top probabilities and, where there are kernels, one of them with its response.

    Args:
        browser: What is browsed.
        rank: Which error, from 1, the surest first; a rank beyond the last means the last.
        pair: (true class, predicted class), or None for all.
        kernel: Which first-layer kernel.
    """
    index = chosen_error(browser, rank, pair)
    columns = 2 if browser.kernels is None else 4
    drawing = plotting.new_figure(3.1 * columns, 3.4)
    axes = drawing.subplots(1, columns)
    _draw_image(axes[0], browser, index)
    _draw_probabilities(axes[1], browser, index)
    if browser.kernels is not None:
        weights = browser.kernels[..., kernel]
        _draw_kernel(axes[2], weights, kernel)
        _draw_response(drawing, axes[3], filter_response(browser.images[index], weights))
    errors = len(ranked_errors(browser, pair))
    drawing.suptitle(f"Error {min(rank, errors)} of {errors}, the surest first")
    return drawing


def explore(images, labels, probabilities, class_names, kernels=None) -> None:
    """Show the explorer: choose a pair of classes, walk through its errors, and look through a first-layer filter.

    A network without errors gets one line that says so.

    Args:
        images: Pixels, uint8 0..255 or floats 0..1, (N, H, W, 3).
        labels: True classes, (N,).
        probabilities: The network's, (N, K).
        class_names: K words.
        kernels: First-layer kernels, (h, w, 3, F); without them no filter is shown.

    Raises:
        ValueError: If the shapes do not fit or rows of probabilities do not add up to 1.
    """
    browser = Browser(
        np.asarray(images),
        np.asarray(labels),
        np.asarray(probabilities),
        tuple(str(name) for name in class_names),
        None if kernels is None else np.asarray(kernels),
    )
    if not len(ranked_errors(browser)):
        print(f"No error to browse: for all {len(browser.images)} images the most probable class is the true one.")
        return
    rank = Slider("error, surest first", 1, low=1, high=len(ranked_errors(browser))).widget()
    pair = Choice("pair", ALL_PAIRS, error_pairs(browser)).widget()

    def follow(_change) -> None:
        rank.max = len(ranked_errors(browser, pair.value))

    pair.observe(follow, names="value")
    controls = {"rank": rank, "pair": pair}
    if browser.kernels is not None:
        controls["kernel"] = Slider("filter", 0, low=0, high=browser.kernels.shape[-1] - 1)

    def draw(**state):
        return figure(browser, **state), describe(browser, **state)

    show_explorer(controls, draw)


def _draw_image(axes, browser: Browser, index: int) -> None:
    axes.imshow(browser.images[index])
    truth = browser.class_names[browser.labels[index]]
    axes.set(title=f"image {index}: {truth}", xlabel="column (pixels)", ylabel="row (pixels)")


def _draw_probabilities(axes, browser: Browser, index: int) -> None:
    names, values = zip(*top_probabilities(browser, index), strict=True)
    truth = browser.class_names[browser.labels[index]]
    colours = [plotting.COLOURS["green" if name == truth else "vermillion"] for name in names]
    bars = axes.barh(range(len(names)), values, color=colours)
    axes.bar_label(bars, [f"{value:.0%}" for value in values], padding=3)
    axes.set_yticks(range(len(names)), [f"{name} (true)" if name == truth else name for name in names])
    axes.invert_yaxis()
    axes.set(title="the network's answer", xlabel="probability", ylabel="class", xlim=(0, 1.2), xticks=(0, 0.5, 1))


def _draw_kernel(axes, weights: np.ndarray, number: int) -> None:
    largest = np.abs(weights).max() or 1.0
    axes.imshow(0.5 + 0.5 * weights / largest)  # grey is 0; a channel brighter than grey is weighted up
    axes.set(title=f"filter {number} (grey: weight 0)", xlabel="kernel column", ylabel="kernel row")
    axes.set(xticks=range(weights.shape[1]), yticks=range(weights.shape[0]))


def _draw_response(drawing, axes, response: np.ndarray) -> None:
    largest = np.abs(response).max() or 1.0
    shown = axes.imshow(response, cmap="coolwarm", vmin=-largest, vmax=largest)
    drawing.colorbar(shown, ax=axes, label="weighted sum", shrink=0.75)
    axes.set(title="its response, before ReLU", xlabel="output column", ylabel="output row")
