"""The local folder: where it is, and that what is written there appears whole or not at all."""

import os
import stat
from pathlib import Path

import pytest

from coursekit.datasets.storage import cache_folder, store_folder, written_aside


def test_the_folder_follows_its_variables(tmp_path, monkeypatch):
    assert cache_folder() == tmp_path / "cache"
    assert store_folder() == tmp_path / "cache" / "datasets"
    monkeypatch.delenv("COURSEKIT_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cache_folder() == tmp_path / "xdg" / "coursekit"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert cache_folder() == tmp_path / "home" / ".cache" / "coursekit"


def test_nothing_is_seen_before_all_is_written(tmp_path):
    target = tmp_path / "deep" / "a.npy"
    with written_aside(target) as stream:
        stream.write(b"half")
        stream.flush()
        assert not target.exists()
        stream.write(b" and half")
    assert target.read_bytes() == b"half and half"
    assert os.listdir(target.parent) == ["a.npy"]
    assert stat.S_IMODE(target.stat().st_mode) == 0o644


def test_what_fails_leaves_the_old_file_and_no_part(tmp_path):
    target = tmp_path / "a.npy"
    target.write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt), written_aside(target) as stream:
        stream.write(b"new")
        raise KeyboardInterrupt
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.npy"]


def test_parts_of_dead_writers_are_removed_and_of_living_ones_kept(tmp_path):
    dead, living, other = (tmp_path / name for name in (".a.npy.1.part", ".a.npy.2.part", ".b.npy.1.part"))
    for part in (dead, living, other):
        part.write_bytes(b"x")
    for part in (dead, other):
        os.utime(part, (0, 0))
    with written_aside(tmp_path / "a.npy") as stream:
        stream.write(b"new")
    assert sorted(Path(tmp_path).iterdir()) == sorted([living, other, tmp_path / "a.npy"])
