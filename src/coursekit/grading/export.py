"""Grades as a table for a spreadsheet: inert text, and no 0 where nothing was graded.

nbgrader's own exporter writes names as they are, so that one that begins with "=" runs as a formula on the computer of
whoever opens the table, and it gives 0 points to a submission that was never graded or never handed in. Use this one by
`nbgrader export --exporter coursekit.grading.export.SpreadsheetExport`, or by `c.ExportApp.plugin_class`.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from nbgrader.api import Assignment, Grade, Gradebook, MissingEntry, Student, SubmittedAssignment
from nbgrader.plugins import ExportPlugin

from coursekit.files import write_atomically

DEFAULT_FILE = "grades.csv"
COLUMNS = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
    "status",
)  # nbgrader's, in its order, and what the score is worth
NOT_HANDED_IN, NOT_GRADED, WAITING, GRADED = "not handed in", "not graded", "waits for a person", "graded"
FORMULA_STARTS = "=+-@|%"
CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


class SpreadsheetExport(ExportPlugin):
    """A CSV file of one row per assignment and learner, with a column that says what the score is worth."""

    def export(self, gradebook: Gradebook) -> None:
        """Write the grades of the gradebook to `to`, or to grades.csv.

        A score is left empty where there is none: a submission that was not handed in, or whose grading failed.
        """
        text = io.StringIO()
        writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for row in self._rows(gradebook):
            writer.writerow({column: inert(row.get(column)) for column in COLUMNS})
        target = Path(self.to or DEFAULT_FILE)
        write_atomically(target, text.getvalue())
        self.log.info("Grades were written to %s", target)

    def _rows(self, gradebook: Gradebook) -> Iterator[dict]:
        wanted_assignments, wanted_learners = set(map(str, self.assignment)), set(map(str, self.student))
        for assignment in gradebook.assignments:
            if wanted_assignments and assignment.name not in wanted_assignments:
                continue
            for student in gradebook.students:
                if not wanted_learners or student.id in wanted_learners:
                    yield _row(gradebook, assignment, student)


def inert(value: object) -> str | int | float:
    """Return what a spreadsheet shows and never runs: text that could begin a formula gets an apostrophe before it.

    >>> inert("=HYPERLINK(1)")
    "'=HYPERLINK(1)"
    >>> inert(-1.5)
    -1.5
    """
    if value is None:
        return ""
    if isinstance(value, int | float):
        return value
    text = CONTROL.sub(" ", str(value))
    # Spreadsheets take full-width signs for the plain ones, and skip spaces and marks that can't be seen.
    plain = unicodedata.normalize("NFKC", text)
    visible = next((c for c in plain if not c.isspace() and unicodedata.category(c)[0] != "C"), "")
    return f"'{text}" if visible and visible in FORMULA_STARTS else text


def status(submission: SubmittedAssignment) -> str:
    """Say what the score of a submission is worth: graded, waiting for a person, or not graded where a check gave no points."""
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    if not grades or any(_check_failed_to_run(grade) for grade in grades):
        return NOT_GRADED
    return WAITING if any(grade.needs_manual_grade for grade in grades) else GRADED


def _check_failed_to_run(grade: Grade) -> bool:
    """Whether a test cell left no points: nbgrader marks it "needs manual grade", as it does a written answer."""
    answers = {cell.name for cell in grade.notebook.notebook.solution_cells}
    by_machine = grade.cell.cell_type == "code" and grade.cell.name not in answers
    return by_machine and grade.auto_score is None and grade.manual_score is None


def _row(gradebook: Gradebook, assignment: Assignment, student: Student) -> dict:
    row = {
        "assignment": assignment.name,
        "duedate": assignment.duedate,
        "student_id": student.id,
        "last_name": student.last_name,
        "first_name": student.first_name,
        "email": student.email,
        "max_score": assignment.max_score,
    }
    try:
        submission = gradebook.find_submission(assignment.name, student.id)
    except MissingEntry:
        return row | {"status": NOT_HANDED_IN}
    row |= {"timestamp": submission.timestamp, "status": status(submission)}
    if row["status"] == NOT_GRADED:
        return row
    penalty = submission.late_submission_penalty
    return row | {
        "raw_score": submission.score,
        "late_submission_penalty": penalty,
        "score": max(0.0, submission.score - penalty),
    }
