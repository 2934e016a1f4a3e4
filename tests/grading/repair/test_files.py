import os
import socket

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from coursekit.grading.repair.files import FileLimits, clean_submission
from coursekit.grading.repair.mends import MENDS_SHOWN

LIMITS = FileLimits(notebook_mib=1, file_mib=1, total_mib=2, files=60, depth=3)
GOOD = nbformat.writes(new_notebook(cells=[new_code_cell("answer = 42", id="a")])).encode()


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "submitted" / "ada" / "ps1"
    folder.mkdir(parents=True)
    return folder


def clean(folder, *expected):
    into = folder.parents[2] / "clean"
    mends = clean_submission(folder, into, expected=list(expected or ["work"]), limits=LIMITS)
    return into, mends, {one.code: one for one in mends}


def tree(folder):
    return {
        str(path.relative_to(folder)): (path.lstat().st_mode, path.lstat().st_mtime_ns, path.lstat().st_ino)
        for path in folder.rglob("*")
    }


def test_an_honest_submission_is_copied_without_a_word(folder):
    (folder / "work.ipynb").write_bytes(GOOD)
    (folder / "data").mkdir()
    (folder / "data" / "数据.csv").write_text("1,2")
    (folder / "my_layers.py").write_text("x = 1")
    (folder / "timestamp.txt").write_text("2026-05-01 11:59:00.123456 UTC")
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / ".ipynb_checkpoints" / "work-checkpoint.ipynb").write_bytes(GOOD)
    before = tree(folder)
    into, mends, _ = clean(folder)
    assert mends == [] and tree(folder) == before
    assert sorted(str(p.relative_to(into)) for p in into.rglob("*") if p.is_file()) == [
        "data/数据.csv",
        "my_layers.py",
        "timestamp.txt",
        "work.ipynb",
    ]
    read = nbformat.read(into / "work.ipynb", as_version=4)
    assert read.cells[0].source == "answer = 42"
    assert read.metadata.coursekit == {"mends": [], "stand_in": False}


def test_what_is_no_plain_file_is_left_out_and_named(folder):
    secret = folder.parents[2] / "gradebook.db"
    secret.write_text("secret")
    (folder / "work.ipynb").symlink_to(secret)
    (folder / "link.txt").symlink_to("/etc/passwd")
    (folder / "up").symlink_to(folder.parents[2])
    os.link(secret, folder / "hard.txt")
    os.mkfifo(folder / "pipe")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(folder / "s"))
    listener.close()
    into, mends, by_code = clean(folder)
    assert sorted((one.code, one.file) for one in mends) == [
        ("hard_link", "hard.txt"),
        ("link", "link.txt"),
        ("link", "up"),
        ("link", "work.ipynb"),
        ("not_a_file", "pipe"),
        ("not_a_file", "s"),
        ("notebook_refused", "work.ipynb"),
    ]
    assert [path.name for path in into.iterdir()] == ["work.ipynb"]
    assert "secret" not in (into / "work.ipynb").read_text()


def test_a_submission_that_is_itself_a_link_is_not_followed(folder):
    (folder / "work.ipynb").write_bytes(GOOD)
    thief = folder.parents[1] / "eve" / "ps1"
    thief.parent.mkdir()
    thief.symlink_to(folder)
    learner = folder.parents[1] / "mallory"
    learner.symlink_to(folder.parent)
    for link in (thief, learner / "ps1"):
        mends = clean_submission(link, folder.parents[2] / link.parent.name, expected=["work"])
        assert [one.code for one in mends] == ["not_a_folder", "missing"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("json.py", "shadows_module"),
        ("sitecustomize.py", "shadows_module"),
        ("a\u202eb.py", "name_unprintable"),
        ("a" * 210, "name_long"),
    ],
)
def test_names_that_do_harm_are_left_out(folder, name, code):
    (folder / "work.ipynb").write_bytes(GOOD)
    (folder / name).write_text("x")
    into, mends, by_code = clean(folder)
    assert list(by_code) == [code] and [path.name for path in into.iterdir()] == ["work.ipynb"]
    assert by_code[code].text.isprintable()


def test_a_package_that_hides_numpy_is_left_out_and_a_folder_of_data_is_not(folder):
    (folder / "work.ipynb").write_bytes(GOOD)
    for name, file in {"numpy": "__init__.py", "json": "data.csv"}.items():
        (folder / name).mkdir()
        (folder / name / file).write_text("")
    into, mends, by_code = clean(folder)
    assert [(one.code, one.file) for one in mends] == [("shadows_module", "numpy")]
    assert (into / "json" / "data.csv").exists()


