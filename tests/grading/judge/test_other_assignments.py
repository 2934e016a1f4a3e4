"""The assignments that nbgrader tests itself with, some of them attempts to cheat: stock execution and the judge agree."""

import os
import shutil
import sys
from pathlib import Path

import nbgrader
import pytest
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.converters.autograde import Autograde
from nbgrader.preprocessors import Execute
from traitlets.config import Config

from coursekit.grading.judge.preprocessor import JudgeExecute

pytestmark = [pytest.mark.usefixtures("small_warm_kernels"), pytest.mark.filterwarnings("ignore")]  # nbgrader's own
FILES = Path(nbgrader.__file__).parent / "tests" / "apps" / "files"
STOCK = list(Autograde.autograde_preprocessors.default_args[0])
JUDGED = [JudgeExecute if each is Execute else each for each in STOCK]

ATTEMPTS = ("changed", "cheat-attempt", "cheat-attempt-alternative", "grade-cell-changed", "locked-cell-changed")
# Source -> what is handed in -> the points that stock nbgrader gives, which are the true ones here.
ASSIGNMENTS = {
    "submitted-unchanged": {"submitted-changed": 2.0, **dict.fromkeys([f"submitted-{a}" for a in ATTEMPTS[1:]], 1.0)},
    "test": {"test": 3.0},
    "open_relative_file": {"open_relative_file": 10.0},
    "autotest-hidden": {"autotest-hidden-changed-right": 1.0, "autotest-hidden-changed-wrong": 0.0},
    "autotest-multi": {"autotest-multi-changed": 3.0, "autotest-multi-unchanged": 0.0},
}


def graded(folder: Path, preprocessors: list, source: str, submitted: list[str]) -> dict:
    """Generate and autograde one assignment; (score, needs a hand) by learner and cell."""
    (folder / "source" / "ps1").mkdir(parents=True)
    shutil.copy(FILES / f"{source}.ipynb", folder / "source" / "ps1" / "p1.ipynb")
    for extra in ("jupyter.png", "data.txt"):
        shutil.copy(FILES / extra, folder / "source" / "ps1")
    shutil.copy(FILES / "autotests.yml", folder)
    for learner in submitted:
        (folder / "submitted" / learner / "ps1").mkdir(parents=True)
        shutil.copy(FILES / f"{learner}.ipynb", folder / "submitted" / learner / "ps1" / "p1.ipynb")
    config = Config()
    config.CourseDirectory.root = str(folder)
    config.Autograde.autograde_preprocessors = preprocessors
    api = NbGraderAPI(config=config)
    assert api.generate_assignment("ps1")["success"]
    for learner in submitted:
        done = api.autograde("ps1", learner)
        assert done["success"], done.get("error") or done.get("log")
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        return {
            (submission.student.id, grade.name): (grade.auto_score, bool(grade.needs_manual_grade))
            for submission in gradebook.assignment_submissions("ps1")
            for notebook in submission.notebooks
            for grade in notebook.grades
        }


@pytest.mark.parametrize("source", ASSIGNMENTS)
def test_judge_and_stock_agree(source, tmp_path, monkeypatch):
    beside_python = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    monkeypatch.setenv("PATH", beside_python)  # nbgrader calls alembic
    expected = ASSIGNMENTS[source]
    stock = graded(tmp_path / "stock", STOCK, source, list(expected))
    judged = graded(tmp_path / "judged", JUDGED, source, list(expected))
    assert judged == stock
    for learner, points in expected.items():
        assert sum(score or 0 for (whose, _), (score, _) in judged.items() if whose == learner) == points, learner
