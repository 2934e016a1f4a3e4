"""An instructor's first look: the formgrader opens inside JupyterLab, lists the modules, and shows what the judge gave and why."""

import os
import shutil
import subprocess
from pathlib import Path

import nbformat
import pytest
from jupyterlab import COMMAND, choose, open_lab, serving
from nbgrader.api import Gradebook

from coursekit.authoring.expand import check_id
from coursekit.authoring.source import read
from coursekit.syllabus import load

MODULE, LESSON, LEARNER = "04_cnn_cifar10", "convolution_by_hand", "ada"
# nbgrader's page of a submission loads MathJax from elsewhere; nothing that is tested here needs a formula set
STAND_INS = {"/mathjax/": "window.MathJax = {Hub: {Config() {}, Queue() {}, Startup: {signal: {Interest() {}}}}};"}


def test_formgrader_lists_the_modules(checkout, page, tmp_path):
    with serving(checkout, tmp_path / "home", "--instructor") as server:
        open_lab(page, server, "lab")
        choose(page, "Nbgrader", "Formgrader")
        formgrader = page.frame_locator("iframe")
        for module in load(checkout / "course").modules:
            formgrader.get_by_text(module.name, exact=True).first.wait_for(timeout=60_000)


@pytest.fixture(scope="module")
def graded(checkout) -> Path:
    """The checkout after `coursekit grade`: one learner, whose first exercise is right and whose others are stubs."""
    coursekit(checkout, "release", MODULE)
    released = checkout / "grader" / "release" / MODULE / f"{LESSON}.ipynb"
    name, solution = next(iter(exercises(checkout).items()))
    notebook = nbformat.read(released, as_version=4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == name:
            cell.source = solution.source
    submitted = checkout / "grader" / "submitted" / LEARNER / MODULE
    shutil.copytree(released.parent, submitted)
    nbformat.write(notebook, submitted / released.name)
    coursekit(checkout, "grade", MODULE)
    return checkout


def exercises(checkout: Path):
    lesson = next(each for each in load(checkout / "course").module(MODULE).lessons if each.name == LESSON)
    return read(lesson).exercises


def coursekit(checkout: Path, *arguments: str) -> None:
    environment = os.environ | {"COURSEKIT_ROOT": str(checkout)}
    done = subprocess.run(
        [COMMAND, *arguments], cwd=checkout / "grader", env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_formgrader_shows_what_the_judge_gave_and_why(graded, page, tmp_path):
    first, second, *_ = exercises(graded)
    with Gradebook(f"sqlite:///{graded / 'grader' / 'gradebook.db'}") as gradebook:
        submission = gradebook.find_submission_notebook(LESSON, MODULE, LEARNER).id
        points = gradebook.find_grade(check_id(first), LESSON, MODULE, LEARNER).max_score
    with serving(graded, tmp_path / "home", "--instructor") as server:
        open_lab(page, server, "lab")  # signs in
        page.goto(f"{server.address}/formgrader/submissions/{submission}/")
        assert shown_score(page, check_id(first)) == points
        assert shown_score(page, check_id(second)) == 0
        assert "NotImplementedError" in page.content()


def shown_score(page, grade_id: str) -> float:
    """The automatic score that stands beside a cell: the field is empty until a person overrules it."""
    field = page.locator(f"input.score#{grade_id}")
    page.wait_for_function("field => field.placeholder !== ''", arg=field.element_handle(), timeout=60_000)
    assert field.input_value() == ""
    return float(field.get_attribute("placeholder"))
