"""The page: all there, nothing from the network."""

import base64
import re

import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from coursekit.execution.webpage import page, write_page

DOT = base64.b64encode(
    bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c02"
        "0000000b4944415478da6364f80f00010501012718e3660000000049454e44ae426082"
    )
).decode()
WIDGETS = {"application/vnd.jupyter.widget-state+json": {"state": {"m1": {}}, "version_major": 2, "version_minor": 0}}
TEXT = r"""# Convolution

The output has $\lfloor (n - k) / s \rfloor + 1$ rows; $\weird{x}$ is no formula. See [the paper](https://example.org/paper).

$$\begin{aligned} a &= b \\ c &\le d \end{aligned}$$

![a dot](dot.png)
"""


@pytest.fixture
def notebook():
    picture = {"text/html": f'<img alt="a curve" src="data:image/png;base64,{DOT}">', "image/png": DOT}
    widget = {"application/vnd.jupyter.widget-view+json": {"model_id": "m1"}, "image/png": DOT, "text/plain": "VBox()"}
    outputs = [new_output("display_data", data) for data in (picture, widget)]
    return new_notebook(
        cells=[new_markdown_cell(TEXT), new_code_cell("plot(); explore()", outputs=outputs)],
        metadata={"widgets": WIDGETS, "language_info": {"name": "python"}},
    )


@pytest.fixture
def soup(notebook, tmp_path):
    (tmp_path / "dot.png").write_bytes(base64.b64decode(DOT))
    html, _ = page(notebook, title="cnn", folder=tmp_path)
    return BeautifulSoup(html, "html.parser")


def test_nothing_is_loaded_from_the_network(soup):
    assert soup.find_all("script") == []
    assert soup.find_all("link") == soup.find_all("iframe") == []
    loaded = [element["src"] for element in soup.find_all(src=True)]
    assert loaded and all(address.startswith("data:") for address in loaded)
    styles = "".join(style.text for style in soup.find_all("style"))
    assert styles and not re.search(r"""(url\(["']?|@import\s+["']?)(https?:)?//""", styles)


def test_a_link_to_the_world_stays_a_link(soup):
    assert soup.find("a", string="the paper")["href"] == "https://example.org/paper"


def test_formulas_are_pictures_with_their_tex_as_text(soup):
    labels = [element["aria-label"] for element in soup.find_all("svg", role="img")]
    assert labels == [r"\lfloor (n - k) / s \rfloor + 1", r"\begin{aligned} a &= b \\ c &\le d \end{aligned}"]
    assert "$" not in soup.find("div", class_="jp-RenderedMarkdown").text


def test_a_formula_that_cannot_be_drawn_shows_its_source_and_is_reported(notebook, tmp_path):
    html, unrendered = page(notebook, title="cnn", folder=tmp_path)
    assert unrendered == [r"\weird{x}"]
    assert BeautifulSoup(html, "html.parser").find("code", class_="tex").text == r"\weird{x}"


def test_a_bare_environment_is_a_formula_too(tmp_path):
    notebook = new_notebook(cells=[new_markdown_cell("\\begin{equation} a = b \\end{equation}")])
    html, unrendered = page(notebook, title="t", folder=tmp_path)
    assert unrendered == [] and 'role="img"' in html


def test_pictures_keep_their_alternative_text_and_a_widget_is_its_static_picture(soup):
    pictures = soup.find_all("img")
    assert [image["alt"] for image in pictures[:2]] == ["a dot", "a curve"]
    assert len(pictures) == 3 and pictures[2]["src"].endswith(DOT)
    assert "VBox()" not in soup.text


def test_the_notebook_itself_is_left_as_it_was(notebook, tmp_path):
    page(notebook, title="t", folder=tmp_path)
    assert notebook.metadata.widgets == WIDGETS


def test_the_page_is_written_under_its_title(notebook, tmp_path):
    file = tmp_path / "out" / "cnn.html"
    assert write_page(notebook, file, title="cnn", folder=tmp_path) == [r"\weird{x}"]
    assert BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser").title.text == "cnn"
    assert [other.name for other in file.parent.iterdir()] == ["cnn.html"]


def test_a_folded_hint_keeps_its_text_inside(tmp_path):
    hint = "<details><summary>Hint 1: the idea</summary>\n\nCount the *starts*: $n$, <b>both *ends*</b>.\n\n</details>\n\nOutside."
    html, _ = page(new_notebook(cells=[new_markdown_cell(hint)]), title="hints", folder=tmp_path)
    (details,) = BeautifulSoup(html, "html.parser").find_all("details")
    assert details.summary.text == "Hint 1: the idea"
    assert details.find("em").text == "starts" and details.find("svg")
    assert details.find("b").text == "both ends"
    assert "Outside" not in details.text
