"""The sliding-kernel explorer: its numbers against SciPy's and against a patch that a person can add up."""

import matplotlib.colors
import numpy as np
import pytest
from scipy.signal import correlate2d

from coursekit import plotting
from coursekit.explorers import sliding_kernel
from coursekit.explorers.sliding_kernel import KERNELS, PADDINGS, STRIDES

STEP_DOWN = np.array([[9, 9, 1, 1], [9, 9, 1, 1], [9, 9, 1, 1]])  # a vertical edge between columns 1 and 2


@pytest.fixture
def pixels() -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, size=(7, 9))


def test_window_by_hand():
    here = sliding_kernel.window(STEP_DOWN, "vertical edges", position=1)
    assert (here.row, here.column, here.top, here.left) == (0, 1, 0, 1)
    assert here.patch.tolist() == [[9, 1, 1]] * 3
    assert here.products.tolist() == [[-9, 0, 1], [-18, 0, 2], [-9, 0, 1]]
    assert here.total == -32


def test_window_in_the_padding_sees_zeros():
    here = sliding_kernel.window(STEP_DOWN, "sum of all nine", position=0, padding=1)
    assert (here.top, here.left) == (-1, -1)
    assert here.patch.tolist() == [[0, 0, 0], [0, 9, 9], [0, 9, 9]]
    assert here.total == 36


def test_a_position_beyond_the_last_is_the_last(pixels):
    last = sliding_kernel.window(pixels, "spots", position=34)
    beyond = sliding_kernel.window(pixels, "spots", position=10_000)
    assert (beyond.row, beyond.column, beyond.total) == (last.row, last.column, last.total) == (4, 6, last.total)


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize("stride", STRIDES)
@pytest.mark.parametrize("padding", PADDINGS)
def test_response_is_scipys_cross_correlation(pixels, kernel, stride, padding):
    full = correlate2d(np.pad(pixels, padding), np.array(KERNELS[kernel]), mode="valid")
    np.testing.assert_array_equal(sliding_kernel.response(pixels, kernel, stride, padding), full[::stride, ::stride])


@pytest.mark.parametrize(("stride", "padding"), [(1, 0), (2, 1), (3, 2)])
def test_every_window_totals_its_response(pixels, stride, padding):
    total = sliding_kernel.response(pixels, "sharper", stride, padding)
    assert total.shape == sliding_kernel.output_shape(pixels, stride, padding)
    windows = [sliding_kernel.window(pixels, "sharper", k, stride, padding).total for k in range(total.size)]
    assert windows == total.ravel().tolist()


def test_the_copying_kernel_does_what_its_name_says(pixels):
    shifted = sliding_kernel.response(pixels, "copy one pixel to the left")
    np.testing.assert_array_equal(shifted, pixels[1:-1, 2:])


def test_an_image_smaller_than_the_kernel_is_refused():
    with pytest.raises(ValueError, match=r"does not fit into an image of shape \(2, 5\) with padding 0"):
        sliding_kernel.response(np.zeros((2, 5), dtype=int), "spots")


def test_grey_is_the_mean_of_the_channels():
    image = np.array([[[0, 10, 20], [255, 255, 255]]], dtype=np.uint8)
    assert sliding_kernel.grey(image).tolist() == [[10, 255]]
    assert sliding_kernel.grey([[1, 2], [3, 4]]).tolist() == [[1, 2], [3, 4]]


def test_grey_names_what_came():
    with pytest.raises(ValueError, match=r"received \(5, 8, 8, 3\). A batch\? Pass images\[0\]"):
        sliding_kernel.grey(np.zeros((5, 8, 8, 3)))


def test_describe_says_shape_patch_and_sum():
    text = sliding_kernel.describe(STEP_DOWN, "vertical edges", position=0, padding=0)
    assert "3 by 4" in text and "1 by 2 outputs" in text
    assert "[[-9, 0, 1], [-18, 0, 2], [-9, 0, 1]]" in text and text.endswith("add up to -32.")


def test_figure_shows_the_model_s_numbers(pixels):
    figure = sliding_kernel.figure(pixels, "horizontal edges", position=11, stride=2, padding=1)
    here = sliding_kernel.window(pixels, "horizontal edges", 11, 2, 1)
    image, products, output = figure.axes[:3]
    labels = [text.get_text() for text in products.texts]
    weights = np.array(KERNELS["horizontal edges"])
    expected = [
        f"{pixel} × {weight}\n= {pixel * weight}".replace("-", "−")
        for pixel, weight in zip(here.patch.ravel(), weights.ravel(), strict=True)
    ]
    assert labels == expected
    assert str(abs(here.total)) in products.get_title()
    np.testing.assert_array_equal(
        output.images[0].get_array(), sliding_kernel.response(pixels, "horizontal edges", 2, 1)
    )
    assert image.patches[0].get_xy() == (here.left - 0.5, here.top - 0.5)
    assert output.patches[0].get_xy() == (here.column - 0.5, here.row - 0.5)
    assert all(axes.get_title() and axes.get_xlabel() and axes.get_ylabel() for axes in (image, products, output))


def test_figure_marks_the_window_in_a_colour_that_stands_out(pixels):
    image = sliding_kernel.figure(pixels, "spots", 0).axes[0]
    assert [matplotlib.colors.to_hex(patch.get_edgecolor()) for patch in image.patches] == ["#000000", "#ffd700"]


def test_a_black_image_is_drawn_too():
    figure = sliding_kernel.figure(np.zeros((5, 5), dtype=int), "spots", 0)
    assert plotting.png_bytes(figure, "nothing but zeros").startswith(b"\x89PNG")


@pytest.fixture
def shown(monkeypatch):
    """What `explore` hands to the view: the controls by name, and the drawing function."""
    handed = {}

    def record(controls, draw):
        handed.update(controls=controls, draw=draw)

    monkeypatch.setattr(sliding_kernel, "show_explorer", record)
    return handed


def test_explore_opens_at_the_strongest_output(shown, pixels):
    sliding_kernel.explore(pixels)
    total = sliding_kernel.response(pixels, "vertical edges")
    state = {name: control.value for name, control in shown["controls"].items()}
    assert state == {"position": np.abs(total).argmax(), "kernel": "vertical edges", "stride": 1, "padding": 0}
    figure, alt = shown["draw"](**state)
    assert len(figure.axes) == 4 and alt == sliding_kernel.describe(pixels, **state)


def test_the_position_slider_ends_at_the_last_position(shown, pixels):
    sliding_kernel.explore(pixels)
    position, stride, padding = (shown["controls"][name] for name in ("position", "stride", "padding"))
    assert position.max == 5 * 7 - 1
    position.value = position.max
    stride.value = 3
    assert position.max == position.value == 2 * 3 - 1
    padding.value = 2
    assert position.max == 3 * 4 - 1


def test_explore_without_a_notebook_says_the_picture_in_words(capsys):
    sliding_kernel.explore(STEP_DOWN)
    assert "add up to -32" in capsys.readouterr().out
