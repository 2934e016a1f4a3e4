"""Grades every honest submission in one run, and records what stock nbgrader does: `python -m adversarial.honest.grading` in tests/."""

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

from coursekit.grading.scratch import ScratchCourse, error_text, nbgrader
from coursekit.project import Project

from .forms import POINTS, answer, exercises, learners, source_notebook
from .notebooks import handed_in

ROOT = Path(__file__).parents[3]
STOCK = Path(__file__).parent / "stock.toml"
MODULE, NOTEBOOK = "honest", "forms"
SCORES = "name,score\nAda,1.5\nGrace,2.5\nZoë,4.0\n李,2.0\n"
STOCK_CONFIG = """\
c = get_config()
c.CourseDirectory.root = {root!r}
c.CourseDirectory.course_id = "honest"
c.Exchange.root = {root!r} + "/exchange"
c.Execute.kernel_name = "python3"
"""


@dataclass(frozen=True)
class Answered:
    """One form of one right answer, and who hands it in.

    Attributes:
        learner: The learner's id.
        name: The form's name.
        exercise: The exercise that has this form; None where the whole notebook has it.
    """

    learner: str
    name: str
    exercise: str | None = None

    def __str__(self) -> str:
        return f"{self.exercise or 'notebook'}: {self.name}"


def every_form() -> list[Answered]:
    """Every form that is graded."""
    found = []
    for learner, forms in learners(exercises()).items():
        found += [Answered(learner, form.name, form.exercise) for form in forms if form.name != "reference"]
    plain = source_notebook(exercises())
    return found + [Answered(f"notebook{number:03d}", name) for number, name in enumerate(handed_in(plain))]


def grade(folder: Path, stock: bool = False) -> dict[str, dict[str, tuple[float | None, str]]]:
    """Hand in and grade everything.

    Args:
        folder: An empty folder; its path should be short.
        stock: True for nbgrader's own defaults in place of the grader's policy.

    Returns:
        learner -> exercise -> points (None where there are none) and what the learner is told.
    """
    course = ScratchCourse(Project.find(ROOT), folder, MODULE)
    data = course.folder / "source" / MODULE / "scores.csv"
    data.parent.mkdir(parents=True)
    data.write_text(SCORES, encoding="utf-8")
    asked = exercises()
    released = course.generate({NOTEBOOK: source_notebook(asked)})[NOTEBOOK]
    for learner, forms in learners(asked).items():
        course.submit(learner, {NOTEBOOK: answer(released, forms)})
        _ship(course, learner)
    reference = answer(released, [exercise.reference for exercise in asked])
    for number, content in enumerate(handed_in(reference).values()):
        learner = f"notebook{number:03d}"
        course.submit(learner, {NOTEBOOK: reference})
        _path(course, learner, f"{NOTEBOOK}.ipynb").write_bytes(content)
        _ship(course, learner)
    if not stock:
        course.autograde()
    else:
        (course.folder / "nbgrader_config.py").write_text(
            STOCK_CONFIG.format(root=str(course.folder)), encoding="utf-8"
        )
        _autograde_whatever_comes(course.folder)
    return _results(course.folder)


def _autograde_whatever_comes(folder: Path) -> None:
    """Grade with stock nbgrader, which a single submission can stop: without that one, again."""
    while True:
        nbgrader("autograde", MODULE, folder=folder)
        waiting = [
            path
            for path in sorted((folder / "submitted").iterdir())
            if not (folder / "autograded" / path.name / MODULE).exists()
        ]
        if not waiting:
            return
        shutil.rmtree(waiting[0])


def _ship(course: ScratchCourse, learner: str) -> None:
    _path(course, learner, "scores.csv").write_text(SCORES, encoding="utf-8")


def _path(course: ScratchCourse, learner: str, name: str) -> Path:
    return course.folder / "submitted" / learner / MODULE / name


def _results(folder: Path) -> dict[str, dict[str, tuple[float | None, str]]]:
    results: dict[str, dict[str, tuple[float | None, str]]] = {}
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        for submission in gradebook.assignment_submissions(MODULE):
            learner = submission.student.id
            told = _told(folder / "autograded" / learner / MODULE / f"{NOTEBOOK}.ipynb")
            for grade in (grade for notebook in submission.notebooks for grade in notebook.grades):
                score = None if grade.auto_score is None else grade.score
                results.setdefault(learner, {})[grade.name.removeprefix("check_")] = (score, told.get(grade.name, ""))
    return results


def _told(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    told = {}
    for cell in nbformat.read(path, as_version=4).cells:
        facts = cell.metadata.get("nbgrader", {})
        if facts.get("grade"):
            reason = cell.metadata.get("coursekit", {}).get("reason", "")
            told[facts.get("grade_id", "")] = f"{error_text(cell)}\n{reason}"
    return told


def lost(results: dict, form: Answered) -> dict[str, str]:
    """The exercises in which a form lost points, with what the learner is told; of a form of one exercise, that one only."""
    rows = results.get(form.learner)
    if rows is None:
        return {"everything": "not graded: this submission stops the run for everybody after it"}
    looked_at = [form.exercise] if form.exercise else list(rows)
    return {name: rows[name][1] or "no reason" for name in looked_at if rows[name][0] != POINTS}


def record_stock() -> None:
    """Write down which honest forms lose points in stock nbgrader."""
    with tempfile.TemporaryDirectory(prefix="ck-") as folder:
        results = grade(Path(folder), stock=True)
    forms = every_form()
    losing = {str(form): losses for form in forms if (losses := lost(results, form))}
    lines = ["# Right answers that lose points in stock nbgrader 0.9; written by tests/adversarial/honest/grading.py."]
    lines += [f"forms = {len(forms)}", "", "[lost]"]
    lines += [
        f"{_quoted(name)} = {_quoted('; '.join(f'{e}: {_last_line(t)}' for e, t in losses.items()))}"
        for name, losses in losing.items()
    ]
    aside = STOCK.with_suffix(".aside")
    aside.write_text("\n".join(lines) + "\n", encoding="utf-8")
    os.replace(aside, STOCK)


def _last_line(text: str) -> str:
    return text.strip().splitlines()[-1][:150] if text.strip() else text


def _quoted(text: str) -> str:
    return '"' + "".join(c if c.isprintable() and c not in '"\\' else {'"': "'"}.get(c, " ") for c in text) + '"'


if __name__ == "__main__":
    record_stock()
