from pathlib import PurePosixPath

import pytest

from coursekit.grading.repair.names import fault_of_name, printable, shadowed_module


@pytest.mark.parametrize("name", ["数据.csv", "données (1).txt", "می\u200cخواهم.csv", "👩\u200d🔬.png", "a-b_c.tar.gz"])
def test_honest_names_are_taken(name):
    assert fault_of_name(name) is None


@pytest.mark.parametrize("name", ["a\u202egpj.py", "a\u200b.txt", "a\nb", "a\x00b", "\ufeffa", "a\udcff", "a\u200d.py"])
def test_names_that_cannot_be_seen_are_refused_and_shown(name):
    assert fault_of_name(name) == "unprintable"
    assert printable(name).isprintable()


def test_a_name_has_a_length():
    assert fault_of_name("a" * 201) == "long"
    assert len(printable("a" * 5000)) == 300


@pytest.mark.parametrize(
    "path", ["json.py", "numpy/__init__.py", "sitecustomize.py", "json.cpython-311-x86_64-linux-gnu.so"]
)
def test_files_that_hide_a_module(path):
    assert shadowed_module(PurePosixPath(path))


@pytest.mark.parametrize("path", ["my_layers.py", "json.txt", "data/train.csv", "notes-1.py", "README"])
def test_files_that_hide_none(path):
    assert shadowed_module(PurePosixPath(path)) is None
