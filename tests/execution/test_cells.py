"""What a cell is called and which cells run."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from coursekit.execution.cells import cell_name, first_line, runs


@pytest.mark.parametrize(
    ("source", "expected"),
    [("", ""), ("\n  x = 1\ny", "x = 1"), ("# why\nx = 1", "x = 1"), ("# only\n# words", "# only")],
)
def test_the_first_line_is_the_first_of_code(source, expected):
    assert first_line(new_code_cell(source)) == expected


def test_a_graded_cell_goes_by_its_grade_id():
    assert cell_name(new_code_cell("1", id="abc", metadata={"nbgrader": {"grade_id": "conv2d"}})) == "conv2d"
    assert cell_name(new_code_cell("1", id="abc")) == "abc"


def test_words_and_empty_cells_do_not_run():
    assert runs(new_code_cell("1")) and not runs(new_code_cell(" \n")) and not runs(new_markdown_cell("1"))
