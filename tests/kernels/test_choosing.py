"""Which kernel a run gets: a warm one where that changes nothing, and one that is there before it is needed."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from warm_kernels import runtime

from coursekit.kernels import choosing, kernelspec


@pytest.fixture
def folder(monkeypatch):
    monkeypatch.setenv("COURSEKIT_PRELOAD", "numpy")
    with tempfile.TemporaryDirectory(prefix="ck") as made:  # a socket's path must stay short
        monkeypatch.setenv("COURSEKIT_RUNTIME", f"{made}/run")
        yield Path(made) / "run"
        subprocess.run([sys.executable, "-m", "coursekit.kernels.zygote", "stop"], check=True)


@pytest.fixture
def mirror(tmp_path):
    (tmp_path / "cifar10").mkdir()
    return tmp_path


def test_a_process_for_kernels_is_there_afterwards(folder):
    choosing.prepare()
    assert len(list(folder.glob("z-*.sock"))) == 1


def test_a_folder_that_others_may_read_is_left_to_the_first_kernel_to_report(folder):
    folder.mkdir()
    folder.chmod(0o777)
    choosing.prepare()
    assert not list(folder.iterdir())
    folder.chmod(0o700)


def test_smoke_on_tensorflow_with_a_mirror_gets_the_warm_kernel(mirror):
    with runtime("numpy"):
        assert choosing.for_own_notebooks("smoke", "tensorflow", ["cifar10"], mirror) == kernelspec.NAME
        assert choosing.for_own_notebooks("smoke", "tensorflow", [], None) == kernelspec.NAME


@pytest.mark.parametrize(
    ("profile", "backend", "data", "there"),
    [
        ("cpu", "tensorflow", [], True),
        ("gpu", "tensorflow", [], True),
        ("smoke", "jax", [], True),
        ("smoke", "tensorflow", ["cifar10"], False),
        ("smoke", "tensorflow", ["cifar10", "imdb"], True),
    ],
    ids=["real trainings", "an accelerator", "another backend", "no mirror", "a mirror without the data set"],
)
def test_where_it_could_change_a_result_the_notebook_names_its_kernel(mirror, profile, backend, data, there):
    with runtime("numpy") as folder:
        assert choosing.for_own_notebooks(profile, backend, data, mirror if there else None) is None
        assert not folder.exists()  # nothing was started


def test_it_can_be_switched_off(mirror, monkeypatch):
    with runtime("numpy"):
        monkeypatch.setenv("COURSEKIT_NO_WARM", "1")
        assert choosing.for_own_notebooks("smoke", "tensorflow", [], mirror) is None


def test_where_it_is_not_registered_the_notebook_names_its_kernel(mirror, monkeypatch):
    with runtime("numpy"):
        monkeypatch.setattr(kernelspec, "registered", lambda: False)
        assert choosing.for_own_notebooks("smoke", "tensorflow", [], mirror) is None
