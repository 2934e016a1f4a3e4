"""Built lessons are proved on the judge's road: once, and again when something changed."""

import shutil
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from coursekit.errors import CourseError
from coursekit.grading.judge import proving
from coursekit.kernels.availability import Availability

ROOT = Path(__file__).parents[3]
RIGHT = "def double(x):\n    return 2 * x"
UNCROSSABLE = "def double(x):\n    class Odd: pass\n    return Odd()"


@pytest.fixture
def grader(tmp_path) -> Path:
    (tmp_path / "course").mkdir()
    (tmp_path / "course" / "syllabus.toml").write_text("")
    (tmp_path / "grader").mkdir()
    shutil.copy(ROOT / "grader" / "nbgrader_config.py", tmp_path / "grader")
    return tmp_path / "grader"


def source(folder: Path, answer: str) -> Path:
    def marks(name: str, **values) -> dict:
        return {"nbgrader": {"schema_version": 3, "grade_id": name, "task": False, **values}}

    cells = [
        new_code_cell(answer, metadata=marks("double", solution=True, grade=False, locked=False)),
        new_code_cell(
            "assert double(2) == 4", metadata=marks("check_double", solution=False, grade=True, locked=True, points=1)
        ),
    ]
    path = folder / "doubling.ipynb"
    nbformat.write(new_notebook(cells=cells), path)
    return path


def test_a_lesson_is_judged_once_and_again_when_it_changed(grader, small_warm_kernels):
    said: list[str] = []
    path = source(grader, RIGHT)
    assert proving.prove(grader, [path], on_step=said.append) == [path]
    assert said == ["judging the solutions of doubling"]
    assert proving.prove(grader, [path]) == []
    source(grader, RIGHT + "\n")
    assert proving.prove(grader, [path]) == [path]


def test_what_cannot_cross_is_named_with_its_cell_and_tried_again(grader, small_warm_kernels):
    path = source(grader, UNCROSSABLE)
    for _ in range(2):
        with pytest.raises(CourseError, match=r"doubling, cell check_double: .*"):
            proving.prove(grader, [path])


def test_without_a_sandbox_it_says_so_and_remembers_nothing(grader, monkeypatch):
    said: list[str] = []
    monkeypatch.setattr(proving, "sandbox", lambda: Availability(False, "no namespaces", "Set them."))
    assert proving.prove(grader, [source(grader, RIGHT)], on_step=said.append) == []
    assert said == ["not judged: no namespaces. Set them."]
    assert not (grader / proving.STATE).exists()


def test_a_spoilt_memory_is_no_memory(grader, small_warm_kernels):
    path = source(grader, RIGHT)
    (grader / proving.STATE).parent.mkdir()
    (grader / proving.STATE).write_text("[half a")
    assert proving.prove(grader, [path]) == [path]
