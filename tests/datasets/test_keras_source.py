"""Keras's own cache and download: found, believed after a check, never let near the mirror, and given up on in time."""

import os
import socket
import subprocess
import sys

import pytest

from coursekit.datasets import keras_source, load_imdb_word_index, registry
from coursekit.errors import CourseError


@pytest.fixture
def keras_folder(small, tmp_path, monkeypatch):
    """An empty Keras cache, and no mirror."""
    monkeypatch.delenv("COURSEKIT_DATA")
    folder = tmp_path / "keras" / "datasets"
    folder.mkdir(parents=True)
    return folder


def test_the_cache_is_where_keras_has_it(tmp_path, monkeypatch):
    assert keras_source.keras_cache() == tmp_path / "keras" / "datasets"
    monkeypatch.delenv("KERAS_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert keras_source.keras_cache() == tmp_path / ".keras" / "datasets"


def test_keras_itself_looks_there(tmp_path):
    code = "from keras.src.backend.config import keras_home; print(keras_home())"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    assert done.stdout.splitlines()[-1] == str(tmp_path / "keras")


def test_a_file_in_keras_s_cache_is_used_without_a_network(keras_folder, small):
    (keras_folder / "imdb_word_index.json").write_bytes(small.files["imdb/imdb_word_index.json"])
    assert keras_source.in_cache(registry.dataset("imdb"))
    assert load_imdb_word_index() == {"film": 1, "good": 2, "bad": 3}


def test_a_wrong_file_in_keras_s_cache_is_not_used(keras_folder, small, monkeypatch):
    content = small.files["imdb/imdb_word_index.json"]
    (keras_folder / "imdb_word_index.json").write_bytes(content[:-2] + b" }")
    monkeypatch.delenv("COURSEKIT_OFFLINE")
    with pytest.raises(CourseError, match="has no good copy and the download failed"):
        load_imdb_word_index()


def test_a_failed_download_is_a_sentence_and_leaves_the_timeout_alone(keras_folder, monkeypatch):
    monkeypatch.setenv("COURSEKIT_OFFLINE", "0")
    with pytest.raises(CourseError) as raised:
        load_imdb_word_index()
    assert "https://127.0.0.1:9/imdb_word_index.json" in str(raised.value) and raised.value.exit_code == 2
    assert socket.getdefaulttimeout() is None


def test_offline_keras_is_not_even_loaded():
    code = """
import sys
from coursekit.datasets import load_cifar10
try:
    load_cifar10()
except Exception as error:
    print(type(error).__name__, "keras" in sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    assert done.stdout == "CourseError False\n"


def test_cifar10_without_a_network_is_a_sentence():
    """A proxy that isn't there stands for a machine without network; Keras is really asked."""
    code = """
from coursekit.datasets import load_cifar10
from coursekit.errors import CourseError
try:
    load_cifar10()
except CourseError as error:
    print("told:", error)
"""
    environment = {**os.environ, "https_proxy": "http://127.0.0.1:9", "COURSEKIT_OFFLINE": "", "no_proxy": ""}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment)
    assert "told: data set cifar10 was not found" in done.stdout and "URL fetch failure" in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("link", ["folder", "file"])
def test_keras_is_not_let_near_the_mirror(small, tmp_path, monkeypatch, link):
    (small.folder / "imdb" / "imdb_word_index.json").rename(small.folder / "imdb" / "kept.json")
    kept = small.folder / "imdb" / "kept.json"
    before = kept.read_bytes()
    home = tmp_path / "keras"
    if link == "folder":
        home.mkdir()
        (home / "datasets").symlink_to(small.folder / "imdb")
    else:
        (home / "datasets").mkdir(parents=True)
        (home / "datasets" / "imdb_word_index.json").symlink_to(kept)
    monkeypatch.delenv("COURSEKIT_OFFLINE")
    with pytest.raises(CourseError, match="lies in the mirror .* Set KERAS_HOME to another folder"):
        load_imdb_word_index()
    assert kept.read_bytes() == before
