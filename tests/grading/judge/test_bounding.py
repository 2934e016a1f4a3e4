"""However much a submission shows, what is stored stays small, and graded cells stay as the judge wrote them."""

import nbformat
from nbformat.v4 import new_code_cell, new_notebook, new_output

from coursekit.grading.judge.bounding import BoundOutputs


def shows(kib: int):
    return new_output("display_data", {"text/html": "x" * kib * 1024})


def test_small_outputs_stay_as_they_are():
    nb = new_notebook(cells=[new_code_cell("a", outputs=[shows(1), shows(2)])])
    before = nbformat.writes(nb)
    BoundOutputs().preprocess(nb, {})
    assert nbformat.writes(nb) == before


def test_a_flood_of_displays_is_cut_and_later_small_ones_are_kept():
    nb = new_notebook(cells=[new_code_cell("a", outputs=[shows(500)] * 400), new_code_cell("b", outputs=[shows(1)])])
    BoundOutputs().preprocess(nb, {})
    assert len(nbformat.writes(nb)) < 2 * 1024 * 1024
    assert len(nb.cells[0].outputs) == 4
    assert nb.cells[0].outputs[-1].text == "[397 outputs left out: all outputs together were over 1536 KiB]\n"
    assert nb.cells[1].outputs == [shows(1)]


def test_what_the_judge_wrote_is_never_cut():
    marks = {"nbgrader": {"grade": True, "solution": False, "grade_id": "t", "points": 1, "locked": True}}
    nb = new_notebook(
        cells=[new_code_cell("a", outputs=[shows(1500)]), new_code_cell("t", metadata=marks, outputs=[shows(300)])]
    )
    BoundOutputs().preprocess(nb, {})
    assert nb.cells[1].outputs == [shows(300)]
