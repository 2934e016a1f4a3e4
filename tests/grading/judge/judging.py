"""Small nbgrader notebooks for the tests of the judge: cells, a course of three exercises, and a run of it."""

from copy import deepcopy
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from traitlets.config import Config

from coursekit.grading.judge.preprocessor import JudgeExecute
from coursekit.grading.judge.program import from_notebook


def cell(source, key=None, *, grade=False, solution=False, locked=False, points=0.0, tags=()) -> NotebookNode:
    metadata = {"tags": list(tags)} if tags else {}
    if key:
        about = {"grade_id": key, "grade": grade, "solution": solution, "locked": locked, "task": False}
        metadata["nbgrader"] = about | {"schema_version": 3} | ({"points": points} if grade else {})
    return new_code_cell(source, metadata=metadata)


def given(source, key, **options):
    return cell(source, key, locked=True, **options)


def answer(source, key):
    return cell(source, key, solution=True)


def check(source, key, points=2.0):
    return cell(source, key, grade=True, locked=True, points=points)


SQUARE_CHECK = """\
assert square(2) == 4
### BEGIN HIDDEN TESTS
assert square(3) == 9
### END HIDDEN TESTS"""

COURSE = (
    given("import numpy as np", "imports"),
    answer("def square(x):\n    return x * x", "square"),
    check(SQUARE_CHECK, "check_square"),
    answer("def increase(a):\n    return a + 1", "increase"),
    check("assert np.array_equal(increase(np.zeros(3)), np.ones(3))", "check_increase"),
    answer("def half(x):\n    return x / 2", "half"),
    check("points = 0.5 * (half(1) == 0.5) + 1.0 * (half(4) == 2)\npoints", "check_half"),
)


def submission(*cells: NotebookNode, **answers: str) -> NotebookNode:
    """The course (or other cells) as handed in with these texts in place of the solutions."""
    notebook = new_notebook(cells=deepcopy(list(cells or COURSE)))
    for each in notebook.cells:
        key = each.metadata.get("nbgrader", {}).get("grade_id")
        if key in answers:
            each.source = answers[key]
    return notebook


def judged(
    notebook: NotebookNode, folder: Path, *cells: NotebookNode, seconds: int = 60, **settings
) -> dict[str, dict]:
    """Run a submission to the course (or to other cells); what the judge says of each test cell, by grade_id."""
    config = Config(settings)
    config.Execute.timeout = seconds
    run = JudgeExecute(config=config)
    program = from_notebook(new_notebook(cells=deepcopy(list(cells or COURSE))), skip_tag=run.skip_cells_with_tag)
    run.judge(notebook, program, {"metadata": {"path": str(folder)}})
    return {
        each.metadata.nbgrader.grade_id: each.metadata.coursekit
        for each in notebook.cells
        if "coursekit" in each.metadata
    }


def summary(said: dict[str, dict]) -> dict[str, tuple[float, str]]:
    """(score, reason's code) by grade_id."""
    return {key: (about["score"], about["reason"]["code"]) for key, about in said.items()}
