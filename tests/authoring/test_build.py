"""Writing source notebooks."""

import shutil
from pathlib import Path

import nbformat
import pytest

from coursekit.authoring.build import build, build_notebook, checked
from coursekit.authoring.source import read
from coursekit.errors import CourseError
from coursekit.project import Project


@pytest.fixture
def project(lesson, tmp_path) -> Project:
    shutil.copy(Path(__file__).with_name("syllabus.toml"), tmp_path / "course")
    return Project(tmp_path)


def test_building_twice_writes_once_and_removes_what_is_stale(project):
    (path,) = build(project)["09_small"]
    first = path.read_bytes(), path.stat().st_mtime_ns
    stale = path.with_name("old.ipynb")
    stale.write_text("{}")
    assert build(project, ["09_small"]) == {"09_small": [path]}
    assert (path.read_bytes(), path.stat().st_mtime_ns) == first
    assert not stale.exists()
    assert [file.name for file in path.parent.iterdir()] == ["small.ipynb"]


def test_a_build_holds_solutions_and_hidden_tests(lesson):
    text = nbformat.writes(build_notebook(lesson))
    assert "BEGIN SOLUTION" in text and "BEGIN HIDDEN TESTS" in text


def test_every_broken_rule_is_listed_and_nothing_is_written(project, lesson):
    lesson.path.write_text(
        lesson.path.read_text().replace("10 minutes", "an hour").replace("The end.", "The <!-- end.")
    )
    with pytest.raises(CourseError, match="2 broken lesson rules") as error:
        build(project)
    assert "[opening]" in str(error.value) and "[unclosed-comment]" in str(error.value)
    assert not (project.grader / "source").exists()


def test_an_exercise_name_is_unique_in_its_module(lesson):
    source = read(lesson)
    with pytest.raises(CourseError, match="stands in small too"):
        checked([source, source])


def test_an_unknown_module_lists_the_known(project):
    with pytest.raises(CourseError, match="unknown module 'x'; known modules: 09_small"):
        build(project, ["x"])
