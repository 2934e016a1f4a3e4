"""A diagnostic of one question a skill: the bank, the score, where to start, and the answers on the learner's own disk.

>>> bank = load_bank()
>>> score(bank, {"derivation": "12"}).right
('derivation',)

Everything here is plain data; the view is in `coursekit.explorers.diagnostic_view`.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from coursekit.errors import CourseError
from coursekit.files import write_atomically
from coursekit.project import Project
from coursekit.syllabus import Syllabus
from coursekit.syllabus import load as load_syllabus

BANK = Path(__file__).with_suffix(".toml")
ANSWERS = "diagnostic-answers.json"  # beside the lesson; the workspace's nbgrader_config.py keeps it out of submissions
CHOICES = 4
CLOSES = "00_orientation"  # the module whose end the diagnostic is: whoever takes it need not start there
LATER = "this course will teach it in a later module"

Answers = Mapping[str, str]  # skill -> text of the choice; a skill that is not there was not answered


@dataclass(frozen=True)
class Choice:
    """One of a question's choices; `means` is what taking a wrong one tells, empty for the right one."""

    text: str
    right: bool
    means: str = ""


@dataclass(frozen=True)
class Question:
    """One question.

    Attributes:
        skill: The skill that it asks for.
        ask: The question.
        choices: Four, one of them right.
        why: Why the right one is right.
    """

    skill: str
    ask: str
    choices: tuple[Choice, ...]
    why: str

    @property
    def right(self) -> Choice:
        return next(choice for choice in self.choices if choice.right)

    def choice(self, text: str | None) -> Choice | None:
        """The choice of this text; None if there is none such."""
        return next((choice for choice in self.choices if choice.text == text), None)


@dataclass(frozen=True)
class Bank:
    """All questions, and the roles that a learner may have: name of a path of the syllabus -> how a learner says it."""

    questions: tuple[Question, ...]
    roles: dict[str, str]


@dataclass(frozen=True)
class Score:
    """The skills by how their questions were answered. What was not answered is not wrong."""

    right: tuple[str, ...]
    wrong: tuple[str, ...]
    unanswered: tuple[str, ...]


@dataclass(frozen=True)
class Suggestion:
    """Where to start.

    Attributes:
        start: Name of the module to start with; None if no syllabus is here or it teaches nothing yet.
        modules: Modules of the role's path that teach a skill not shown yet -> these skills, in the syllabus's order.
        outside: The same for modules outside the path, for skills that the path leaves out.
        later: Skills not shown yet that no module of the syllabus teaches.
        text: All of it in words.
    """

    start: str | None
    modules: dict[str, tuple[str, ...]]
    outside: dict[str, tuple[str, ...]]
    later: tuple[str, ...]
    text: str


# --- the bank ------------------------------------------------------------------------------------------------------------


def load_bank(file: Path = BANK) -> Bank:
    """Read a question bank.

    Raises:
        CourseError: Naming the file, the question, and what was expected.
    """
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CourseError(f"{file} is not there; the diagnostic needs its question bank") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CourseError(f"{file} is not valid TOML: {error}") from None
    entries = _field(content, "question", list, "the bank", file)
    questions = tuple(_question(entry, number, file) for number, entry in enumerate(entries, start=1))
    skills = [question.skill for question in questions]
    for number, skill in enumerate(skills, start=1):
        if skill in skills[: number - 1]:
            raise CourseError(f"{file}: question {number} asks for {skill!r} again; expected one question a skill")
    return Bank(questions, dict(_field(content, "roles", dict, "the bank", file)))


def _question(entry: dict, number: int, file: Path) -> Question:
    where = f"question {number}"
    skill = _field(entry, "skill", str, where, file)
    where = f"{where} ({skill})"
    choices = tuple(_choice(each, where, file) for each in _field(entry, "choice", list, where, file))
    if len(choices) != CHOICES or len({choice.text for choice in choices}) != CHOICES:
        raise CourseError(f"{file}: {where} needs {CHOICES} different choices; received {len(choices)}")
    count = sum(choice.right for choice in choices)
    if count != 1:
        raise CourseError(f"{file}: {where} needs one choice with right = true; received {count}")
    ask, why = _field(entry, "ask", str, where, file), _field(entry, "why", str, where, file)
    return Question(skill, ask, choices, why)


def _choice(entry: dict, where: str, file: Path) -> Choice:
    text, right = _field(entry, "text", str, f"a choice of {where}", file), entry.get("right", False)
    if right is True:
        return Choice(text, True)
    return Choice(text, False, _field(entry, "means", str, f"the wrong choice {text!r} of {where}", file))


def _field(entry: dict, key: str, kind: type, where: str, file: Path) -> Any:
    value = entry.get(key) if isinstance(entry, dict) else None
    if not isinstance(value, kind) or value == "":
        came = "nothing" if value is None else repr(value)
        raise CourseError(f"{file}: {where} needs {key} = <{kind.__name__}>; received {came}")
    return value


# --- score and suggestion ------------------------------------------------------------------------------------------------


def score(bank: Bank, answers: Answers) -> Score:
    """Sort the skills by how their questions were answered; an answer that is no choice counts as none."""
    found: dict[bool | None, list[str]] = {True: [], False: [], None: []}
    for question in bank.questions:
        choice = question.choice(answers.get(question.skill))
        found[choice and choice.right].append(question.skill)
    return Score(*(tuple(found[key]) for key in (True, False, None)))


