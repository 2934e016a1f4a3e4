import pytest
from nbgrader.api import Gradebook

from coursekit.grading.repair.trusted import bound_names, handed_out, trusted_cells, visible


def test_the_gradebook_gives_the_cells_in_the_notebooks_order(course):
    original = handed_out(course.coursedir, "quick", "functions")
    with Gradebook(course.coursedir.db_url) as gradebook:
        row = gradebook.find_notebook("functions", "quick")
        cells = trusted_cells(row, original)
        without = trusted_cells(row, None)
    assert [cell.grade_id for cell in cells] == [
        "imports",
        "double",
        "test_double",
        "halve",
        "test_halve",
        "why",
        "draw",
    ]
    assert {cell.grade_id for cell in without} == {cell.grade_id for cell in cells}
    by_name = {cell.grade_id: cell for cell in cells}
    assert by_name["test_double"].test and by_name["test_double"].points == 2
    assert "1462" in by_name["test_double"].source and "1462" not in by_name["test_double"].released
    assert by_name["double"].binds == {"double"} and not by_name["double"].restored
    assert by_name["imports"].restored and not by_name["imports"].test
    assert not by_name["why"].restored and by_name["draw"].restored
    assert by_name["test_double"].cell_id == "test_double"


def test_metadata_is_what_nbgrader_checks(course):
    from nbgrader.nbgraderformat import MetadataValidator
    from nbgrader.utils import compute_checksum

    for cell in course.released().cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name is None:
            continue
        with Gradebook(course.coursedir.db_url) as gradebook:
            trusted = {c.grade_id: c for c in trusted_cells(gradebook.find_notebook("functions", "quick"), None)}[name]
        cell.metadata.nbgrader.update(trusted.metadata()["nbgrader"])
        cell.source = trusted.source
        MetadataValidator().validate_cell(cell)
        assert trusted.checksum in (None, compute_checksum(cell))  # nbgrader gives a task none


def test_without_a_notebook_at_hand_nothing_is_known_of_the_order(course):
    assert handed_out(course.coursedir, "quick", "other") is None


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def f(): pass\nclass G: pass", {"f", "G"}),
        ("a, (b, *c) = 1, (2, 3)\nif (d := a): e = 1", {"a", "b", "c", "d", "e"}),
        ("import numpy as np, os.path\nfrom math import pi", {"np", "os", "pi"}),
        ("def f(:", set()),
        ("%timeit x", set()),
    ],
)
def test_bound_names(source, names):
    assert bound_names(source) == names


def test_a_hidden_region_without_an_end_hides_the_rest():
    assert visible("a\n### BEGIN HIDDEN TESTS\nb") == "a"
