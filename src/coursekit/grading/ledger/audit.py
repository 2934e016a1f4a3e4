"""Compares the gradebook with the ledger, cell by cell."""

from pathlib import Path

from nbgrader.api import Assignment, BaseCell, Grade, Notebook, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import Connection, select

from coursekit.grading.ledger.anchor import missing_end
from coursekit.grading.ledger.chain import broken_links, latest
from coursekit.grading.ledger.table import Entry


def differences(connection: Connection, assignment: str, anchor: Path) -> list[str]:
    """Return in words everything that the ledger and the gradebook do not agree on; empty if they do."""
    return [*broken_links(connection), *missing_end(anchor, connection), *_differing_rows(connection, assignment)]


def _differing_rows(connection: Connection, assignment: str) -> list[str]:
    graded, entered = auto_scores(connection, assignment), latest(connection, assignment)
    faults = []
    for learner in sorted(graded.keys() | entered.keys()):
        scores, entries = graded.get(learner), entered.get(learner)
        if entries is None:
            if any(score is not None for score in scores.values()):
                faults.append(
                    f"{learner}: graded by nbgrader autograde alone, so the ledger says nothing. "
                    f"Run: coursekit grade {assignment} --learner {learner}"
                )
        elif scores is None:
            faults.append(
                f"{learner}: in the ledger, but the gradebook holds no submission. " + _mend(assignment, learner)
            )
        else:
            faults += [fault + _mend(assignment, learner) for fault in _differing_cells(learner, scores, entries)]
    return faults


def _mend(assignment: str, learner: str) -> str:
    return f"To put the ledger's score back, run: coursekit grade {assignment} --learner {learner}"


def _differing_cells(learner: str, scores: dict, entries: dict[tuple[str, str], Entry]) -> list[str]:
    faults = []
    for place in sorted(scores.keys() | entries.keys()):
        name = f"{learner}, {place[0]}, {place[1]}"
        if place not in entries:
            if scores[place] is not None:
                faults.append(f"{name}: the gradebook says {scores[place]:g}, the ledger has no such row. ")
        elif place not in scores:
            faults.append(f"{name}: in the ledger, but not in the gradebook. ")
        elif scores[place] != entries[place].points:
            faults.append(
                f"{name}: the gradebook says {_points(scores[place])}, the ledger {_points(entries[place].points)}. "
            )
    return faults


def _points(points: float | None) -> str:
    return "no score" if points is None else f"{points:g}"


def auto_scores(connection: Connection, assignment: str) -> dict[str, dict[tuple[str, str], float | None]]:
    """Return the autograder's scores in the gradebook: learner -> (notebook, cell) -> points."""
    grade, cell, notebook = Grade.__table__, BaseCell.__table__, Notebook.__table__
    submitted, submission, released = SubmittedNotebook.__table__, SubmittedAssignment.__table__, Assignment.__table__
    query = (
        select(submission.c.student_id, notebook.c.name, cell.c.name, grade.c.auto_score)
        .select_from(
            grade.join(cell, cell.c.id == grade.c.cell_id)
            .join(submitted, submitted.c.id == grade.c.notebook_id)
            .join(notebook, notebook.c.id == submitted.c.notebook_id)
            .join(submission, submission.c.id == submitted.c.assignment_id)
            .join(released, released.c.id == submission.c.assignment_id)
        )
        .where(released.c.name == assignment)
    )
    found: dict[str, dict[tuple[str, str], float | None]] = {}
    for learner, notebook_name, cell_name, score in connection.execute(query):
        found.setdefault(learner, {})[notebook_name, cell_name] = score
    return found
