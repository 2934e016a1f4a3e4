"""A small lesson that keeps every rule, for tests to break one at a time."""

from pathlib import Path

import pytest

from coursekit.syllabus import Lesson

HERE = Path(__file__).parent


@pytest.fixture
def lesson(tmp_path) -> Lesson:
    """The small lesson, with its panels, in a course folder of its own."""
    folder = tmp_path / "course" / "09_small"
    (folder / "answers").mkdir(parents=True)
    (folder / "small.md").write_text((HERE / "small.md").read_text())
    for name in ("double", "halve", "total", "largest"):
        (folder / "answers" / f"{name}.py").write_text((HERE / "answers" / f"{name}.py").read_text())
    return Lesson("small", "A small lesson", 10, 1, (), "double a number", "09_small", folder / "small.md")
