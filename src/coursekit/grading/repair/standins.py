"""A notebook that could not be read gets its zero, and the reason, in every cell that gives points."""

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution


class ScoreStandIns(NbGraderPreprocessor):
    """Belongs directly behind the step that runs the notebook, whatever that made of the stubs."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Fail every test cell of a stand-in; leave any other notebook alone."""
        ours = nb.metadata.get("coursekit", {})
        if ours.get("stand_in"):
            why = " ".join(one["text"] for one in ours["mends"]) or "The notebook has no cells."
            for cell in nb.cells:
                if cell.cell_type == "code" and is_grade(cell) and not is_solution(cell):
                    self._fail(cell, why)
        return nb, resources

    def _fail(self, cell: NotebookNode, why: str) -> None:
        cell.outputs = [new_output("error", ename="UnreadableNotebook", evalue=why, traceback=[why])]
        reason = {"code": "submission_malformed", "parameters": {"detail": why}, "text": why}
        cell.metadata["coursekit"] = {
            "score": 0.0,
            "max_score": float(cell.metadata.nbgrader["points"]),
            "reason": reason,
            "misconception": None,
            "hidden": False,
            "seconds": 0.0,
            "contained": True,
        }
