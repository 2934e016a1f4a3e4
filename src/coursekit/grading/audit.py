"""Test every grader from both sides: right answers of every form are accepted, each misconception is rejected and named.

Answers of all exercises travel together, one of each exercise to a submission, since exercises stand alone (a lesson
rule); they are graded by plain `nbgrader autograde` under the grader's own policy.
"""

import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from coursekit.authoring.build import checked
from coursekit.authoring.expand import check_id, expand
from coursekit.authoring.panels import Answer, read_panel
from coursekit.authoring.recording import hard_coded_answers
from coursekit.authoring.source import LessonSource, read
from coursekit.grading.scratch import Grade, ScratchCourse
from coursekit.project import Project
from coursekit.syllabus import Module

KINDS = ("right", "wrong", "stub", "hard-coded")


@dataclass(frozen=True)
class Trial:
    """One answer to one exercise, and what is expected of its grading.

    Attributes:
        kind: "right", "wrong", "stub" or "hard-coded".
        source: The answer's code; None leaves the released stub.
        message: What a wrong answer's learner must be told.
    """

    lesson: str
    exercise: str
    kind: str
    tag: str
    source: str | None
    message: str = ""


@dataclass(frozen=True)
class Verdict:
    """What grading made of a trial; `fault` is empty where it did what it should."""

    trial: Trial
    score: float | None
    max_score: float
    told: str

    @property
    def fault(self) -> str:
        trial, got = self.trial, f"{self.score} of {self.max_score:g} points"
        if self.score is None:
            return "was given no score"
        if trial.kind == "right" and self.score != self.max_score:
            return f"a right answer got {got}: {_first_line(self.told)}"
        if trial.kind == "stub" and self.score != 0:
            return f"the untouched stub got {got}"
        if trial.kind in ("wrong", "hard-coded") and self.score >= self.max_score:
            return f"a {trial.kind} answer got {got}"
        if trial.kind == "wrong" and _flat(trial.message) not in _flat(self.told):
            return f"its learner is not told {trial.message!r} but {_first_line(self.told)!r}"
        return ""


def trials(sources: Iterable[LessonSource]) -> list[Trial]:
    """Every trial of some lessons: solution and panel, stub, and the answer hard-coded for the visible examples."""
    found = []
    for source in sources:
        hard_coded = hard_coded_answers(source)
        for name, cell in source.exercises.items():
            answers = read_panel(source.lesson.path.parent / "answers" / f"{name}.py")
            for answer in (Answer(True, "solution", "", cell.source, cell.line), *answers):
                kind = "right" if answer.right else "wrong"
                found.append(Trial(source.lesson.name, name, kind, answer.tag, answer.source, answer.message))
            found.append(Trial(source.lesson.name, name, "stub", "untouched", None))
            found.append(Trial(source.lesson.name, name, "hard-coded", "visible examples", hard_coded[name]))
    return found


def submissions(found: list[Trial], *, isolate: bool = False) -> list[list[Trial]]:
    """Pack trials into submissions: the n-th of each kind of every exercise together, or each alone."""
    if isolate:
        return [[trial] for trial in found]
    packed: dict[tuple[str, int], list[Trial]] = {}
    count: dict[tuple[str, str], int] = {}
    for trial in found:
        number = count[trial.exercise, trial.kind] = count.get((trial.exercise, trial.kind), 0) + 1
        packed.setdefault((trial.kind, number), []).append(trial)
    return list(packed.values())


def audit(
    project: Project,
    module: Module,
    *,
    lessons: Iterable[str] = (),
    jobs: int = 2,
    isolate: bool = False,
    on_step=lambda text: None,
) -> list[Verdict]:
    """Grade every trial of a module (or of some of its lessons).

    Args:
        jobs: How many graders work side by side, each in a course folder of its own.
        isolate: One answer a submission, all others left as released: slower, and proof that answers do not meet.
        on_step: Called with a line of text as the work goes on.

    Returns:
        A verdict for each trial, in the order of lessons and panels.
    """
    wanted = set(lessons)
    sources = checked([read(lesson) for lesson in module.lessons if not wanted or lesson.name in wanted])
    notebooks = {source.lesson.name: expand(source) for source in sources}
    found = trials(sources)
    on_step(f"{module.name}: {len(found)} answers to {len({trial.exercise for trial in found})} exercises")
    with tempfile.TemporaryDirectory(prefix="audit-") as scratch:
        first = ScratchCourse(project, Path(scratch) / "0", module.name)
        released = first.generate(notebooks)
        packs = submissions(found, isolate=isolate)
        jobs = min(jobs, len(packs))
        courses = [first, *(first.copy(Path(scratch) / str(number)) for number in range(1, jobs))]
        for number, pack in enumerate(packs):
            courses[number % jobs].submit(f"learner{number:03}", answered(released, pack))
        on_step(f"{module.name}: grading {len(packs)} submissions, {jobs} at a time")
        with ThreadPoolExecutor(jobs) as pool:
            grades = [grade for part in pool.map(_graded, courses) for grade in part]
    got = {(grade.learner, grade.notebook, grade.grade_id): grade for grade in grades}
    verdicts = {
        id(trial): _verdict(trial, f"learner{number:03}", got) for number, pack in enumerate(packs) for trial in pack
    }
    return [verdicts[id(trial)] for trial in found]


def answered(released: dict[str, NotebookNode], pack: list[Trial]) -> dict[str, NotebookNode]:
    """The released notebooks as a learner hands them in who gave these answers."""
    notebooks = deepcopy(released)
    for trial in pack:
        for cell in notebooks[trial.lesson].cells:
            if trial.source is not None and cell.metadata.get("nbgrader", {}).get("grade_id") == trial.exercise:
                cell.source = trial.source
    return notebooks


def _graded(course: ScratchCourse) -> list[Grade]:
    course.autograde()
    return course.grades()


def _verdict(trial: Trial, learner: str, got: dict[tuple[str, str, str], Grade]) -> Verdict:
    grade = got[learner, trial.lesson, check_id(trial.exercise)]
    return Verdict(trial, grade.score, grade.max_score, grade.told)


def summary(verdicts: list[Verdict]) -> Iterator[tuple[str, str, dict[str, tuple[int, int]]]]:
    """For each exercise: lesson, name, and for each kind how many trials went as they should, of how many."""
    order = dict.fromkeys((verdict.trial.lesson, verdict.trial.exercise) for verdict in verdicts)
    for lesson, exercise in order:
        mine = [verdict for verdict in verdicts if (verdict.trial.lesson, verdict.trial.exercise) == (lesson, exercise)]
        by_kind = {kind: [verdict for verdict in mine if verdict.trial.kind == kind] for kind in KINDS}
        yield lesson, exercise, {kind: (sum(not v.fault for v in group), len(group)) for kind, group in by_kind.items()}


def _flat(text: str) -> str:
    return " ".join(text.split())


def _first_line(text: str) -> str:
    return next((line for line in text.splitlines() if line.strip()), "nothing")
