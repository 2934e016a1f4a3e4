"""The small lesson of the authoring tests, as a module that can be graded."""

import shutil
from pathlib import Path

import pytest

from coursekit.syllabus import Lesson, Module

SMALL = Path(__file__).parents[1] / "authoring"


@pytest.fixture
def module(tmp_path) -> Module:
    """A module of one small lesson with four exercises, in a course folder of its own."""
    folder = tmp_path / "course" / "09_small"
    shutil.copytree(SMALL / "answers", folder / "answers")
    shutil.copy(SMALL / "small.md", folder)
    lesson = Lesson("small", "A small lesson", 10, 1, (), "double a number", "09_small", folder / "small.md")
    return Module("09_small", "Small", (), (), (lesson,), folder)
