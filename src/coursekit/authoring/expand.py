"""Expand the author's short form to nbgrader's full metadata, with cell ids that do not move."""

import hashlib

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from coursekit.authoring.source import Cell, LessonSource


def expand(source: LessonSource) -> NotebookNode:
    """Build the nbgrader source notebook of a lesson: solutions and hidden tests in, outputs none.

    The same text gives the same bytes: a cell's id is its grade_id, else a hash of its type and source, so that inserting
    a cell moves no other id.

    Args:
        source: A lesson that keeps the rules.

    Returns:
        A valid notebook, nbformat 4.5.
    """
    cells, taken = [], set()
    for cell in source.cells:
        nbgrader = grading_metadata(cell)
        identifier = _unique(nbgrader["grade_id"] if nbgrader else _hash(cell), taken)
        make = new_code_cell if cell.kind == "code" else new_markdown_cell
        metadata = {"nbgrader": nbgrader} if nbgrader else {}
        if cell.tags:
            metadata["tags"] = list(cell.tags)
        cells.append(make(source=cell.source, metadata=metadata, id=identifier))
    metadata = {"kernelspec": dict(source.metadata["kernelspec"]), "language_info": {"name": "python"}}
    notebook = new_notebook(cells=cells, metadata=metadata)
    notebook.nbformat_minor = 5
    nbformat.validate(notebook)
    return notebook


def grading_metadata(cell: Cell) -> dict | None:
    """nbgrader's metadata (schema 3) for a cell; None for a cell that nbgrader need not know."""
    if cell.exercise:
        return _entry(cell.exercise, solution=True)
    if cell.check:
        return _entry(check_id(cell.check), grade=True, locked=True, points=cell.options.get("points"))
    if cell.manual:
        return _entry(cell.manual, grade=True, solution=True, points=cell.options.get("points"))
    if cell.given:
        return _entry(cell.given, locked=True)
    return None


def check_id(exercise: str) -> str:
    """The grade_id of an exercise's test cell, which is the name that the gradebook shows."""
    return f"check_{exercise}"


def _entry(grade_id: str, *, grade=False, solution=False, locked=False, points=None) -> dict:
    entry = {
        "grade": grade,
        "grade_id": grade_id,
        "locked": locked,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    if grade:
        entry["points"] = points
    return entry


def _hash(cell: Cell) -> str:
    return hashlib.sha256(f"{cell.kind}\0{cell.source}".encode()).hexdigest()[:16]


def _unique(identifier: str, taken: set[str]) -> str:
    """`identifier`, with an ordinal where the same text stands twice in a lesson."""
    candidate, ordinal = identifier, 1
    while candidate in taken:
        ordinal += 1
        candidate = f"{identifier}-{ordinal}"
    taken.add(candidate)
    return candidate
