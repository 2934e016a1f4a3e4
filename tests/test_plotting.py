"""Figures as a reader gets them: displayed once, named, with a text alternative that survives the export."""

import base64
import io
import re
from itertools import combinations

import nbformat
import numpy as np
import pytest
from bs4 import BeautifulSoup
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from PIL import Image

from coursekit import plotting

RNG = np.random.default_rng(0)
HISTORY = {"loss": [2.0, 1.0], "val_loss": [2.1, 1.2], "accuracy": [0.3, 0.5], "val_accuracy": [0.2, 0.4]}

FIGURES = {
    "image_grid": lambda: plotting.image_grid(RNG.integers(0, 256, (3, 8, 8, 3)), ["a", "b", "c"], title="T", alt="A"),
    "training_curves": lambda: plotting.training_curves({"run": HISTORY, "other": HISTORY}, title="T", alt="A"),
    "confusion": lambda: plotting.confusion([[5, 1], [0, 7]], ["cat", "dog"], title="T", alt="A"),
    "bars": lambda: plotting.bars_with_intervals(
        ["a", "b"], [0.5, 0.7], [(0.4, 0.6), (0.6, 0.8)], title="T", xlabel="accuracy (share)", ylabel="model", alt="A"
    ),
    "heatmap": lambda: plotting.heatmap(
        RNG.normal(size=(3, 4)), title="T", xlabel="x", ylabel="y", alt="A", annotate=True
    ),
}


def pixels(figure) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(plotting.png_bytes(figure, "A"))).convert("RGB"))


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_has_a_title_and_a_text_alternative_and_is_displayed_once(name, capsys):
    figure = FIGURES[name]()
    assert capsys.readouterr().out == "[Figure: A]\n"
    assert "T" in [figure.get_suptitle(), *(axis.get_title() for axis in figure.axes)]
    assert pixels(figure).std() > 10


@pytest.mark.parametrize("name", [name for name in FIGURES if name != "image_grid"])
def test_every_axis_is_named(name):
    for axis in FIGURES[name]().axes:
        assert axis.get_ylabel()
        assert axis.get_xlabel() or axis.get_label() == "<colorbar>"


def test_no_pyplot_and_no_global_state():
    import matplotlib.pyplot as pyplot

    before = pyplot.get_fignums()
    FIGURES["heatmap"]()
    assert pyplot.get_fignums() == before


def test_showing_a_pyplot_figure_closes_it():
    import matplotlib.pyplot as pyplot

    figure, axis = pyplot.subplots()
    axis.plot([1, 2])
    assert plotting.show(figure, "A rising line.") is figure
    assert figure.number not in pyplot.get_fignums()


@pytest.mark.parametrize("alt", ["", "  ", None])
def test_a_figure_without_a_text_alternative_is_refused(alt):
    with pytest.raises(ValueError, match="alt must say"):
        plotting.show(plotting.new_figure(), alt)


def test_the_same_figure_gives_the_same_file_and_the_file_holds_the_alternative():
    first, second = (plotting.png_bytes(FIGURES["confusion"](), "Two classes.") for _ in range(2))
    assert first == second
    assert Image.open(io.BytesIO(first)).text["Description"] == "Two classes."


CELLS = [
    """
%matplotlib inline
from matplotlib import pyplot
from coursekit import plotting
plotting.heatmap([[1, 2], [3, 4]], title="T", xlabel="x", ylabel="y", alt='Four <cells> & "more".')
""",
    """
figure, axis = pyplot.subplots()
axis.plot([1, 2])
plotting.show(figure, "A rising line.")
""",
]


@pytest.fixture(scope="module")
def executed():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in CELLS])
    NotebookClient(notebook, kernel_name="python3", timeout=120).execute()
    return notebook


def test_in_a_kernel_a_figure_is_displayed_exactly_once(executed):
    for cell in executed.cells:
        (output,) = cell.outputs
        assert set(output.data) == {"text/html", "image/png", "text/plain"}
    data = executed.cells[1].outputs[0].data
    assert data["text/plain"] == "[Figure: A rising line.]"
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")


def test_the_html_export_shows_each_picture_with_its_alternative(executed):
    page, _ = HTMLExporter().from_notebook_node(executed)
    alternatives = [image["alt"] for image in BeautifulSoup(page, "html.parser").find_all("img")]
    assert alternatives == ['Four <cells> & "more".', "A rising line."]


class TestImageGrid:
    def test_takes_floats_and_one_channel(self):
        figure = plotting.image_grid(RNG.random((12, 8, 8, 1)), title="T", alt="A", columns=5)
        assert len(figure.axes) == 15
        assert sum(bool(axis.images) for axis in figure.axes) == 12

    def test_floats_beyond_0_to_1_are_cut(self):
        figure = plotting.image_grid(np.array([[[[-1.0, 0.5, 2.0]]]]), title="T", alt="A")
        assert figure.axes[0].images[0].get_array().tolist() == [[[0.0, 0.5, 1.0]]]

    @pytest.mark.parametrize("shape", [(8, 8), (2, 8, 8, 4), (0, 8, 8)])
    def test_other_shapes_are_named(self, shape):
        with pytest.raises(ValueError, match=re.escape(f"received {shape}. One image? Use image[None].")):
            plotting.image_grid(np.zeros(shape), title="T", alt="A")

    def test_a_title_too_few(self):
        with pytest.raises(ValueError, match="received 1 for 2 images"):
            plotting.image_grid(np.zeros((2, 8, 8)), ["a"], title="T", alt="A")


