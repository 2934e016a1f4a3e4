"""Every lesson as its learner gets it: it runs from the top to the first check, and stops there, at what is not answered yet.

That its untouched answers score exactly 0 is said by the audit, which grades each lesson's stubs.
"""

import os
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from traitlets.config import PyFileConfigLoader
from warm_kernels import runtime

from coursekit.authoring.build import build_notebook
from coursekit.authoring.expand import check_id
from coursekit.authoring.source import read
from coursekit.execution.pictures import silent_picture
from coursekit.kernels import kernelspec, preload
from coursekit.syllabus import load

ROOT = Path(__file__).parents[2]
SYLLABUS = load(ROOT / "course")


@pytest.fixture(scope="module", autouse=True)
def stack():
    with runtime(",".join(preload.DEFAULT)):
        yield


@pytest.fixture(scope="module")
def monkeypatch_module():
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="module")
def released(tmp_path_factory, monkeypatch_module):
    """What nbgrader's own generate_assignment makes of a lesson, under the course's policy."""
    root = tmp_path_factory.mktemp("released")
    monkeypatch_module.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")  # for alembic
    policy = PyFileConfigLoader("nbgrader_config.py", path=str(ROOT / "grader")).load_config()
    policy.CourseDirectory.root = str(root)

    def release(lesson) -> nbformat.NotebookNode:
        source = root / "source" / lesson.module / f"{lesson.name}.ipynb"
        source.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(build_notebook(lesson), source)
        folder = CourseDirectory(assignment_id=lesson.module, student_id=".", notebook_id=lesson.name, config=policy)
        GenerateAssignment(coursedir=folder, config=policy, force=True).start()
        return nbformat.read(root / "release" / lesson.module / source.name, as_version=4)

    return release


def run_to_the_first_error(notebook: nbformat.NotebookNode, folder: Path) -> tuple[nbformat.NotebookNode, dict]:
    """Execute a notebook in a warm kernel, in profile smoke; return (the cell that failed, its error)."""
    for cell in notebook.cells:
        cell.source = cell.source.replace('PROFILE = "cpu"', 'PROFILE = "smoke"')
    client = NotebookClient(
        notebook,
        kernel_name=kernelspec.NAME,
        timeout=300,
        shutdown_kernel="immediate",
        resources={"metadata": {"path": str(folder)}},
    )
    with pytest.raises(CellExecutionError):
        client.execute()
    return next(
        (cell, output) for cell in notebook.cells for output in cell.get("outputs", ()) if output.output_type == "error"
    )


def where(lesson, text: str) -> str:
    """The line of a cell in the lesson's source, as `file:line`, by the code that the released cell begins with."""
    lines = [cell.line for cell in read(lesson).cells if cell.source.splitlines()[:2] == text.splitlines()[:2]]
    return f"{lesson.path}:{lines[0] if lines else 1}"


@pytest.mark.parametrize("lesson", SYLLABUS.lessons, ids=lambda lesson: lesson.name)
def test_a_released_lesson_runs_to_its_first_check(lesson, released, tmp_path):
    notebook = released(lesson)
    cell, error = run_to_the_first_error(notebook, tmp_path)
    first = next(iter(read(lesson).exercises))
    name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
    assert (error.ename, name) == ("NotImplementedError", check_id(first)), (
        f"{where(lesson, cell.source)}: before {first!r} is answered this cell stops with {error.ename}: {error.evalue}; "
        "the first to stop must be that exercise's check: move what needs an answer below it"
    )
    assert silent_picture(notebook) is None
