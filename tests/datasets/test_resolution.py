"""Mirror, then store, then Keras, then, in smoke only, the twin; and what is said when none has it."""

import os
import shutil
import subprocess
import sys
import warnings

import pytest

from coursekit.datasets import (
    SyntheticDataWarning,
    load_adult,
    load_cifar10,
    load_imdb_word_index,
    load_penguins,
    load_penguins_raw,
)
from coursekit.datasets.storage import store_folder
from coursekit.errors import CourseError


def test_the_mirror_comes_first(small):
    shutil.copytree(small.folder, store_folder())
    assert load_penguins().attrs["source"] == "mirror"


def test_the_store_comes_second(small, monkeypatch):
    shutil.copytree(small.folder, store_folder())
    monkeypatch.delenv("COURSEKIT_DATA")
    assert load_penguins().attrs["source"] == "store"


def test_the_mirror_s_other_form_comes_before_the_store(made_cifar10, monkeypatch):
    store_folder().mkdir(parents=True)
    (store_folder() / "cifar10").symlink_to(made_cifar10.folder / "cifar10")
    monkeypatch.setenv("COURSEKIT_DATA", str(made_cifar10.other))
    assert load_cifar10().source == "mirror"


def test_a_mirror_without_the_data_set_is_passed_over(small):
    shutil.copytree(small.folder, store_folder())
    shutil.rmtree(small.folder / "penguins")
    assert load_penguins().attrs["source"] == "store"


def test_only_the_files_that_are_needed_are_asked_for(small):
    (small.folder / "penguins" / "penguins_raw.csv").unlink()
    assert load_penguins().attrs["source"] == "mirror"
    with pytest.raises(CourseError, match="data set penguins was not found"):
        load_penguins_raw()


@pytest.mark.parametrize("profile", ["smoke", "cpu", "gpu"])
@pytest.mark.parametrize(
    ("content", "said"), [(b"species", "cut off: 7 bytes came"), (None, "missing"), ("flip", "changed: its")]
)
def test_a_wrong_file_stops_every_profile(small, profile, content, said):
    path = small.folder / "adult" / "adult.test"
    if content is None:
        path.unlink()
    elif content == "flip":
        path.write_bytes(bytes([path.read_bytes()[0] ^ 1]) + path.read_bytes()[1:])
    else:
        path.write_bytes(content)
    shutil.copytree(small.folder, store_folder())
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(CourseError) as raised:
        load_adult(profile)
    assert str(path) in str(raised.value) and said in str(raised.value)
    assert (path.read_bytes() if path.exists() else None) == before


def test_several_wrong_files_are_counted(small):
    for name in ("adult.data", "adult.test"):
        (small.folder / "adult" / name).write_bytes(b"x")
    with pytest.raises(CourseError, match=r"adult.data is cut off.*\(1 more files of adult are wrong\)"):
        load_adult()


@pytest.mark.parametrize("profile", ["cpu", "gpu"])
def test_nowhere_means_a_sentence_with_the_paths_and_the_ways_out(tmp_path, monkeypatch, profile):
    monkeypatch.setenv("COURSEKIT_DATA", str(tmp_path / "gone"))
    with pytest.raises(CourseError) as raised:
        load_penguins(profile)
    message = str(raised.value)
    assert raised.value.exit_code == 2
    assert f"mirror: {tmp_path}/gone/penguins/penguins.csv (no such folder)" in message
    assert f"store: {tmp_path}/cache/datasets/penguins/penguins.csv" in message
    assert "coursekit data bundle penguins --to DIR" in message and "can't be downloaded by Keras" in message


def test_without_a_mirror_that_is_said():
    with pytest.raises(CourseError, match="mirror: COURSEKIT_DATA is not set") as raised:
        load_imdb_word_index()
    assert "COURSEKIT_OFFLINE forbids the download" in str(raised.value)
    assert "coursekit data fetch imdb" in str(raised.value)


def test_an_unknown_profile_gets_the_known_ones(small):
    with pytest.raises(CourseError, match="unknown profile 'tpu'; known profiles: smoke, cpu, gpu"):
        load_penguins("tpu")


def test_the_twin_is_announced_at_the_line_that_loads():
    with pytest.warns(SyntheticDataWarning, match="SYNTHETIC DATA stands in for penguins.*mean nothing") as caught:
        table = load_penguins("smoke")
    assert caught[0].filename == __file__
    assert table.attrs["source"] == "synthetic"


def test_smoke_takes_real_data_where_there_is_some(small):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert load_penguins("smoke").attrs["source"] == "mirror"


def test_importing_the_room_loads_nothing_heavy():
    heavy = "keras tensorflow pandas PIL sklearn matplotlib typer rich".split()
    code = f"import sys, coursekit.datasets; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    assert done.stdout.strip() == "[]"
