"""The expansion to nbgrader's metadata, and ids that do not move."""

import nbformat
from nbgrader.nbgraderformat import MetadataValidator

from coursekit.authoring.expand import expand
from coursekit.authoring.source import parse, read


def by_id(notebook):
    return {cell.id: cell for cell in notebook.cells}


def test_short_form_becomes_what_nbgrader_validates(lesson):
    notebook = expand(read(lesson))
    MetadataValidator().validate_nb(notebook)
    cells = by_id(notebook)
    assert cells["double"].metadata.nbgrader == {
        "grade": False, "grade_id": "double", "locked": False, "schema_version": 3, "solution": True, "task": False,
    }  # fmt: skip
    assert cells["check_double"].metadata.nbgrader == {
        "grade": True, "grade_id": "check_double", "locked": True, "points": 2, "schema_version": 3, "solution": False, "task": False,
    }  # fmt: skip
    assert cells["why_double"].metadata.nbgrader["grade"] and cells["why_double"].metadata.nbgrader["solution"]
    assert cells["imports"].metadata.nbgrader["locked"] and not cells["imports"].metadata.nbgrader["grade"]
    assert cells["why_double"].cell_type == "markdown"
    assert "exercise" not in cells["double"].metadata


def test_two_builds_are_the_same_bytes(lesson):
    assert nbformat.writes(expand(read(lesson))) == nbformat.writes(expand(read(lesson)))


def test_inserting_a_cell_moves_no_other_id(lesson):
    text = lesson.path.read_text()
    before = [cell.id for cell in expand(parse(lesson, text)).cells]
    grown = text.replace("## halve", "```{code-cell} ipython3\nprint('new')\n```\n\n## halve", 1)
    after = [cell.id for cell in expand(parse(lesson, grown)).cells]
    assert len(after) == len(before) + 1
    assert [identifier for identifier in after if identifier in before] == before


def test_equal_cells_get_ids_of_their_own(lesson):
    twice = lesson.path.read_text() + "\n```{code-cell} ipython3\nprint(1)\n```\n" * 2
    ids = [cell.id for cell in expand(parse(lesson, twice)).cells]
    assert len(set(ids)) == len(ids)
    assert ids[-1] == f"{ids[-2]}-2"
