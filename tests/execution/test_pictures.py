"""A picture without words fails its lesson, by name of the cell; what plotting and the explorers show passes."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from coursekit import plotting
from coursekit.execution.pictures import silent_picture
from coursekit.execution.worker import run_task


def showing(data: dict, metadata: dict | None = None):
    """A notebook whose second code cell shows this."""
    shown = new_output("display_data", data=data, metadata=metadata or {})
    drawing = new_code_cell("# draw\ndraw()", outputs=[shown], id="drawing")
    return new_notebook(cells=[new_code_cell("1"), new_markdown_cell("text"), new_code_cell(""), drawing])


def test_what_plotting_shows_is_described():
    assert silent_picture(showing(*plotting.picture_bundle(plotting.new_figure(), "An empty sheet."))) is None
    assert silent_picture(showing({"text/plain": "3", "text/html": "<b>3</b>"})) is None


@pytest.mark.parametrize(
    ("data", "metadata", "what"),
    [
        ({"image/png": "iVBO", "text/plain": "<Figure>"}, {}, "a picture (image/png)"),
        ({"image/svg+xml": "<svg/>"}, {"image/svg+xml": {"alt": " "}}, "a picture (image/svg+xml)"),
        ({"image/png": "iVBO"}, {"image/png": {"alt": "A line."}}, "a picture (image/png)"),  # JupyterLab drops it
        ({"text/html": "<p><img src='data:x'></p>"}, {}, "an <img>"),
        ({"text/html": '<img alt="" src="data:x">'}, {}, "an <img>"),
    ],
)
def test_a_picture_without_words_is_a_failure_that_names_its_cell(data, metadata, what):
    failure = silent_picture(showing(data, metadata))
    assert failure.error.startswith(f"{what} has no alternative text; show it by coursekit.plotting")
    assert failure.describe("lesson").startswith("lesson: code cell 2 (drawing) `draw()`: ")


def test_a_lesson_that_shows_a_bare_figure_fails(tmp_path, make_task):
    """A real run: IPython's own display of a picture, which passes no words on."""
    drawn = 'Image(plotting.png_bytes(plotting.new_figure(), "words that only the file holds"))'
    code = f"from IPython.display import Image\nfrom coursekit import plotting\n{drawn}"
    outcome = run_task(make_task("bare", code), lambda event: None)
    assert not outcome.passed and "a picture (image/png) has no alternative text" in outcome.failure.error
    assert outcome.failure.cell_name == "cell-2"
