"""The runtime folder is private, or refused."""

import os
import subprocess
from pathlib import Path

import pytest

from coursekit.errors import CourseError
from coursekit.kernels import runtime_folder


@pytest.fixture
def named(tmp_path, monkeypatch) -> Path:
    folder = Path("/tmp") / f"ckf-{os.getpid()}"
    monkeypatch.setenv("COURSEKIT_RUNTIME", str(folder))
    yield folder
    subprocess.run(["rm", "-rf", str(folder)], check=True)


def test_is_made_for_the_user_alone(named):
    assert runtime_folder.runtime_folder() == named
    assert named.stat().st_mode & 0o777 == 0o700


def test_others_may_not_enter(named):
    named.mkdir()
    named.chmod(0o755)
    with pytest.raises(CourseError, match="mode 755, expected 700.*COURSEKIT_RUNTIME"):
        runtime_folder.runtime_folder()


def test_a_link_is_refused(named, tmp_path):
    named.symlink_to(tmp_path)
    with pytest.raises(CourseError, match="is not a folder"):
        runtime_folder.runtime_folder()


def test_another_owner_is_refused(named, monkeypatch):
    runtime_folder.runtime_folder()
    monkeypatch.setattr(os, "geteuid", lambda: named.stat().st_uid + 1)
    with pytest.raises(CourseError, match="belongs to user"):
        runtime_folder.runtime_folder()


def test_too_long_a_path_is_refused(monkeypatch):
    monkeypatch.setenv("COURSEKIT_RUNTIME", "/tmp/" + "x" * 80)
    with pytest.raises(CourseError, match="85 bytes.*at most 67"):
        runtime_folder.runtime_folder()


def test_lies_in_the_session_or_in_tmp(monkeypatch, tmp_path):
    monkeypatch.delenv("COURSEKIT_RUNTIME", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert runtime_folder._named() == tmp_path / "coursekit"
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "missing"))
    assert runtime_folder._named() == Path(f"/tmp/coursekit-{os.geteuid()}")


def test_folders_of_ended_processes_are_removed(named):
    root = runtime_folder.runtime_folder()
    ended = subprocess.Popen(["true"])
    ended.wait()
    (root / f"k-{ended.pid}-dead").mkdir()
    mine = runtime_folder.kernel_folder()
    assert [path.name for path in root.iterdir()] == [mine.name]
