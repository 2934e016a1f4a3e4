"""Reads what nbgrader and the judge left in a scratch course: points from its gradebook, reasons from the autograded notebooks."""

import contextlib
import math
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import BaseCell, Comment, Grade, GradeCell, Notebook, SolutionCell, TaskCell
from sqlalchemy import Connection, create_engine, func, or_, select

from coursekit.grading.jobs.bundle import CellResult, CommentResult

BY_HAND = "graded by hand"
NO_ANSWER = "left as it was handed out"
NO_NOTEBOOK = "this notebook was not handed in"
NO_CELL = "the test cell is missing from the submission"
PASSED = "passed"
LONGEST_REASON = 2000  # characters


Results = tuple[tuple[CellResult, ...], tuple[CommentResult, ...]]


def read_results(database: Path, autograded: Path, *, judged: bool) -> Results:
    """Return what each graded cell earned, and nbgrader's own comments, in the order of notebooks and cells' names.

    Args:
        database: The scratch gradebook, which holds one submission.
        autograded: Folder of its autograded notebooks.
        judged: Whether the judge wrote the cells' metadata.
    """
    with _reading(database) as connection:
        graded = _graded_cells(connection, of_submission=True)
        comments = tuple(CommentResult(*row) for row in _commented_cells(connection, of_submission=True))
    cells = {name: _cells_of(autograded / f"{name}.ipynb") for name in {row["notebook"] for row in graded}}
    return tuple(_result(row, cells[row["notebook"]], judged) for row in graded), comments


def failed_results(database: Path, why: str) -> Results:
    """Return the results of a submission that could not be graded: each test at 0, everything waiting for a hand.

    Args:
        database: A gradebook that holds the assignment alone.
    """
    with _reading(database) as connection:
        graded = _graded_cells(connection, of_submission=False)
        comments = tuple(CommentResult(*row, None) for row in _commented_cells(connection, of_submission=False))
    why = _storable(why)
    return tuple(
        CellResult(row["notebook"], row["cell"], 0.0 if row["is_test"] else None, _maximum(row), True, why)
        for row in graded
    ), comments


@contextlib.contextmanager
def _reading(database: Path) -> Iterator[Connection]:
    engine = create_engine(f"sqlite:///{database}")
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _graded_cells(connection: Connection, *, of_submission: bool) -> list[dict]:
    """The assignment's graded cells, with the submission's scores if it holds one."""
    base, notebook = BaseCell.__table__, Notebook.__table__
    test, task, answer = GradeCell.__table__, TaskCell.__table__, SolutionCell.__table__
    namesake = base.alias()
    is_answer = (
        select(answer.c.id)
        .join(namesake, namesake.c.id == answer.c.id)
        .where(namesake.c.name == base.c.name, namesake.c.notebook_id == base.c.notebook_id)
        .exists()
    )
    columns = [
        notebook.c.name.label("notebook"),
        base.c.name.label("cell"),
        test.c.max_score.label("test_maximum"),
        task.c.max_score.label("task_maximum"),
        (func.coalesce(test.c.cell_type == "code", False) & ~is_answer).label("is_test"),
    ]
    joined = (
        base.join(notebook, notebook.c.id == base.c.notebook_id)
        .outerjoin(test, test.c.id == base.c.id)
        .outerjoin(task, task.c.id == base.c.id)
    )
    if of_submission:
        grade = Grade.__table__
        joined = joined.join(grade, grade.c.cell_id == base.c.id)
        columns += [grade.c.auto_score, grade.c.needs_manual_grade]
    query = select(*columns).select_from(joined).where(or_(test.c.id.is_not(None), task.c.id.is_not(None)))
    return [dict(row) for row in connection.execute(query.order_by(notebook.c.name, base.c.name)).mappings()]


def _commented_cells(connection: Connection, *, of_submission: bool) -> list:
    base, notebook = BaseCell.__table__, Notebook.__table__
    columns, joined = [notebook.c.name, base.c.name], base.join(notebook, notebook.c.id == base.c.notebook_id)
    if of_submission:
        comment = Comment.__table__
        columns, joined = [*columns, comment.c.auto_comment], joined.join(comment, comment.c.cell_id == base.c.id)
    query = select(*columns).select_from(joined).where(base.c.type.in_(["SolutionCell", "TaskCell"]))
    return list(connection.execute(query.order_by(notebook.c.name, base.c.name)))


def read_mends(autograded: Path) -> list[str]:
    """Return what the policy's own repair says, in the autograded notebooks, that it mended."""
    found = []
    for path in sorted(autograded.glob("*.ipynb")):
        said = nbformat.read(path, as_version=4).metadata.get("coursekit", {})
        found += [mend["text"] for mend in said.get("mends", [])]
    return found


def _maximum(row: dict) -> float:
    return row["test_maximum"] if row["test_maximum"] is not None else row["task_maximum"]


def _cells_of(path: Path) -> dict[str, NotebookNode] | None:
    if not path.is_file():
        return None
    cells = nbformat.read(path, as_version=4).cells
    return {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in cells}


def _result(row: dict, cells: dict[str, NotebookNode] | None, judged: bool) -> CellResult:
    maximum = _maximum(row)
    cell = (cells or {}).get(row["cell"])
    said = dict(cell.metadata.get("coursekit", {})) if cell and judged else {}
    points, hand = row["auto_score"], bool(row["needs_manual_grade"])
    reason = reason_of(cell, said, points, maximum) if cell else NO_CELL
    if cells is None:
        reason = NO_NOTEBOOK
    elif points is None and row["is_test"]:
        points, hand, reason = 0.0, False, NO_CELL if cell is None else reason
    elif points is None:
        reason = BY_HAND
    elif not row["is_test"] and cell is not None:
        reason = NO_ANSWER  # the only score that nbgrader gives a written answer by itself
    elif not math.isfinite(points) or not 0 <= points <= maximum:
        points, hand, reason = 0.0, True, f"{points} is no score between 0 and {maximum:g}; the instructor has to look"
    return CellResult(
        notebook=row["notebook"],
        cell=row["cell"],
        points=points,
        maximum=maximum,
        hand=hand,
        reason=_storable(reason),
        misconception=_storable(said["misconception"]) if said.get("misconception") else None,
        contained=bool(said.get("contained", False)) if row["is_test"] and cell else None,
    )


def reason_of(cell: NotebookNode, said: dict, points: float | None, maximum: float) -> str:
    """Return why a cell got its points: the judge's words, else what its outputs say.

    Args:
        said: What the judge left in the cell's metadata; empty if it did not judge it.
    """
    if said.get("reason"):
        return said["reason"]["text"]
    for output in cell.get("outputs", []):
        if output.output_type == "error":
            return f"{output.ename}: {_first_line(output.evalue)}".rstrip(": ")
        if output.output_type == "stream" and output.name == "stderr":
            return f"wrote to stderr: {_first_line(output.text)}"
    return PASSED if points is None or points >= maximum else f"partial credit: {points:g} of {maximum:g}"


def _first_line(text: str) -> str:
    return (text.strip().splitlines() or [""])[0]


def _storable(text: str) -> str:
    """The text as every database takes it: no NUL, no half of a surrogate pair, not a whole array's length."""
    text = text.replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode("utf-8")
    return text if len(text) <= LONGEST_REASON else text[:LONGEST_REASON] + "..."