class TestTrainingCurves:
    def test_keras_histories_and_dicts_counted_from_epoch_1(self):
        class History:
            history = HISTORY

        figure = plotting.training_curves({"a": History(), "b": {"loss": [1.0], "accuracy": [0.5]}}, title="T", alt="A")
        loss_axis, accuracy_axis = figure.axes
        assert [line.get_ydata().tolist() for line in loss_axis.lines] == [[2.0, 1.0], [2.1, 1.2], [1.0]]
        assert accuracy_axis.lines[0].get_xdata().tolist() == [1, 2]

    def test_a_missing_metric_is_named(self):
        with pytest.raises(ValueError, match="'run' has no 'mae'; it has: loss, val_loss"):
            plotting.training_curves({"run": HISTORY}, title="T", alt="A", metric="mae")


class TestConfusion:
    def test_counts_are_written_and_shares_are_coloured(self):
        figure = plotting.confusion([[3, 1], [0, 0]], ["cat", "dog"], title="T", alt="A")
        assert [text.get_text() for text in figure.axes[0].texts] == ["3", "1", "0", "0"]
        assert figure.axes[0].images[0].get_array().tolist() == [[0.75, 0.25], [0.0, 0.0]]

    def test_names_and_rows_must_agree(self):
        with pytest.raises(ValueError, match=re.escape("(3, 3), one row a class; received (2, 2)")):
            plotting.confusion(np.eye(2), ["a", "b", "c"], title="T", alt="A")


class TestBars:
    LABELS = {"title": "T", "xlabel": "x", "ylabel": "y", "alt": "A"}

    def test_values_are_written_as_exactly_as_their_intervals_allow(self):
        figure = plotting.bars_with_intervals(["a"], [0.70123], [(0.68, 0.72)], **self.LABELS)
        assert [text.get_text() for text in figure.axes[0].texts] == ["0.701"]
        figure = plotting.bars_with_intervals(["a"], [123.4], [(100, 150)], **self.LABELS)
        assert [text.get_text() for text in figure.axes[0].texts] == ["123"]
        plotting.bars_with_intervals(["a"], [1.0], [(1.0, 1.0)], **self.LABELS)

    def test_bad_input_is_named(self):
        with pytest.raises(ValueError, match="received 2, 1 and 1"):
            plotting.bars_with_intervals(["a", "b"], [1.0], [(0, 2)], **self.LABELS)
        with pytest.raises(ValueError, match="of 'a', 3, lies outside its interval 0..2"):
            plotting.bars_with_intervals(["a"], [3.0], [(0, 2)], **self.LABELS)


class TestHeatmap:
    LABELS = {"title": "T", "xlabel": "x", "ylabel": "y", "alt": "A"}

    def test_both_signs_are_centred_on_zero(self):
        assert plotting.heatmap([[-1.0, 3.0]], **self.LABELS).axes[0].images[0].get_clim() == (-3.0, 3.0)
        assert plotting.heatmap([[1.0, 3.0]], **self.LABELS).axes[0].images[0].get_clim() == (0.0, 3.0)

    def test_whole_numbers_are_written_whole(self):
        figure = plotting.heatmap(np.array([[1, 20]]), annotate=True, **self.LABELS)
        assert [text.get_text() for text in figure.axes[0].texts] == ["1", "20"]

    def test_a_vector_is_refused(self):
        with pytest.raises(ValueError, match=re.escape("(rows, columns); received (3,)")):
            plotting.heatmap([1, 2, 3], **self.LABELS)


def test_colours_differ_for_readers_without_red_or_green_cones():
    """Simulated by the linear model of Vienot, Brettel and Mollon (1999), which maps red and green to one channel."""
    without_red = np.array([[0.11238, 0.88762, 0.0], [0.11238, 0.88762, 0.0], [0.00401, -0.00401, 1.0]])
    without_green = np.array([[0.29275, 0.70725, 0.0], [0.29275, 0.70725, 0.0], [-0.02234, 0.02234, 1.0]])
    rgb = {
        name: np.array([int(code[i : i + 2], 16) / 255 for i in (1, 3, 5)]) ** 2.2
        for name, code in plotting.COLOURS.items()
    }
    for model in (np.eye(3), without_red, without_green):
        for one, other in combinations(rgb, 2):
            seen = [np.clip(model @ rgb[name], 0, 1) ** (1 / 2.2) for name in (one, other)]
            assert np.linalg.norm(seen[0] - seen[1]) > 0.1, (one, other)