def syllabus_here() -> Syllabus | None:
    """Return the course's syllabus, or None where there is none to be found, as in the grader's sandbox."""
    try:
        return load_syllabus(Project.find().course)
    except CourseError:
        return None


def suggest(bank: Bank, answers: Answers, syllabus: Syllabus | None, role: str | None = None) -> Suggestion:
    """Say in which module to start.

    For each skill that was not shown, the first module that teaches it (as the syllabus says; the one that the diagnostic
    closes is left out) is taken: of the role's path if it has one, else of the whole syllabus. The earliest of these modules
    on the path is where to start.

    Args:
        bank: The questions.
        answers: What was chosen.
        syllabus: Modules and paths; None if it can't be had: then skills are named and no module.
        role: Name of a path of the syllabus; None, or one that the syllabus lacks, for the whole course.
    """
    result = score(bank, answers)
    gaps = [question for question in bank.questions if question.skill not in result.right]
    if syllabus is None:
        return _without_syllabus([question.skill for question in gaps])
    taught = {module.name: module.taught for module in syllabus.modules if module.name != CLOSES and module.taught}
    order = list(taught)
    path = [name for name in order if name in syllabus.paths.get(role, order)]
    on_path, outside, later = {}, {}, []
    for question in gaps:
        taught_by = [name for name in order if question.skill in taught[name]]
        mine = [name for name in taught_by if name in path]
        if mine:
            on_path.setdefault(mine[0], []).append(question.skill)
        elif taught_by:
            outside.setdefault(taught_by[0], []).append(question.skill)
        else:
            later.append(question.skill)
    modules = {name: tuple(on_path[name]) for name in order if name in on_path}
    others = {name: tuple(outside[name]) for name in order if name in outside}
    start = next(iter(modules), None) or next(iter(path), None) or next(iter(order), None)
    title = {module.name: module.title for module in syllabus.modules}
    text = _in_words(start, modules, others, later, title)
    return Suggestion(start, modules, others, tuple(later), text)


def _without_syllabus(gaps: list[str]) -> Suggestion:
    if gaps:
        text = f"Look for lessons on: {', '.join(gaps)}. The syllabus is not here, so no module can be named."
    else:
        text = "All skills shown. The syllabus is not here, so no module can be named."
    return Suggestion(None, {}, {}, (), text)


def _in_words(start: str | None, modules: dict, outside: dict, later: list[str], title: dict[str, str]) -> str:
    def named(name: str) -> str:
        return f"{title[name]} ({name})"

    lines = []
    if start is None:
        lines.append("The syllabus has no module yet that teaches one of these skills.")
    elif modules:
        lines.append(f"Start with {named(start)}.")
    else:
        lines.append(
            f"Start with {named(start)}: nothing on your path is new to you by name; see whether it holds in code."
        )
    lines += [f"{named(name)} teaches: {', '.join(skills)}." for name, skills in modules.items()]
    lines += [f"Outside your path, {named(name)} teaches: {', '.join(skills)}." for name, skills in outside.items()]
    if later:
        lines.append(f"{', '.join(later)}: {LATER}.")
    return "\n".join(lines)


# --- the learner's own disk ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Attempt:
    """One time that the diagnostic was taken: when, as whom, and the choices by skill."""

    taken: str
    role: str
    answers: dict[str, str]


def load_attempts(file: Path) -> tuple[tuple[Attempt, ...], str]:
    """Read the attempts of earlier times.

    A file that can't be understood is renamed, and nothing in it is lost.

    Returns:
        The attempts, oldest first, and a sentence for the learner if the file had to be set aside; empty if not.
    """
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        return tuple(_attempt(entry) for entry in content["attempts"]), ""
    except FileNotFoundError:
        return (), ""
    except (ValueError, KeyError, TypeError, AttributeError):  # no JSON, no text, or JSON of another form
        aside = _free_name(file)
        file.rename(aside)
        return (), f"{file.name} could not be read as answers. It is kept as {aside.name}; a new file is begun."


def _attempt(entry: dict) -> Attempt:
    taken, role, answers = entry["taken"], entry["role"], entry["answers"]
    if not all(isinstance(text, str) for text in (taken, role, *answers.keys(), *answers.values())):
        raise TypeError("expected texts")
    return Attempt(taken, role, dict(answers))


def _free_name(file: Path) -> Path:
    number = 1
    while (aside := file.with_name(f"{file.stem}.damaged-{number}{file.suffix}")).exists():
        number += 1
    return aside


def save_attempt(
    file: Path, answers: Answers, role: str | None = None, now: datetime | None = None
) -> tuple[Attempt, str]:
    """Add an attempt to the file, which is written aside and renamed.

    Returns:
        The attempt, and a sentence for the learner if a damaged file was set aside; empty if not.

    Raises:
        OSError: If the file can't be read or written; what it held stays.
    """
    earlier, told = load_attempts(file)
    taken = (now or datetime.now()).isoformat(timespec="seconds")
    attempt = Attempt(taken, role or "", dict(answers))
    content = {"version": 1, "attempts": [vars(each) for each in (*earlier, attempt)]}
    write_atomically(file, json.dumps(content, indent=1, ensure_ascii=False) + "\n")
    return attempt, told
