"""A file is used only if it is the expected one; a wrong one is named and left alone."""

import hashlib

import pytest

from coursekit.datasets.registry import DataFile
from coursekit.datasets.verification import check, check_size, read_verified
from coursekit.errors import CourseError

CONTENT = b"what was promised"
FILE = DataFile("toy/a.txt", len(CONTENT), hashlib.sha256(CONTENT).hexdigest())


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "toy").mkdir()
    (tmp_path / FILE.path).write_bytes(CONTENT)
    return tmp_path


def test_the_right_file_is_read(folder):
    assert read_verified(folder, FILE) == CONTENT
    assert check(folder, FILE) is None and check_size(folder, FILE) is None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (CONTENT[:-1], "cut off: 16 bytes came, 17 expected"),
        (b"", "cut off: 0 bytes came, 17 expected"),
        (CONTENT + b"!", "too long: 18 bytes came, 17 expected"),
        (b"What was promised", "changed: its 17 bytes have sha256 " + hashlib.sha256(b"What was promised").hexdigest()),
    ],
)
def test_a_wrong_file_is_named_and_left_alone(folder, content, said):
    path = folder / FILE.path
    path.write_bytes(content)
    with pytest.raises(CourseError) as raised:
        read_verified(folder, FILE)
    message = str(raised.value)
    assert str(path) in message and said in message and FILE.sha256 in message
    assert "not used" in message and "coursekit data verify" in message
    assert path.read_bytes() == content
    assert said in check(folder, FILE)


def test_a_missing_file_is_named(folder):
    (folder / FILE.path).unlink()
    assert check(folder, FILE) == check_size(folder, FILE) == "missing: 17 bytes expected"
    with pytest.raises(CourseError, match="a.txt is missing"):
        read_verified(folder, FILE)


def test_a_folder_in_the_file_s_place_is_named(tmp_path):
    file = DataFile("toy", (tmp_path / "x").parent.stat().st_size, FILE.sha256)
    (tmp_path / "toy").mkdir()
    file = DataFile("toy", (tmp_path / "toy").stat().st_size, FILE.sha256)
    assert check(tmp_path, file) == "can't be read: Is a directory"
    with pytest.raises(CourseError, match="can't be read: Is a directory"):
        read_verified(tmp_path, file)


def test_a_file_in_the_folder_s_place_is_named(tmp_path):
    (tmp_path / "toy").write_bytes(b"")
    assert check_size(tmp_path, FILE) == "can't be read: Not a directory"
