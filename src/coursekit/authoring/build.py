"""Build lessons: check the rules, expand, and write nbgrader's source notebooks."""

from collections.abc import Iterable
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from coursekit.authoring import rules, skills
from coursekit.authoring.expand import expand
from coursekit.authoring.source import LessonSource, locate, read
from coursekit.errors import CourseError
from coursekit.files import write_if_changed
from coursekit.project import Project
from coursekit.syllabus import Lesson, Module, load


def build_notebook(lesson: Lesson) -> NotebookNode:
    """Build one lesson's source notebook, with solutions and hidden tests, without writing it.

    Raises:
        CourseError: If the lesson breaks a rule; every broken rule is named with file, line and mend.
    """
    return expand(checked([read(lesson)])[0])


def checked(sources: list[LessonSource]) -> list[LessonSource]:
    """Return `sources` if they keep every rule, each alone and all in their module.

    Raises:
        CourseError: Naming every broken rule.
    """
    broken = [problem for source in sources for problem in rules.problems(source)] + list(_names_across(sources))
    _raise_for(broken)
    return sources


def _raise_for(broken: list[rules.Problem]) -> None:
    if broken:
        count = f"{len(broken)} broken lesson rule{'s' if len(broken) > 1 else ''}"
        raise CourseError("\n".join([f"{count}:", *map(str, broken)]), exit_code=1)


def _names_across(sources: list[LessonSource]) -> Iterable[rules.Problem]:
    """Panels lie in one folder a module, so an exercise's name is unique in its module."""
    owner: dict[str, str] = {}
    for source in sources:
        for name, cell in source.exercises.items():
            if name in owner:
                where = locate(source.lesson.path, cell.line)
                what = f"exercise {name!r} stands in {owner[name]} too"
                yield rules.Problem(where, "unique-name", what, "Rename one: the panels of a module share a folder.")
            owner.setdefault(name, source.lesson.name)


def build(project: Project, modules: Iterable[str] = ()) -> dict[str, list[Path]]:
    """Write the source notebooks of `modules` (all, if none is named) into grader/source.

    Files whose bytes would not change are left alone; notebooks that the syllabus no longer names are removed.

    Returns:
        For each module, its notebooks.

    Raises:
        CourseError: For an unknown module, or a lesson that breaks a rule.
    """
    syllabus = load(project.course)
    _raise_for(list(skills.problems(syllabus)))
    chosen = [syllabus.module(name) for name in modules] or list(syllabus.modules)
    return {module.name: _build_module(module, project.grader / "source" / module.name) for module in chosen}


def _build_module(module: Module, folder: Path) -> list[Path]:
    sources = checked([read(lesson) for lesson in module.lessons])
    written = [folder / f"{source.lesson.name}.ipynb" for source in sources]
    for path, source in zip(written, sources, strict=True):
        write_if_changed(path, nbformat.writes(expand(source)) + "\n")
    for stale in set(folder.glob("*.ipynb")) - set(written):
        stale.unlink()
    return written
