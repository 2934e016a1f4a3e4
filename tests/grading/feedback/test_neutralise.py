import base64

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from coursekit.grading.feedback.neutralise import LONGEST_TEXT, NeutraliseContent, neutral_data, neutralise_cell

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"0" * 20).decode()
ABOUT = {"nbgrader": {"assignment": "a", "notebook": "b"}}


def hostile() -> NotebookNode:
    data = {
        "text/html": "<b>ok</b><script>alert(1)</script>",
        "application/javascript": "alert(1)",
        "text/latex": "$\\href{javascript:alert(1)}{x}$",
        "text/plain": "<script>alert(1)</script>",
    }
    outputs = [
        {"output_type": "display_data", "data": data, "metadata": {"image/png": {"width": '"><script>alert(1)</script>'}}},
        {"output_type": "display_data", "data": {"image/svg+xml": "<svg onload=alert(1)></svg>"}, "metadata": {}},
        {"output_type": "display_data", "data": {"application/vnd.x": {"a": 1}}, "metadata": {}},
        {"output_type": "display_data", "data": {"text/markdown": "<img src=x onerror=alert(1)>"}, "metadata": {}},
        {"output_type": "execute_result", "execution_count": "<script>alert(1)</script>", "data": {"image/png": PNG},
         "metadata": {"image/png": {"alt": "a <b> cat", "width": 20}}},
        {"output_type": "stream", "name": "<script>", "text": ["a", "b"]},
        {"output_type": "error", "ename": "E", "evalue": "<script>", "traceback": ["<script>alert(1)</script>"]},
        {"output_type": "comm", "data": {}},
    ]  # fmt: skip
    code = new_code_cell("1", id="a", metadata={"tags": ["ok", "<script>"], "trusted": True, "name": "<script>"})
    code["outputs"], code["execution_count"] = [nbformat.from_dict(one) for one in outputs], "<script>"
    text = new_markdown_cell("<img src=x onerror=alert(1)>", id="b")
    text["attachments"] = NotebookNode({"a.png": NotebookNode({"image/png": '"onerror=alert(1)', "text/html": PNG})})
    ours = new_markdown_cell("<img src='figure.png' alt='ours'>", id="c")
    about = {"title": "<script>", "kernelspec": {"name": "python3", "display_name": "<script>"}, "widgets": {}}
    about |= {"language_info": {"name": "python", "version": "<b>"}}
    tree = {"nbformat": 4, "nbformat_minor": 5, "metadata": about, "cells": [code, text, ours]}
    return nbformat.from_dict(tree)  # a learner's kernel does not ask whether its answers are valid


def test_nothing_active_reaches_the_instructors_page():
    notebook, _ = NeutraliseContent().preprocess(hostile(), ABOUT)
    nbformat.validate(notebook)
    html, _ = HTMLExporter(template_name="basic").from_notebook_node(notebook)
    for act in ("<script>alert", "onerror=alert(1)>", "onload=alert(1)>", "javascript:alert(1)}", "celltag_<"):
        assert act not in html, act
    assert "<b>ok</b>" in html and PNG in html
    code = notebook.cells[0]
    assert code.execution_count is None and code.outputs[4].execution_count is None
    assert code.outputs[4].metadata == {"image/png": {"width": 20, "alt": "a  b  cat"}}
    assert [one.output_type for one in code.outputs][-2:] == ["stream", "error"]
    assert code.outputs[5].name == "stdout" and code.outputs[5].text == "ab"
    assert "application/vnd.x" in code.outputs[2].data["text/plain"]
    assert notebook.metadata == {
        "coursekit": {"graded": True},
        "kernelspec": {"name": "python3", "display_name": "python3"},
        "language_info": {"name": "python"},
    }


def test_the_courses_own_text_stays():
    cell = hostile().cells[2]
    neutralise_cell(cell, {cell.source})
    assert "<img" in cell.source
    neutralise_cell(cell, set())
    assert "<img" not in cell.source


def test_results_and_long_texts():
    kind = "application/vnd.coursekit.result+json"
    assert neutral_data({kind: {"name": "loss", "value": 0.5, "x": []}}) == {kind: {"name": "loss", "value": 0.5}}
    assert len(neutral_data({"text/plain": "a" * (LONGEST_TEXT + 9)})["text/plain"]) < LONGEST_TEXT + 9


@pytest.mark.parametrize("kind", ["text/plain", "text/html", "text/markdown", "image/svg+xml", "image/png"])
def test_data_of_any_type_is_text(kind):
    for value in (None, 7, ["a", 1], {"a": []}, "x"):
        nbformat.validate(new_notebook(cells=[NotebookNode(new_code_cell("", id="a", outputs=[
            NotebookNode(output_type="display_data", metadata=NotebookNode(), data=neutral_data({kind: value}))]))]))  # fmt: skip
