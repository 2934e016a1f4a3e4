"""A checkout with a one-lesson course, for the doctor to look at."""

import pytest

from coursekit.project import Project

SYLLABUS = """
title = "Small course"
audience = "testers"
skills = []

[[module]]
name = "01_counting"
title = "Counting"
skills = []

[[module.lesson]]
name = "one"
title = "One"
minutes = 30
budget_minutes = 1
datasets = ["penguins"]
outcome = "count to one"
"""


@pytest.fixture
def project(tmp_path, monkeypatch) -> Project:
    for name in ("COURSEKIT_WORKSPACE", "COURSEKIT_EXCHANGE", "COURSEKIT_DATA"):
        monkeypatch.delenv(name, raising=False)
    root = tmp_path / "checkout"
    (root / "course" / "01_counting").mkdir(parents=True)
    (root / "course" / "syllabus.toml").write_text(SYLLABUS)
    (root / "course" / "01_counting" / "one.md").write_text("# One\n")
    monkeypatch.setenv("COURSEKIT_ROOT", str(root))
    return Project(root)
