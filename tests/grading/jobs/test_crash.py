"""Killed at random points and started again, grading ends in the gradebook that an undisturbed run makes."""

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from nbgrader.plugins import CsvExportPlugin
from sqlalchemy import create_engine, text

from coursekit.grading.jobs.grading import check, grade

LEARNERS = [f"learner{number:02}" for number in range(12)]
ROWS = """
SELECT s.student_id, n.name, c.name, c.type, {columns} FROM {table} g
JOIN base_cell c ON c.id = g.cell_id JOIN submitted_notebook sn ON sn.id = g.notebook_id
JOIN submitted_assignment s ON s.id = sn.assignment_id JOIN notebook n ON n.id = sn.notebook_id
ORDER BY 1, 2, 3, 4
"""
GRADES = ROWS.format(table="grade", columns="g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade")
COMMENTS = ROWS.format(table="comment", columns="g.auto_comment, g.manual_comment")
LEDGER = "SELECT seq, learner, notebook, cell, points, max, reason FROM coursekit_ledger ORDER BY seq"


def hand_in(course) -> None:
    """Twelve submissions: right, wrong, untouched, incomplete, late."""
    course.say("c.LateSubmissionPlugin.penalty_method = 'zero'")
    for number, learner in enumerate(LEARNERS):
        wrong = course.right | {"double": f"import time; time.sleep({number % 3} / 50)\ndef double(x): return {number}"}
        answers = [course.right, wrong, {}][number % 3]
        late = "2020-01-01 00:00:00 UTC" if number % 4 else "2031-01-01 00:00:00 UTC"
        course.submit(learner, answers, without=["check_total"] if number == 6 else (), timestamp=late)
    with Gradebook(course.load().db_url) as gradebook:
        gradebook.update_or_create_assignment(course.assignment, duedate="2025-01-01 00:00:00 UTC")


def exported(course, folder: Path) -> tuple[bytes, list, list]:
    """What `nbgrader export` writes, and every grade, comment and ledger row but for times, versions and hashes."""
    db_url = course.load().db_url
    folder.mkdir(exist_ok=True)
    with Gradebook(db_url) as gradebook:
        CsvExportPlugin(to=str(folder / "grades.csv")).export(gradebook)
    engine = create_engine(db_url)
    with engine.connect() as connection:
        rows = [[tuple(row) for row in connection.execute(text(query))] for query in (GRADES, COMMENTS, LEDGER)]
    engine.dispose()
    return (folder / "grades.csv").read_bytes(), *rows


class Launcher:
    """Starts grading runs in a process that has its imports behind it, and kills them."""

    def __init__(self):
        self.process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("launcher.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def grade(self, course, seconds: float) -> dict:
        """Grade; kill after `seconds` of work. Returns whether it had to be killed, and how long it worked."""
        line = {"folder": str(course.folder), "assignment": course.assignment, "seconds": seconds}
        print(json.dumps(line), file=self.process.stdin, flush=True)
        return json.loads(self.process.stdout.readline())

    def close(self) -> None:
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()


@pytest.fixture
def launcher():
    launcher = Launcher()
    yield launcher
    launcher.close()


def kill_and_run_again(prepared, launcher, folder: Path, kills: int) -> None:
    """Kill runs of the same course at `kills` random points; run each again; compare with one that nobody disturbed."""
    warming = prepared.twin(folder / "warming")
    launcher.grade(warming, 0)
    calm = prepared.twin(folder / "calm")
    undisturbed = launcher.grade(calm, 600)
    assert not undisturbed["killed"]
    wanted = exported(calm, folder / "export")
    assert len(wanted[1]) == 36 and check(calm.load(), calm.assignment) == []
    points = random.Random(20)
    hit = 0
    for number in range(kills):
        course = prepared.twin(folder / f"killed{number}")
        hit += launcher.grade(course, points.uniform(0, undisturbed["seconds"]))["killed"]
        rows = grade(course.load(), course.assignment)
        assert {row.state for row in rows} <= {"graded", "restored", "unchanged"}
        assert exported(course, folder / "export") == wanted, f"kill {number}"
        assert check(course.load(), course.assignment) == []
        for learner in LEARNERS:
            assert (course.folder / "autograded" / learner / course.assignment / "first.ipynb").is_file()
        shutil.rmtree(course.folder)
    assert hit >= kills / 3, "a good part of the kills has to hit a run that is at work"


def test_killed_at_20_points_and_run_again_the_gradebook_is_identical(course, launcher, tmp_path):
    course.quick()
    hand_in(course)
    kill_and_run_again(course, launcher, tmp_path, kills=20)


def test_the_same_holds_on_postgresql(on_postgresql, launcher, tmp_path):
    hand_in(on_postgresql)
    kill_and_run_again(on_postgresql, launcher, tmp_path, kills=6)
