"""No exercise asks for a skill that was not taught before it, whichever path through the course led there."""

from collections.abc import Iterator

from coursekit.authoring.rules import Problem
from coursekit.authoring.source import LessonSource, locate, read
from coursekit.syllabus import Lesson, Module, Syllabus

RULE = "skills-in-order"


def problems(syllabus: Syllabus) -> Iterator[Problem]:
    """Compare what the syllabus says of skills with the lessons, and follow each path through it.

    A skill counts as taught for an exercise if an earlier lesson of the same path teaches it, or its own lesson does under
    a heading that stands above the exercise. The course from end to end is a path as well. A course whose syllabus says of no
    exercise what it uses is left alone.

    Yields:
        A Problem for each skill that is unknown, taught under no heading of its lesson, used too early, or named by a
        module that neither teaches nor uses it; for each exercise that says nothing of skills; and for each path that
        leaves out, or puts later, what one of its modules needs.
    """
    if not any(lesson.uses for lesson in syllabus.lessons):
        return
    sources = {lesson.name: read(lesson) for lesson in syllabus.lessons}
    for module in syllabus.modules:
        yield from _module(module)
        for lesson in module.lessons:
            yield from _lesson(lesson, sources[lesson.name], syllabus)
    paths = {"the whole course": tuple(module.name for module in syllabus.modules), **syllabus.paths}
    found = [problem for role, names in paths.items() for problem in _path(role, names, syllabus, sources)]
    yield from dict.fromkeys(found)


def _module(module: Module) -> Iterator[Problem]:
    touched = set()
    for lesson in module.lessons:
        touched |= set(lesson.teaches).union(*lesson.uses.values())
    for skill in sorted(touched.symmetric_difference(module.skills)):
        told = "names" if skill in module.skills else "does not name"
        yield Problem(
            f"module {module.name!r}",
            RULE,
            f"it {told} {skill!r}",
            "A module's skills are those that its lessons teach or use.",
        )


def _lesson(lesson: Lesson, source: LessonSource, syllabus: Syllabus) -> Iterator[Problem]:
    for skill, heading in lesson.teaches.items():
        if _heading_line(source, heading) is None:
            what = f"{skill!r} is taught under {heading!r}, a heading that the lesson does not have"
            yield Problem(locate(lesson.path, 1), RULE, what, "Write the heading as the lesson does, without the #.")
    for skill in sorted(set(lesson.teaches).union(*lesson.uses.values()) - set(syllabus.skills)):
        yield Problem(locate(lesson.path, 1), RULE, f"unknown skill {skill!r}", "See `skills` at the syllabus's top.")
    for name, cell in source.exercises.items():
        if name not in lesson.uses:
            what = f"the syllabus does not say which skills exercise {name!r} uses"
            yield Problem(locate(lesson.path, cell.line), RULE, what, "Add it to the lesson's `uses`.")
    for name in sorted(set(lesson.uses) - set(source.exercises)):
        what = f"`uses` names {name!r}, which is no exercise of the lesson"
        yield Problem(locate(lesson.path, 1), RULE, what, f"Its exercises: {', '.join(source.exercises)}.")


def _path(role: str, names: tuple[str, ...], syllabus: Syllabus, sources: dict[str, LessonSource]) -> Iterator[Problem]:
    taught: set[str] = set()
    for index, name in enumerate(names):
        module = syllabus.module(name)
        for needed in module.prerequisites:
            if needed not in names[:index]:
                what = f"module {name!r} needs {needed!r}, which does not stand before it"
                yield Problem(f"path {role!r}", RULE, what, "Add it to the path.")
        for lesson in module.lessons:
            source = sources[lesson.name]
            for exercise, skills in lesson.uses.items():
                for skill in skills:
                    if skill not in taught and not _taught_above(source, exercise, skill):
                        where = f"{lesson.path}: exercise {exercise!r}"
                        what = f"it uses {skill!r}, which nothing has taught before on the path {role!r}"
                        yield Problem(where, RULE, what, "Teach it earlier, or name what the exercise really uses.")
            taught |= set(lesson.teaches)


def _taught_above(source: LessonSource, exercise: str, skill: str) -> bool:
    heading = source.lesson.teaches.get(skill)
    line = _heading_line(source, heading) if heading else None
    cell = source.exercises.get(exercise)
    return line is not None and cell is not None and line < cell.line


def _heading_line(source: LessonSource, heading: str) -> int | None:
    for cell in source.cells:
        if cell.kind == "markdown":
            for offset, line in enumerate(cell.source.splitlines()):
                if line.startswith("#") and line.lstrip("#").strip() == heading:
                    return cell.line + offset
    return None
