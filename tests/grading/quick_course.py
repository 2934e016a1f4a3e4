"""An assignment of two functions, a written answer and a task, released by nbgrader in this very process: no kernel runs."""

from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import (
    CheckCellMetadata,
    DeduplicateIds,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)
from traitlets.config import Config

from coursekit.grading.feedback.comments import SaveReasons
from coursekit.grading.feedback.neutralise import NeutraliseContent
from coursekit.grading.repair.exporter import RepairingExporter
from coursekit.grading.repair.preprocessor import RepairCells
from coursekit.grading.repair.standins import ScoreStandIns

ASSIGNMENT, NOTEBOOK = "quick", "functions"
ANSWERS = {
    "double": "def double(value):\n    return 2 * value",
    "halve": "def halve(value):\n    return value / 2",
    "why": "Because there was half of it missing.",
}


def marks(name: str, **of_it) -> dict:
    kinds = {"grade": False, "solution": False, "locked": False, "task": False}
    return {"nbgrader": {"schema_version": 3, "grade_id": name, **kinds, **of_it}}


def source() -> NotebookNode:
    hidden = "### BEGIN HIDDEN TESTS\nassert {0}(731) == {1}\n### END HIDDEN TESTS"
    stub = "def {0}(value):\n    ### BEGIN SOLUTION\n    return {1}\n    ### END SOLUTION"
    cells = [
        new_markdown_cell("# Functions", id="intro"),
        new_code_cell("import math", id="imports", metadata=marks("imports", locked=True)),
        new_code_cell(stub.format("double", "2 * value"), id="double", metadata=marks("double", solution=True)),
        new_code_cell(
            "assert double(3) == 6\n" + hidden.format("double", "1462"),
            id="test_double",
            metadata=marks("test_double", grade=True, locked=True, points=2),
        ),
        new_markdown_cell("## halve", id="between"),
        new_code_cell(stub.format("halve", "value / 2"), id="halve", metadata=marks("halve", solution=True)),
        new_code_cell(
            "assert halve(3) == 1.5\n" + hidden.format("halve", "365.5"),
            id="test_halve",
            metadata=marks("test_halve", grade=True, locked=True, points=3),
        ),
        new_markdown_cell("Why?", id="why", metadata=marks("why", grade=True, solution=True, points=2)),
        new_markdown_cell("Draw it.", id="draw", metadata=marks("draw", task=True, locked=True, points=1)),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


class QuickCourse:
    def __init__(self, root: Path):
        self.root = root
        self.coursedir = CourseDirectory(root=str(root), assignment_id=ASSIGNMENT)

    def release(self) -> None:
        root = self.root
        path = root / "source" / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(source(), path)
        GenerateAssignment(coursedir=CourseDirectory(root=str(root), assignment_id=ASSIGNMENT, student_id=".")).start()

    def released(self) -> NotebookNode:
        return nbformat.read(self.root / "release" / ASSIGNMENT / f"{NOTEBOOK}.ipynb", as_version=4)

    def answered(self) -> NotebookNode:
        notebook = self.released()
        for cell in notebook.cells:
            cell.source = ANSWERS.get(cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source)
        return notebook

    def folder(self, learner: str) -> Path:
        folder = self.root / "submitted" / learner / ASSIGNMENT
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def submit(self, learner: str, content: NotebookNode | bytes, name: str = f"{NOTEBOOK}.ipynb") -> Path:
        file = self.folder(learner) / name
        file.write_bytes(nbformat.writes(content).encode() if isinstance(content, NotebookNode) else content)
        return file

    def autograde(self, **traits) -> None:
        """nbgrader's own converter with coursekit's steps, but for the one that runs code."""
        config = Config()
        config.Autograde.exporter_class = RepairingExporter
        config.Autograde.sanitize_preprocessors = [
            RepairCells,
            DeduplicateIds,
            OverwriteKernelspec,
            OverwriteCells,
            CheckCellMetadata,
        ]
        config.Autograde.autograde_preprocessors = [
            ScoreStandIns,
            SaveAutoGrades,
            SaveReasons,
            NeutraliseContent,
            CheckCellMetadata,
        ]
        Autograde(coursedir=self.coursedir, config=config, **traits).start()

    def graded(self, learner: str) -> NotebookNode:
        return nbformat.read(self.root / "autograded" / learner / ASSIGNMENT / f"{NOTEBOOK}.ipynb", as_version=4)

    def codes(self, learner: str) -> list[str]:
        return [one["code"] for one in self.graded(learner).metadata.coursekit.mends]
