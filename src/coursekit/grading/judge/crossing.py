"""Whether a lesson's checks can be judged at all: its own solutions go the road that submissions go.

What cannot cross between a check and a learner's kernel is found here, by the author, rather than by a learner.
"""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode
from traitlets.config import Config

from coursekit.errors import CourseError
from coursekit.grading.judge.preprocessor import JudgeExecute
from coursekit.grading.judge.program import from_notebook


@dataclass(frozen=True)
class Fault:
    """A test cell that its own lesson's solutions do not pass on the judge's road.

    Args:
        lesson: Notebook's name.
        cell: grade_id of the test cell.
        code: The reason's code.
        text: What is wrong, and the value if one cannot cross.
    """

    lesson: str
    cell: str
    code: str
    text: str

    def __str__(self) -> str:
        return f"{self.lesson}, cell {self.cell}: {self.text}"


def faults(
    lesson: str, notebook: NotebookNode, config: Config | None = None, *, folder: Path | None = None
) -> list[Fault]:
    """Run a source notebook, solutions in, as if it were handed in.

    Args:
        lesson: Its name, for messages.
        notebook: The source notebook; not changed.
        config: As nbgrader's: `Execute`, `JudgeExecute`, `SandboxProvisioner`.
        folder: Folder of the files that the notebook reads.
    """
    submission = deepcopy(notebook)
    run = JudgeExecute(config=config or Config())
    program = from_notebook(notebook, skip_tag=run.skip_cells_with_tag)
    run.judge(submission, program, {"metadata": {"path": str(folder) if folder else ""}}, files=folder)
    found = []
    for cell in submission.cells:
        about: Mapping = cell.metadata.get("coursekit", {})
        if "score" in about and about["score"] < about["max_score"]:
            said = about["instructor"].get("evalue") or about["reason"]["text"]
            where = "; ".join(about["instructor"].get("where", ()))
            text = f"{said} ({where})" if where else said
            found.append(Fault(lesson, cell.metadata.nbgrader.grade_id, about["reason"]["code"], text))
    return found


def check(lesson: str, notebook: NotebookNode, config: Config | None = None, *, folder: Path | None = None) -> None:
    """Raise for the checks of a lesson that the judge cannot run, naming lesson, cell and value.

    Raises:
        CourseError: If the lesson's own solutions miss a point on the judge's road.
    """
    found = faults(lesson, notebook, config, folder=folder)
    if found:
        listed = "\n".join(f"  {fault}" for fault in found)
        raise CourseError(
            f"The solutions of {lesson} do not pass their own checks when judged:\n{listed}\n"
            "Plain data (numbers, text, lists, dicts, NumPy arrays, DataFrames, Keras models) can cross to a check; "
            "have the answer return such, or have the check call the answer's own methods.",
            exit_code=1,
        )
