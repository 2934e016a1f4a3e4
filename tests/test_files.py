"""Writing aside, then renaming."""

import os

import pytest

from coursekit.files import write_atomically, write_if_changed


def test_it_writes_text_and_bytes_and_makes_folders(tmp_path):
    write_atomically(tmp_path / "a" / "b.txt", "grüße")
    write_atomically(tmp_path / "a" / "b.bin", b"\0")
    assert (tmp_path / "a" / "b.txt").read_text(encoding="utf-8") == "grüße"
    assert (tmp_path / "a" / "b.bin").read_bytes() == b"\0"
    assert sorted(os.listdir(tmp_path / "a")) == ["b.bin", "b.txt"]


def test_unchanged_text_is_not_written_again(tmp_path):
    path = tmp_path / "file.txt"
    assert write_if_changed(path, "one")
    stamp = path.stat().st_mtime_ns
    assert not write_if_changed(path, "one")
    assert path.stat().st_mtime_ns == stamp
    assert write_if_changed(path, "two") and path.read_text() == "two"


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "file.txt"
    write_atomically(path, "one")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError):
        write_atomically(tmp_path / "folder", "a folder cannot be replaced by a file")
    assert path.read_text() == "one"
    assert sorted(os.listdir(tmp_path)) == ["file.txt", "folder"]
