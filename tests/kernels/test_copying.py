"""Copies of a submission: files of one name only."""

import errno
import os

import pytest

from coursekit.errors import CourseError
from coursekit.kernels import copying


@pytest.fixture
def copied(tmp_path):
    """copied(folder) -> (target, names left out)."""

    def copy(folder, owner=None):
        target = tmp_path / "target"
        target.mkdir()
        source = copying.open_folder(folder)
        try:
            return target, copying.copy_in(source, target, owner)
        finally:
            os.close(source)

    return copy


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "submission"
    path.mkdir()
    return path


def test_files_and_folders_arrive(folder, copied):
    (folder / "a" / "b").mkdir(parents=True)
    (folder / "a" / "b" / "data.csv").write_bytes(b"1,2")
    (folder / "run.sh").write_text("#!/bin/sh")
    (folder / "run.sh").chmod(0o700)
    target, left_out = copied(folder, (os.getuid(), os.getgid()))
    assert left_out == []
    assert (target / "a" / "b" / "data.csv").read_bytes() == b"1,2"
    assert (target / "run.sh").stat().st_mode & 0o777 == 0o755


def test_notebooks_stay_behind_silently(folder, copied):
    for name in ("lesson.ipynb", "OTHER.IPYNB"):
        (folder / name).write_text("{}")
    target, left_out = copied(folder)
    assert list(target.iterdir()) == [] and left_out == []


def test_what_is_no_plain_file_stays_behind_and_is_named(folder, copied, tmp_path):
    (tmp_path / "secret").write_text("secret")
    (folder / "inner").mkdir()
    (folder / "inner" / "link").symlink_to(tmp_path / "secret")
    (folder / "folder").symlink_to(tmp_path)
    (folder / "hard").hardlink_to(tmp_path / "secret")
    os.mkfifo(folder / "pipe")
    target, left_out = copied(folder)
    assert left_out == ["folder", "hard", "inner/link", "pipe"]
    assert [path.name for path in target.rglob("*")] == ["inner"]


def test_too_deep_folders_stay_behind(folder, copied):
    (folder / "/".join("d" * 40)).mkdir(parents=True)
    target, left_out = copied(folder)
    assert left_out == ["/".join("d" * 33)]
    assert (target / "/".join("d" * 32)).is_dir()


def test_a_link_is_no_folder(folder, tmp_path):
    (tmp_path / "link").symlink_to(folder)
    with pytest.raises(CourseError, match="cannot be opened"):
        copying.open_folder(tmp_path / "link")


def test_no_room_is_said_in_words(folder, copied, monkeypatch):
    (folder / "large").write_bytes(b"x" * 10_000)

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(copying.shutil, "copyfileobj", full)
    with pytest.raises(CourseError, match="do not fit into the sandbox's disk"):
        copied(folder)


def test_other_failures_are_not_hidden(folder, copied, monkeypatch):
    (folder / "file").write_bytes(b"x")

    def broken(*_):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(copying.shutil, "copyfileobj", broken)
    with pytest.raises(OSError, match="Input/output error"):
        copied(folder)
