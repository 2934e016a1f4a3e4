"""Built notebooks are kept until something that they depend on changes, and a broken lesson is never taken from there."""

import dataclasses
import shutil
from pathlib import Path

import pytest

from coursekit.authoring import build
from coursekit.errors import CourseError
from coursekit.execution import built as module
from coursekit.execution.built import built
from coursekit.syllabus import Lesson

SMALL = Path(__file__).parents[1] / "authoring"


@pytest.fixture
def lesson(tmp_path) -> Lesson:
    folder = tmp_path / "course" / "09_small"
    shutil.copytree(SMALL / "answers", folder / "answers")
    shutil.copy(SMALL / "small.md", folder)
    return Lesson("small", "A small lesson", 10, 1, (), "double a number", "09_small", folder / "small.md")


@pytest.fixture
def builds(monkeypatch) -> list[str]:
    """The lessons that were built, each time."""
    seen, build_notebook = [], build.build_notebook

    def counted(lesson):
        seen.append(lesson.name)
        return build_notebook(lesson)

    monkeypatch.setattr(build, "build_notebook", counted)
    return seen


def test_what_has_not_changed_is_not_built_again(lesson, builds, tmp_path):
    first = built(lesson, tmp_path / "cache")
    assert built(lesson, tmp_path / "cache") == first
    assert builds == ["small"]
    assert built(lesson, None) == first, "what is kept is what a build makes"


def change_text(lesson):
    lesson.path.write_text(lesson.path.read_text() + "\nOne line more.\n")
    return lesson


def change_panel(lesson):
    panel = lesson.path.parent / "answers" / "double.py"
    panel.write_text(panel.read_text() + "\n# a remark\n")
    return lesson


def change_syllabus(lesson):
    return dataclasses.replace(lesson, outcome="double any number")


@pytest.mark.parametrize("change", [change_text, change_panel, change_syllabus], ids=lambda change: change.__name__)
def test_a_change_builds_again_and_leaves_one_file(change, lesson, builds, tmp_path):
    built(lesson, tmp_path / "cache")
    changed = change(lesson)
    notebook = built(changed, tmp_path / "cache")
    assert builds == ["small", "small"]
    assert notebook == built(changed, None)
    assert len(list((tmp_path / "cache" / module.FOLDER).iterdir())) == 1


@pytest.mark.parametrize("what", ["module", "package"])
def test_another_rule_or_another_library_builds_again(what, lesson, builds, tmp_path, monkeypatch):
    built(lesson, tmp_path / "cache")
    if what == "module":
        monkeypatch.setattr(module, "files_behind", lambda names: {SMALL / "small.md"})
    else:
        monkeypatch.setattr(module, "installed", lambda: {"nbformat": "0.0"})
    built(lesson, tmp_path / "cache")
    assert builds == ["small", "small"]


def test_the_rules_themselves_count():
    names = {path.name for path in module.files_behind({"coursekit.authoring.build"})}
    assert {"build.py", "rules.py", "accessible.py", "expand.py", "panels.py", "source.py", "syllabus.py"} <= names


@pytest.mark.parametrize("place", [0, 40, -1])
def test_a_damaged_file_is_built_again(place, lesson, builds, tmp_path):
    first = built(lesson, tmp_path / "cache")
    (file,) = (tmp_path / "cache" / module.FOLDER).iterdir()
    content = bytearray(file.read_bytes())
    content[place] ^= 1
    file.write_bytes(content)
    assert built(lesson, tmp_path / "cache") == first
    assert builds == ["small", "small"]
    assert built(lesson, tmp_path / "cache") == first
    assert builds == ["small", "small"], "and it is kept whole again"


def test_a_broken_lesson_says_so_each_time(lesson, tmp_path):
    panel = lesson.path.parent / "answers" / "double.py"
    whole = panel.read_text()
    built(lesson, tmp_path / "cache")
    panel.write_text("")
    for _ in range(2):
        with pytest.raises(CourseError, match="broken lesson rule"):
            built(lesson, tmp_path / "cache")
    panel.write_text(whole)
    built(lesson, tmp_path / "cache")
