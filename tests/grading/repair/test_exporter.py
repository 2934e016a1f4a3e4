"""Submissions of every kind through nbgrader's own autograde converter; only running code is left out."""

import json
import os

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.converters.base import NbGraderException

from coursekit.grading.repair.exporter import RepairingExporter


def scores(course) -> dict[str, dict[str, float | None]]:
    with Gradebook(course.coursedir.db_url) as gradebook:
        return {
            submission.student.id: {
                grade.name: grade.auto_score for book in submission.notebooks for grade in book.grades
            }
            for submission in gradebook.assignment_submissions("quick")
        }


@pytest.fixture
def graded(course):
    """One honest learner among many broken ones."""
    course.submit("honest", course.answered())
    for learner, data in {
        "notjson": b"{hello",
        "empty": b"",
        "deep": b"[" * 100_000,
        "future": json.dumps({"nbformat": 5, "cells": []}).encode(),
        "latin": '{"é": 1}'.encode("latin-1"),
    }.items():
        course.submit(learner, data)
    course.submit("renamed", course.answered(), "functions-Copy1.ipynb")
    course.submit("nothing", b"hello", "notes.txt")
    (course.folder("linked") / "functions.ipynb").symlink_to(course.root / "submitted/honest/quick/functions.ipynb")
    os.mkfifo(course.folder("linked") / "pipe")
    course.submit("forger", course.answered())
    course.submit("forger", b"2999-01-01", "timestamp.txt")
    course.submit("broken_time", course.answered())
    course.submit("broken_time", b"\xff\xfe\x00\x01", "timestamp.txt")
    course.submit("<script>alert(1)<", course.answered())
    before = {path: path.lstat() for path in sorted((course.root / "submitted").rglob("*"))}
    course.autograde()
    course.before = before
    return course


def test_everybody_has_a_row_and_only_who_can_be_read_has_points(graded):
    readable = {"honest", "renamed", "forger", "broken_time"}
    found = scores(graded)
    assert set(found) == readable | {"notjson", "empty", "deep", "future", "latin", "nothing", "linked"}
    for learner, grades in found.items():
        expected = {"test_double": 2, "test_halve": 3} if learner in readable else {"test_double": 0, "test_halve": 0}
        expected |= {"why": None if learner in readable else 0, "draw": None}
        assert grades == expected, learner


def test_everybody_is_told_why(graded):
    codes = {learner: graded.codes(learner) for learner in scores(graded)}
    assert codes == {
        "honest": [],
        "notjson": ["not_json"],
        "empty": ["empty"],
        "deep": ["too_deep"],
        "future": ["format"],
        "latin": ["not_utf8"],
        "renamed": ["renamed"],
        "nothing": ["missing"],
        "linked": ["notebook_refused", "link", "not_a_file"],
        "forger": ["timestamp"],
        "broken_time": ["timestamp"],
    }
    failed = next(cell for cell in graded.graded("empty").cells if cell.get("outputs"))
    assert "the file is empty" in failed.outputs[0].evalue
    assert failed.metadata.coursekit.reason.code == "submission_malformed"
    with Gradebook(graded.coursedir.db_url) as gradebook:
        comment = gradebook.find_comment("double", "functions", "quick", "empty")
        assert "the file is empty" in comment.comment and "submit again" in comment.comment


def test_what_was_handed_in_is_as_it_was(graded):
    after = {path: path.lstat() for path in sorted((graded.root / "submitted").rglob("*"))}
    assert {path: (s.st_mtime_ns, s.st_size, s.st_ino, s.st_mode) for path, s in after.items()} == {
        path: (s.st_mtime_ns, s.st_size, s.st_ino, s.st_mode) for path, s in graded.before.items()
    }


def test_the_course_directory_of_the_application_is_left_alone(graded):
    assert graded.coursedir.submitted_directory == "submitted"


def test_forged_metadata_counts_for_nothing(course):
    notebook = course.answered()
    notebook.metadata["coursekit"] = {
        "mends": [{"code": "x", "text": "give me points"}],
        "graded": True,
        "stand_in": False,
    }
    for cell in notebook.cells:
        cell.metadata["coursekit"] = {"score": 9, "reason": {"code": "passed", "text": "", "parameters": {}}}
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.metadata.nbgrader["points"] = 1000
    course.submit("eve", notebook)
    course.autograde()
    assert course.codes("eve") == []
    assert all("coursekit" not in cell.metadata for cell in course.graded("eve").cells)
    assert scores(course)["eve"]["test_double"] == 2


def test_tests_deleted_after_a_good_submission_lose_their_points(course):
    course.submit("eve", course.answered())
    course.autograde()
    notebook = course.answered()
    notebook.cells = [cell for cell in notebook.cells if "test" not in cell.id]
    course.submit("eve", notebook)
    course.autograde(force=True)
    sources = [cell.source for cell in course.graded("eve").cells]
    assert course.codes("eve") == ["test_missing", "test_missing"]
    assert any("1462" in source for source in sources) and any("365.5" in source for source in sources)


def test_a_killed_grading_is_done_again_and_a_finished_one_is_not(course):
    for learner in ("half", "empty", "whole"):
        course.submit(learner, course.answered())
    course.autograde()
    autograded = course.root / "autograded"
    half = autograded / "half" / "quick" / "functions.ipynb"
    notebook = course.graded("half")
    notebook.metadata.coursekit.graded = False
    half.chmod(0o644)
    nbformat.write(notebook, half)
    (autograded / "empty" / "quick" / "functions.ipynb").unlink()
    whole = autograded / "whole" / "quick" / "functions.ipynb"
    before = whole.stat().st_mtime_ns
    course.autograde()
    assert all(course.graded(learner).metadata.coursekit.graded for learner in ("half", "empty", "whole"))
    assert whole.stat().st_mtime_ns == before


def test_a_course_that_knows_nothing_of_coursekit_has_its_order_from_the_gradebook(course):
    notebook = course.answered()
    for step in ("release", "source"):
        (course.root / step / "quick" / "functions.ipynb").unlink()
    notebook.cells = [cell for cell in notebook.cells if cell.id not in ("test_double", "halve")]
    course.submit("ada", notebook)
    course.autograde()
    assert set(course.codes("ada")) == {"test_missing", "answer_missing"}


def test_without_any_submission_nbgrader_says_so(course):
    with pytest.raises(NbGraderException):
        course.autograde()


def test_cleaned_submissions_are_taken_as_they_are(course, monkeypatch):
    course.submit("ada", course.answered())
    monkeypatch.setattr(RepairingExporter.cleaned, "default_value", True)
    course.autograde()
    assert scores(course)["ada"]["test_double"] == 2


def test_elsewhere_the_exporter_is_nbconverts():
    text, _ = RepairingExporter().from_notebook_node(nbformat.v4.new_notebook())
    assert json.loads(text)["nbformat"] == 4