def test_sizes_and_numbers_have_limits(folder):
    with open(folder / "work.ipynb", "wb") as file:
        file.truncate(2**40)  # never read: a terabyte of nothing
    (folder / "big.bin").write_bytes(b"0" * (2**20 + 1))
    for number in range(3):
        (folder / f"part{number}.bin").write_bytes(b"0" * (2**20 - 1))
    (folder / "1" / "2" / "3" / "4").mkdir(parents=True)
    into, mends, by_code = clean(folder)
    assert set(by_code) == {"notebook_too_large", "file_too_large", "submission_too_large", "too_many_folders"}
    assert "1048576 MiB" in by_code["notebook_too_large"].text


def test_a_million_files_are_one_message(folder):
    for number in range(100):
        (folder / f"{number}.txt").write_text("")
    _, mends, by_code = clean(folder)
    assert "too_many_files" in by_code and len(mends) < 5


def test_many_messages_are_cut(folder):
    (folder / "work.ipynb").write_bytes(GOOD)
    for number in range(50):
        (folder / f"link{number}").symlink_to("/")
    into, mends, by_code = clean(folder)
    assert len(mends) == MENDS_SHOWN and mends[-1].code == "and_more" and mends[-1].values["count"] == "11"


@pytest.mark.parametrize(
    "name", ["work-Copy1.ipynb", "work (1).ipynb", "Work.ipynb", "ada_work.ipynb", "Kopie/work.ipynb", "work_v2.ipynb"]
)
def test_an_unmistakable_copy_is_graded_under_its_true_name(folder, name):
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(GOOD)
    into, mends, by_code = clean(folder)
    assert list(by_code) == ["renamed"] and "work.ipynb" in by_code["renamed"].text
    assert nbformat.read(into / "work.ipynb", as_version=4).cells[0].source == "answer = 42"


def test_another_name_is_not_guessed(folder):
    (folder / "homework-final.ipynb").write_bytes(GOOD)
    (folder / "a-work.ipynb").write_bytes(GOOD)
    (folder / "b-work.ipynb").write_bytes(GOOD)
    into, mends, by_code = clean(folder)
    assert [one.code for one in mends].count("extra_notebook") == 3 and "missing_but_others" in by_code
    assert nbformat.read(into / "work.ipynb", as_version=4).metadata.coursekit.stand_in


def test_extra_notebooks_are_named_and_missing_ones_stood_in_for(folder):
    (folder / "work.ipynb").write_bytes(GOOD)
    (folder / "scratch.ipynb").write_bytes(GOOD)
    into, mends, by_code = clean(folder, "work", "other.ipynb")
    assert {one.code: one.file for one in mends} == {
        "extra_notebook": "scratch.ipynb",
        "missing_but_others": "other.ipynb",
    }
    assert sorted(path.name for path in into.iterdir()) == ["other.ipynb", "work.ipynb"]


def test_an_archive_is_never_unpacked(folder):
    (folder / "work.zip").write_bytes(b"PK")
    into, mends, by_code = clean(folder)
    assert "work.zip" in by_code["in_archive"].text


def test_a_forged_time_is_replaced_by_the_arrival(folder):
    (folder / "work.ipynb").write_bytes(GOOD)
    (folder / "timestamp.txt").write_text("2999-01-01 00:00:00 UTC")
    into, mends, by_code = clean(folder)
    assert by_code["timestamp"].values["arrival"] == (into / "timestamp.txt").read_text() < "2999"


def test_every_mend_names_the_file_and_travels_as_plain_data(folder):
    (folder / "work.ipynb").write_bytes(b"{")
    into, mends, by_code = clean(folder)
    assert all(one.file in one.text for one in mends)
    assert nbformat.read(into / "work.ipynb", as_version=4).metadata.coursekit.mends == [one.as_dict() for one in mends]


def test_a_file_that_cannot_be_opened_is_named(folder, monkeypatch):
    (folder / "work.ipynb").write_bytes(GOOD)
    (folder / "data.csv").write_text("1")

    def refuse(path, *_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("coursekit.grading.repair.files._bytes_of", refuse)  # root can open anything
    into, mends, by_code = clean(folder)
    assert sorted(one.file for one in mends) == ["data.csv", "work.ipynb"] and set(by_code) == {"cannot_open"}
