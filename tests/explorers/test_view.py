"""The explorers' view, in a real kernel and in nbconvert's real HTML export."""

import re

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter

from coursekit import plotting
from coursekit.explorers import view

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def draw(size, shape="square", filled=True):
    """Draw so that each state gives another picture."""
    figure = plotting.new_figure(2, 2)
    axis = figure.subplots()
    axis.set(title=f"{shape} {filled}", xlabel="x (pixel)", ylabel="y (pixel)")
    axis.plot([0, size], [0, 1])
    if size > 8:
        raise ValueError("a size of <9> doesn't fit")
    return figure, f'A "{shape}" of size {size}'


CELL = """
from coursekit import plotting
from coursekit.explorers import view

def draw(size):
    figure = plotting.new_figure(2, 2)
    figure.subplots().plot([0, size], [0, 1])
    return figure, f'A "line" & its size {size}'

view.show_explorer({"size": view.Slider("size (pixels)", 3, low=1, high=5)}, draw)
"""


@pytest.fixture(scope="module")
def executed():
    cells = [nbformat.v4.new_code_cell(CELL)]
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, kernel_name="python3", timeout=120).execute()
    return notebook


def test_one_output_carries_the_live_view_and_the_still_picture(executed):
    (output,) = executed.cells[0].outputs
    assert output.output_type == "display_data"
    assert set(output.data) == {WIDGET_VIEW, "text/html", "image/png", "text/plain"}
    assert 'alt="A &quot;line&quot; &amp; its size 3"' in output.data["text/html"]
    assert output.metadata["image/png"]["alt"] == 'A "line" & its size 3'
    states = executed.metadata.widgets["application/vnd.jupyter.widget-state+json"]["state"]
    assert output.data[WIDGET_VIEW]["model_id"] in states


def test_html_export_without_widget_state_shows_the_still_picture_and_needs_no_network_for_it(executed):
    notebook = nbformat.from_dict(executed)
    del notebook.metadata["widgets"]
    page, _ = HTMLExporter().from_notebook_node(notebook)
    (image,) = re.findall(r"<img[^>]*>", page)
    assert 'src="data:image/png;base64,' in image
    assert 'size 3"' in image or "size 3'" in image
    assert "html-manager" not in page


def test_the_export_option_alone_shows_the_still_picture_too(executed):
    exporter = HTMLExporter()
    exporter.config.NbConvertBase.display_data_priority = ["text/html", "image/png", "text/plain"]
    page, _ = exporter.from_notebook_node(executed)
    outputs = page.split('<script type="application/vnd.jupyter.widget-state+json">')[0]
    assert len(re.findall(r"<img[^>]*size 3", outputs)) == 1
    assert WIDGET_VIEW not in re.findall(r'<script type="([^"]*)"', outputs)


def test_moving_a_control_changes_the_picture():
    controls = {"size": view.Slider("size", 3, low=1, high=9), "filled": view.Toggle("filled", True)}
    box = view.live_view(controls, draw, "<img>")
    row, problem, picture = box.children
    slider, toggle = row.children
    slider.value = 4
    first = picture.value
    assert 'alt="A &quot;square&quot; of size 4"' in first
    toggle.value = False
    assert picture.value != first
    assert problem.value == ""


def test_an_error_is_shown_above_the_last_good_picture_and_goes_away():
    box = view.live_view({"size": view.Slider("size", 3, low=1, high=9)}, draw, "<img>")
    row, problem, picture = box.children
    row.children[0].value = 9
    assert "ValueError: a size of &lt;9&gt; doesn&#x27;t fit" in problem.value
    assert 'role="alert"' in problem.value
    assert picture.value == "<img>"
    row.children[0].value = 2
    assert problem.value == ""
    assert "of size 2" in picture.value


def test_choices_by_label_and_plain_ipywidgets_controls():
    import ipywidgets

    controls = {
        "size": ipywidgets.FloatSlider(value=1.5),
        "shape": view.Choice("shape", "disc", {"a disc": "disc", "a square": "square"}),
    }
    row, _, picture = view.live_view(controls, draw, "").children
    row.children[1].value = "square"
    assert "square&quot; of size 1.5" in picture.value


@pytest.mark.parametrize(("step", "kind"), [(1, int), (0.5, float)])
def test_a_slider_is_whole_if_its_step_is(step, kind):
    assert type(view.Slider("size", 3, low=1, high=5, step=step).widget().value) is kind


def test_without_a_kernel_the_text_alternative_is_printed(capsys):
    view.show_explorer({"size": view.Slider("size", 3, low=1, high=5)}, draw)
    assert capsys.readouterr().out == '[Figure: A "square" of size 3]\n'


def test_an_error_in_the_first_state_is_raised():
    with pytest.raises(ValueError, match="doesn't fit"):
        view.show_explorer({"size": view.Slider("size", 9, low=1, high=9)}, draw)
