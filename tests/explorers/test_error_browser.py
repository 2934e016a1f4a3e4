"""The error browser: ranking by hand, filters against Keras-free arithmetic, and one output for every front end."""

import numpy as np
import pytest
from scipy.signal import correlate2d

from coursekit.explorers import error_browser
from coursekit.explorers.error_browser import (
    Browser,
    chosen_error,
    describe,
    error_pairs,
    explore,
    figure,
    filter_response,
    ranked_errors,
    top_probabilities,
    unit_pixels,
)

NAMES = ("cat", "dog", "ship")
PROBABILITIES = np.array(
    [
        [0.7, 0.2, 0.1],  # cat, right
        [0.1, 0.6, 0.3],  # cat taken for dog, 60%
        [0.1, 0.9, 0.0],  # cat taken for dog, 90%
        [0.5, 0.2, 0.3],  # ship taken for cat, 50%
        [0.1, 0.2, 0.7],  # dog taken for ship, 70%
    ]
)
LABELS = np.array([0, 0, 0, 2, 1])


@pytest.fixture
def browser() -> Browser:
    rng = np.random.default_rng(0)
    images = rng.integers(0, 256, (5, 6, 7, 3), dtype=np.uint8)
    return Browser(images, LABELS, PROBABILITIES, NAMES, rng.normal(size=(3, 3, 3, 4)))


def test_errors_come_the_surest_first(browser):
    assert ranked_errors(browser).tolist() == [2, 4, 1, 3]


def test_errors_of_one_pair(browser):
    assert ranked_errors(browser, (0, 1)).tolist() == [2, 1]
    assert ranked_errors(browser, (1, 0)).tolist() == []


def test_pairs_are_named_and_counted_the_commonest_first(browser):
    assert list(error_pairs(browser).items()) == [
        ("all errors (4)", None),
        ("cat taken for dog (2)", (0, 1)),
        ("dog taken for ship (1)", (1, 2)),
        ("ship taken for cat (1)", (2, 0)),
    ]


def test_a_rank_beyond_the_last_is_the_last(browser):
    assert [chosen_error(browser, rank, (0, 1)) for rank in (1, 2, 99)] == [2, 1, 1]


def test_top_probabilities_are_in_order(browser):
    assert top_probabilities(browser, 3) == [("cat", 0.5), ("ship", 0.3), ("dog", 0.2)]


def test_whole_numbers_are_scaled_and_floats_are_not():
    assert unit_pixels(np.array([0, 51, 255], dtype=np.uint8)).tolist() == [0.0, 0.2, 1.0]
    assert unit_pixels(np.array([0.0, 0.5], dtype=np.float32)).tolist() == [0.0, 0.5]


def test_filter_response_by_hand():
    image = np.zeros((3, 4, 3))
    image[1, 2] = (1.0, 10.0, 100.0)  # one coloured pixel
    kernel = np.zeros((2, 2, 3))
    kernel[0, 1] = (1.0, 2.0, 3.0)  # looks at the pixel up on the right
    expected = np.zeros((2, 3))
    expected[1, 1] = 1 + 20 + 300
    np.testing.assert_array_equal(filter_response(image, kernel), expected)


def test_filter_response_equals_scipy(browser):
    image, kernel = browser.images[0] / 255, browser.kernels[..., 1]
    expected = sum(correlate2d(image[..., c], kernel[..., c], mode="valid") for c in range(3))
    np.testing.assert_allclose(filter_response(browser.images[0], kernel), expected, rtol=0, atol=1e-12)


def test_figure_shows_truth_guess_and_filter(browser):
    drawing = figure(browser, rank=1, kernel=2)
    titles = [axes.get_title() for axes in drawing.axes]
    assert titles[:2] == ["image 2: cat", "the network's answer"]
    assert titles[2:4] == ["filter 2 (grey: weight 0)", "its response, before ReLU"]
    assert drawing.get_suptitle() == "Error 1 of 4, the surest first"
    assert all(axes.get_xlabel() and axes.get_ylabel() for axes in drawing.axes[:4])
    assert [label.get_text() for label in drawing.axes[1].get_yticklabels()] == ["dog", "cat (true)", "ship"]


def test_figure_without_kernels_has_two_parts(browser):
    plain = Browser(browser.images, LABELS, PROBABILITIES, NAMES)
    assert len(figure(plain, rank=99, pair=(0, 1)).axes) == 2
    assert figure(plain, rank=99, pair=(0, 1)).get_suptitle() == "Error 2 of 2, the surest first"
    assert "filter" not in describe(plain, 1)


def test_description_says_what_is_drawn(browser):
    text = describe(browser, 2, kernel=0)
    assert text.startswith("Image 4: the true class is dog; the network says ship 70%, dog 20%, cat 10%.")
    response = filter_response(browser.images[4], browser.kernels[..., 0])
    row, column = divmod(int(response.argmax()), response.shape[1])
    assert text.endswith(f"most at row {row}, column {column}.")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"images": np.zeros((6, 7, 3))}, r"images must have shape \(N, H, W, 3\); received \(6, 7, 3\)"),
        ({"labels": np.eye(3)[LABELS]}, r"labels must have shape \(5,\); received \(5, 3\). One-hot labels"),
        ({"labels": LABELS[:4]}, r"labels must have shape \(5,\); received \(4,\)\.$"),
        ({"probabilities": PROBABILITIES[:, :2]}, r"probabilities must have shape \(5, 3\); received \(5, 2\)"),
        ({"probabilities": PROBABILITIES * 3}, r"sums from 3 to 3. Logits"),
        ({"kernels": np.zeros((3, 3, 3))}, r"kernels must have shape \(h, w, 3, F\); received \(3, 3, 3\)"),
    ],
)
def test_what_does_not_fit_is_named(browser, change, told):
    arguments = {"images": browser.images, "labels": LABELS, "probabilities": PROBABILITIES} | change
    with pytest.raises(ValueError, match=told):
        explore(**arguments, class_names=NAMES)


def test_a_perfect_classifier_has_nothing_to_browse(browser, capsys):
    explore(browser.images, PROBABILITIES.argmax(axis=1), PROBABILITIES, NAMES)
    assert capsys.readouterr().out == (
        "No error to browse: for all 5 images the most probable class is the true one.\n"
    )
    with pytest.raises(ValueError, match="no error to show"):
        chosen_error(Browser(browser.images, PROBABILITIES.argmax(axis=1), PROBABILITIES, NAMES), 1)


def test_explore_says_its_picture_where_there_is_no_notebook(browser, capsys):
    explore(browser.images, LABELS, PROBABILITIES, NAMES, browser.kernels)
    assert capsys.readouterr().out.startswith("[Figure: Image 2: the true class is cat; the network says dog 90%")


def test_the_slider_ends_with_the_pair_and_moves_the_picture(browser, monkeypatch):
    shown = {}

    def keep(controls, draw):
        shown.update(controls=controls, draw=draw)

    monkeypatch.setattr(error_browser, "show_explorer", keep)
    explore(browser.images, LABELS, PROBABILITIES, NAMES, browser.kernels)
    rank, pair = shown["controls"]["rank"], shown["controls"]["pair"]
    assert (rank.min, rank.max) == (1, 4)
    rank.value = 4
    pair.value = (0, 1)
    assert (rank.max, rank.value) == (2, 2)
    drawing, alt = shown["draw"](rank=rank.value, pair=pair.value, kernel=shown["controls"]["kernel"].high)
    assert alt.startswith("Image 1: the true class is cat")
    assert drawing.get_suptitle() == "Error 2 of 2, the surest first"
