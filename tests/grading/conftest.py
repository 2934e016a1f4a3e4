"""The small lesson of the authoring tests, as a module that can be graded."""

import shutil
from pathlib import Path

import pytest

from coursekit.project import Project
from coursekit.syllabus import Lesson, Module

SMALL = Path(__file__).parents[1] / "authoring"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def module(tmp_path) -> Module:
    """A module of one small lesson with four exercises, in a course folder of its own."""
    folder = tmp_path / "course" / "09_small"
    shutil.copytree(SMALL / "answers", folder / "answers")
    shutil.copy(SMALL / "small.md", folder)
    lesson = Lesson("small", "A small lesson", 10, 1, (), "double a number", "09_small", folder / "small.md")
    return Module("09_small", "Small", (), (), (lesson,), folder)


@pytest.fixture
def project(module, tmp_path, monkeypatch) -> Project:
    """A checkout that holds that module alone, under this grader's policy."""
    shutil.copy(SMALL / "syllabus.toml", tmp_path / "course")
    (tmp_path / "grader").mkdir()
    shutil.copy(ROOT / "grader" / "nbgrader_config.py", tmp_path / "grader")
    monkeypatch.delenv("COURSEKIT_EXCHANGE", raising=False)
    return Project(tmp_path)
