"""nbgrader's own example course, which knows nothing of coursekit: stock execution and the judge give the same scores."""

import os
import shutil
import sys
from pathlib import Path

import nbformat
import nbgrader
import pytest
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.converters.autograde import Autograde
from nbgrader.preprocessors import Execute
from traitlets.config import Config

from coursekit.grading.judge.preprocessor import JudgeExecute

pytestmark = [pytest.mark.usefixtures("small_warm_kernels"), pytest.mark.filterwarnings("ignore")]  # nbgrader's own
GUIDE = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide"
STOCK = list(Autograde.autograde_preprocessors.default_args[0])
JUDGED = [JudgeExecute if each is Execute else each for each in STOCK]


def graded(folder: Path, preprocessors: list) -> dict:
    """Generate and autograde the example; (score, needs a hand) by learner, notebook and cell."""
    shutil.copytree(GUIDE / "source" / "ps1", folder / "source" / "ps1")
    shutil.copytree(GUIDE / "submitted", folder / "submitted")
    config = Config()
    config.CourseDirectory.root = str(folder)
    config.Autograde.autograde_preprocessors = preprocessors
    api = NbGraderAPI(config=config)
    assert api.generate_assignment("ps1")["success"]
    for learner in ("bitdiddle", "hacker"):
        done = api.autograde("ps1", learner)
        assert done["success"], done.get("error") or done.get("log")
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        return {
            (submission.student.id, notebook.name, grade.name): (grade.auto_score, bool(grade.needs_manual_grade))
            for submission in gradebook.assignment_submissions("ps1")
            for notebook in submission.notebooks
            for grade in notebook.grades
        }


def test_judge_and_stock_agree(tmp_path, monkeypatch):
    monkeypatch.setenv(
        "PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    )  # nbgrader calls alembic
    stock = graded(tmp_path / "stock", STOCK)
    judged = graded(tmp_path / "judged", JUDGED)
    assert judged == stock and len(stock) == 18
    notebook = nbformat.read(tmp_path / "judged" / "autograded" / "bitdiddle" / "ps1" / "problem1.ipynb", 4)
    told = {
        cell.metadata.nbgrader.grade_id: cell.metadata.coursekit.reason.text
        for cell in notebook.cells
        if "coursekit" in cell.metadata
    }
    assert told == {
        "correct_squares": "This did not hold: assert squares(1) == [1]",
        "squares_invalid_input": "All checks passed.",
        "correct_sum_of_squares": "This did not hold: assert sum_of_squares(1) == 1",
        "sum_of_squares_uses_squares": "All checks passed.",
    }
