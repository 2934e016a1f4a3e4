"""The small course in a checkout of its own, released."""

import sys
from pathlib import Path

import pytest

from coursekit.project import Project

sys.path.insert(0, str(Path(__file__).parent))
from workspace_course import SYLLABUS, notebook, release  # noqa: E402


@pytest.fixture
def project(tmp_path, monkeypatch) -> Project:
    for name in ("COURSEKIT_WORKSPACE", "COURSEKIT_EXCHANGE"):
        monkeypatch.delenv(name, raising=False)
    root = tmp_path / "checkout"
    module = root / "course" / "01_counting"
    module.mkdir(parents=True)
    (root / "course" / "syllabus.toml").write_text(SYLLABUS)
    for lesson in ("one", "two"):
        (module / f"{lesson}.md").write_text("# A lesson\n")
    monkeypatch.setenv("COURSEKIT_ROOT", str(root))
    return Project(root)


@pytest.fixture
def released(project) -> dict[str, Path]:
    return release(project, notebook("1"), notebook("2"))
