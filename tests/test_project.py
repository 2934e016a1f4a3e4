"""Finding the checkout."""

from pathlib import Path

import pytest

from coursekit.errors import CourseError
from coursekit.profiles import PROFILES, known_profile
from coursekit.project import Project

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def no_settings(monkeypatch):
    for name in ("COURSEKIT_ROOT", "COURSEKIT_WORKSPACE", "COURSEKIT_EXCHANGE"):
        monkeypatch.delenv(name, raising=False)


def test_from_any_folder_in_it_and_from_outside_through_the_installation(tmp_path):
    assert Project.find(ROOT / "tests").root == ROOT
    assert Project.find(tmp_path).root == ROOT


def test_its_folders():
    project = Project(ROOT)
    assert [folder.name for folder in (project.course, project.grader, project.workspace, project.exchange, project.out)] == [
        "course", "grader", "workspace", "exchange", "out",
    ]  # fmt: skip


def test_settings_move_folders(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSEKIT_WORKSPACE", str(tmp_path / "mine"))
    monkeypatch.setenv("COURSEKIT_EXCHANGE", str(tmp_path / "shared"))
    assert Project(ROOT).workspace == tmp_path / "mine"
    assert Project(ROOT).exchange == tmp_path / "shared"


def test_a_named_root_that_is_none_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSEKIT_ROOT", str(tmp_path))
    with pytest.raises(CourseError, match="no course found: looked for course/syllabus.toml"):
        Project.find()


def test_profiles():
    assert set(PROFILES) == {"smoke", "cpu", "gpu"}
    assert known_profile("cpu") == "cpu"
    with pytest.raises(CourseError, match="unknown profile 'tpu'; known profiles: smoke, cpu, gpu"):
        known_profile("tpu")
