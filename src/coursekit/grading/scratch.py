"""A course directory of its own, under the grader's own policy: where submissions are graded without touching the gradebook."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from coursekit.errors import CourseError
from coursekit.project import Project

CONFIG = """\
c = get_config()
load_subconfig({policy!r})
c.CourseDirectory.root = {root!r}
c.Exchange.root = {exchange!r}
"""


@dataclass(frozen=True)
class Grade:
    """What one learner got for one cell, and what they are told.

    Attributes:
        score: Points given by the autograder; None while a hand has yet to grade it.
        told: Text of the cell's errors, without colours.
    """

    learner: str
    notebook: str
    grade_id: str
    score: float | None
    max_score: float
    told: str


class ScratchCourse:
    """A module's source notebooks, its release, and submissions to it, graded by plain `nbgrader autograde`.

    Args:
        project: Whose policy (grader/nbgrader_config.py) holds.
        folder: An empty folder to work in.
        module: Name of the assignment.
    """

    def __init__(self, project: Project, folder: Path, module: str):
        self.project, self.folder, self.module = project, folder.resolve(), module

    def generate(self, sources: dict[str, NotebookNode]) -> dict[str, NotebookNode]:
        """Take source notebooks by name and make the release.

        Returns:
            The released notebooks, as a learner gets them.
        """
        for name, notebook in sources.items():
            self._write(self.folder / "source" / self.module / f"{name}.ipynb", notebook)
        self._configure()
        self._nbgrader("generate_assignment", self.module)
        release = self.folder / "release" / self.module
        return {name: nbformat.read(release / f"{name}.ipynb", as_version=4) for name in sources}

    def copy(self, folder: Path) -> "ScratchCourse":
        """The same released course in another folder, so that two can grade at once."""
        shutil.copytree(self.folder, folder)
        twin = ScratchCourse(self.project, folder, self.module)
        twin._configure()
        return twin

    def submit(self, learner: str, notebooks: dict[str, NotebookNode]) -> None:
        """Hand in notebooks, by name, for `learner`."""
        for name, notebook in notebooks.items():
            self._write(self.folder / "submitted" / learner / self.module / f"{name}.ipynb", notebook)

    def autograde(self) -> None:
        """Grade everything that was handed in."""
        self._nbgrader("autograde", self.module)

    def grades(self) -> list[Grade]:
        """Every graded cell of every learner."""
        from nbgrader.api import Gradebook

        rows = []
        with Gradebook(f"sqlite:///{self.folder / 'gradebook.db'}") as gradebook:
            for submission in gradebook.assignment_submissions(self.module):
                for notebook in submission.notebooks:
                    told = self._told(submission.student.id, notebook.name)
                    for grade in notebook.grades:
                        score = None if grade.needs_manual_grade else grade.score
                        rows.append(
                            Grade(
                                submission.student.id,
                                notebook.name,
                                grade.name,
                                score,
                                grade.max_score,
                                told.get(grade.name, ""),
                            )
                        )
        return rows

    def _told(self, learner: str, notebook: str) -> dict[str, str]:
        path = self.folder / "autograded" / learner / self.module / f"{notebook}.ipynb"
        graded = nbformat.read(path, as_version=4)
        return {
            cell.metadata.nbgrader.grade_id: error_text(cell)
            for cell in graded.cells
            if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade")
        }

    def _configure(self) -> None:
        policy = self.project.grader / "nbgrader_config.py"
        text = CONFIG.format(policy=str(policy), root=str(self.folder), exchange=str(self.folder / "exchange"))
        (self.folder / "nbgrader_config.py").write_text(text, encoding="utf-8")

    def _write(self, path: Path, notebook: NotebookNode) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, path)

    def _nbgrader(self, *arguments: str) -> None:
        done = nbgrader(*arguments, folder=self.folder)
        if done.returncode:
            raise CourseError(
                f"nbgrader {' '.join(arguments)} failed in {self.folder}:\n{done.stdout[-4000:]}{done.stderr[-4000:]}",
                exit_code=1,
            )


def nbgrader(*arguments: str, folder: Path) -> subprocess.CompletedProcess:
    """Run an nbgrader verb in `folder`, with this environment's programs first on the path (nbgrader calls alembic by name)."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    return subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=folder,
        env=os.environ | {"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def error_text(cell: NotebookNode) -> str:
    """What a cell's errors say, without the colours of a terminal."""
    from nbconvert.filters import strip_ansi

    parts = []
    for output in cell.get("outputs", []):
        if output.output_type == "error":
            parts += [f"{output.ename}: {output.evalue}", *output.traceback]
        elif output.output_type == "stream" and output.name == "stderr":
            parts.append(output.text)
    return strip_ansi("\n".join(parts))
