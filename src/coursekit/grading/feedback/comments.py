"""Reasons and mends in the gradebook's own place for words to a learner: the automatic comment on an answer."""

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import NbGraderPreprocessor

from coursekit.grading.feedback.reasons import told

LONGEST = 4000  # characters


class SaveReasons(NbGraderPreprocessor):
    """Belongs behind SaveAutoGrades in `Autograde.autograde_preprocessors`; a comment by hand stays as it is."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Write the comments of one notebook, in one transaction."""
        about = resources["nbgrader"]
        comments = reasons_by_answer(nb)
        with Gradebook(about["db_url"]) as gradebook:
            for name, text in comments.items():
                try:
                    row = gradebook.find_comment(name, about["notebook"], about["assignment"], about["student"])
                except MissingEntry:
                    continue
                row.auto_comment = "\n\n".join(part for part in (row.auto_comment, text) if part)[:LONGEST]
            gradebook.db.commit()
        return nb, resources


def reasons_by_answer(nb: NotebookNode) -> dict[str, str]:
    """For each answer's grade_id: what its checks said, and what was mended about it; nothing where all is well."""
    mends = nb.metadata.get("coursekit", {}).get("mends", [])
    texts: dict[str, list[str]] = {}
    of_file = [one["text"] for one in mends if not one["cell"]]
    answer = None
    for cell in nb.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if utils.is_solution(cell):
            answer = name
            texts[name] = of_file
            of_file = []
        if answer is None or not name:
            continue
        texts[answer] = texts[answer] + [one["text"] for one in mends if one["cell"] == name]
        if utils.is_grade(cell) and not utils.is_solution(cell):
            texts[answer] = texts[answer] + _said(cell)
    return {name: _formula_safe("\n".join(dict.fromkeys(lines))) for name, lines in texts.items() if lines}


def _said(cell: NotebookNode) -> list[str]:
    judged = cell.metadata.get("coursekit", {})
    if not judged.get("reason") or judged["reason"]["code"] == "passed":
        return []
    return [f"{cell.metadata.nbgrader['grade_id']}: {told(judged, 'en')}"]


def _formula_safe(text: str) -> str:
    """No line of it begins like a spreadsheet's formula: a comment is exported to one."""
    return "\n".join(f" {line}" if line.startswith(("=", "+", "-", "@", "\t")) else line for line in text.splitlines())
