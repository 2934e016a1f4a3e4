"""Read and check course/syllabus.toml: which modules and lessons there are, in which order, for whom."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from coursekit.errors import CourseError


@dataclass(frozen=True)
class Lesson:
    """One notebook of a module.

    Attributes:
        minutes: What a learner needs.
        budget_minutes: What a run of it may take on two cores in profile cpu.
        path: The MyST Markdown source.
        teaches: Skill -> the heading under which the lesson teaches it.
        uses: Exercise -> the skills that it asks for.
    """

    name: str
    title: str
    minutes: int
    budget_minutes: int
    datasets: tuple[str, ...]
    outcome: str
    module: str
    path: Path
    teaches: dict[str, str] = field(default_factory=dict)
    uses: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Module:
    """A folder of lessons; an nbgrader assignment."""

    name: str
    title: str
    prerequisites: tuple[str, ...]
    skills: tuple[str, ...]
    lessons: tuple[Lesson, ...]
    folder: Path

    @property
    def taught(self) -> frozenset[str]:
        """The skills that its lessons teach."""
        return frozenset(skill for lesson in self.lessons for skill in lesson.teaches)


@dataclass(frozen=True)
class Syllabus:
    """The whole course, in order."""

    title: str
    audience: str
    skills: tuple[str, ...]
    paths: dict[str, tuple[str, ...]]
    modules: tuple[Module, ...]

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        return tuple(lesson for module in self.modules for lesson in module.lessons)

    def lesson(self, name: str) -> Lesson:
        """Return the lesson called `name`.

        Raises:
            CourseError: If there is none; the message lists the known ones.
        """
        return _named(name, "lesson", self.lessons)

    def module(self, name: str) -> Module:
        """Return the module called `name`.

        Raises:
            CourseError: If there is none; the message lists the known ones.
        """
        return _named(name, "module", self.modules)


def _named(name: str, kind: str, known):
    for item in known:
        if item.name == name:
            return item
    raise CourseError(f"unknown {kind} {name!r}; known {kind}s: {', '.join(item.name for item in known)}")


def load(course: Path) -> Syllabus:
    """Read `course`/syllabus.toml.

    Raises:
        CourseError: Naming the file, the entry, and what was expected.
    """
    file = course / "syllabus.toml"
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CourseError(f"{file} is not there; a course folder holds a syllabus.toml") from None
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f"{file} is not valid TOML: {error}") from None
    modules = tuple(_module(entry, course, file) for entry in content.get("module", []))
    syllabus = Syllabus(
        title=_field(content, "title", str, "the syllabus", file),
        audience=_field(content, "audience", str, "the syllabus", file),
        skills=tuple(_field(content, "skills", list, "the syllabus", file)),
        paths={role: tuple(names) for role, names in content.get("paths", {}).items()},
        modules=modules,
    )
    _check(syllabus, file)
    return syllabus


def _module(entry: dict, course: Path, file: Path) -> Module:
    name = _field(entry, "name", str, "a module", file)
    where = f"module {name!r}"
    folder = course / name
    return Module(
        name=name,
        title=_field(entry, "title", str, where, file),
        prerequisites=tuple(entry.get("prerequisites", [])),
        skills=tuple(_field(entry, "skills", list, where, file)),
        lessons=tuple(_lesson(lesson, name, folder, file) for lesson in _field(entry, "lesson", list, where, file)),
        folder=folder,
    )


def _lesson(entry: dict, module: str, folder: Path, file: Path) -> Lesson:
    name = _field(entry, "name", str, f"a lesson of module {module!r}", file)
    where = f"lesson {name!r}"
    return Lesson(
        name=name,
        title=_field(entry, "title", str, where, file),
        minutes=_field(entry, "minutes", int, where, file),
        budget_minutes=_field(entry, "budget_minutes", int, where, file),
        datasets=tuple(_field(entry, "datasets", list, where, file)),
        outcome=_field(entry, "outcome", str, where, file),
        module=module,
        path=folder / f"{name}.md",
        teaches=_table(entry, "teaches", str, where, file),
        uses={exercise: tuple(skills) for exercise, skills in _table(entry, "uses", list, where, file).items()},
    )


def _table(entry: dict, key: str, kind: type, where: str, file: Path) -> dict:
    table = entry.get(key, {})
    if not isinstance(table, dict) or not all(isinstance(value, kind) for value in table.values()):
        raise CourseError(f"{file}: {where} needs {key} = <a table of {kind.__name__}>; received {table!r}")
    return table


def _field(entry: dict, key: str, kind: type, where: str, file: Path):
    value = entry.get(key)
    if not isinstance(value, kind):
        came = "nothing" if value is None else repr(value)
        raise CourseError(f"{file}: {where} needs {key} = <{kind.__name__}>; received {came}")
    return value


def _check(syllabus: Syllabus, file: Path) -> None:
    names = [lesson.name for lesson in syllabus.lessons]
    for name in names:
        if names.count(name) > 1:
            raise CourseError(
                f"{file}: lesson name {name!r} stands twice; lesson names are unique over the whole course"
            )
    modules = [module.name for module in syllabus.modules]
    for index, module in enumerate(syllabus.modules):
        for needed in module.prerequisites:
            if needed not in modules[:index]:
                raise CourseError(f"{file}: module {module.name!r} needs {needed!r}, which is no earlier module")
        for skill in module.skills:
            if skill not in syllabus.skills:
                raise CourseError(
                    f"{file}: module {module.name!r} names an unknown skill {skill!r}; see `skills` at the top"
                )
    for role, path in syllabus.paths.items():
        for name in path:
            if name not in modules:
                raise CourseError(
                    f"{file}: path {role!r} names an unknown module {name!r}; known: {', '.join(modules)}"
                )
    for lesson in syllabus.lessons:
        if not lesson.path.is_file():
            raise CourseError(f"{file}: lesson {lesson.name!r} has no source; expected {lesson.path}")
