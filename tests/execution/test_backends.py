"""Keras's backends: found or refused with advice, and the lessons that compute with Keras on JAX as on TensorFlow."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from coursekit.errors import CourseError
from coursekit.execution import backends, bands
from coursekit.execution.bands import Setting
from coursekit.project import Project
from coursekit.syllabus import load

SYLLABUS = load(Project.find().course)
LESSONS = [lesson for lesson in SYLLABUS.lessons if lesson.module >= "04"]  # from here on Keras trains the networks


@pytest.fixture
def no_backend(monkeypatch, tmp_path):
    """Nothing is said of a backend, and JAX is nowhere."""
    for name in ("KERAS_BACKEND", "PYTHONPATH", "JAX_ENABLE_X64", "JAX_DISABLE_MOST_OPTIMIZATIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(backends, "find_spec", lambda name: None if name == "jax" else object())
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    return tmp_path


def test_a_backend_of_the_environment_is_named_to_the_kernels(no_backend):
    backends.use("tensorflow")
    assert os.environ["KERAS_BACKEND"] == "tensorflow"
    assert "PYTHONPATH" not in os.environ and "JAX_ENABLE_X64" not in os.environ


def test_jax_beside_the_environment_is_found_and_keeps_float64(no_backend, monkeypatch):
    package = no_backend / "jax" / "jax"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    monkeypatch.setenv("PYTHONPATH", "/mine")
    backends.use("jax")
    assert os.environ["KERAS_BACKEND"] == "jax"
    assert os.environ["PYTHONPATH"].split(os.pathsep) == [str(no_backend / "jax"), "/mine"]
    assert os.environ["JAX_ENABLE_X64"] == "1"


def test_who_wants_float32_only_keeps_it(no_backend, monkeypatch):
    monkeypatch.setattr(backends, "find_spec", lambda name: object())
    monkeypatch.setenv("JAX_ENABLE_X64", "0")
    backends.use("jax")
    assert os.environ["JAX_ENABLE_X64"] == "0"


@pytest.mark.parametrize("few_steps, set_by_user, seen", [(True, None, "1"), (False, None, None), (True, "0", "0")])
def test_jax_compiles_quickly_where_there_is_little_to_train(no_backend, monkeypatch, few_steps, set_by_user, seen):
    monkeypatch.setattr(backends, "find_spec", lambda name: object())
    if set_by_user:
        monkeypatch.setenv("JAX_DISABLE_MOST_OPTIMIZATIONS", set_by_user)
    backends.use("jax", few_steps=few_steps)
    assert os.environ.get("JAX_DISABLE_MOST_OPTIMIZATIONS") == seen


def test_a_missing_backend_is_refused_with_the_way_to_get_it(no_backend, monkeypatch):
    with pytest.raises(
        CourseError, match=r"backend jax is not installed. In a checkout: make jax. Elsewhere: pip install"
    ):
        backends.use("jax")
    monkeypatch.setattr(backends, "find_spec", lambda name: None)
    with pytest.raises(CourseError, match="backend torch is not installed. Install it for this Python"):
        backends.use("torch")
    with pytest.raises(CourseError, match="unknown backend 'theano'; known backends: tensorflow, jax, torch"):
        backends.use("theano")
    assert "KERAS_BACKEND" not in os.environ


def test_profile_gpu_without_a_gpu_is_one_line_and_exit_code_3(monkeypatch):
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "")  # hides one if this machine has it
    coursekit = Path(sys.executable).with_name("coursekit")
    done = subprocess.run([coursekit, "run", "--profile", "gpu"], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout) == (3, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("coursekit: profile gpu needs a GPU that Keras's backend sees. Keras 3.")
    assert "computes on the CPU" in line and line.endswith("Use --profile cpu here.")


def test_profile_gpu_says_which_gpu(monkeypatch):
    monkeypatch.setattr(backends, "WHERE", "print('gpu'); print('Keras computes on the GPU (made up).')")
    assert backends.require_gpu() == "Keras computes on the GPU (made up)."


def test_a_backend_that_fails_is_told_by_its_last_line(monkeypatch):
    monkeypatch.setattr(backends, "WHERE", "raise ImportError('no libcudart')")
    with pytest.raises(CourseError, match="ImportError: no libcudart Use --profile cpu here") as refused:
        backends.require_gpu()
    assert refused.value.exit_code == 3


def data_of(*lessons):
    return [pytest.mark.real_data(name) for name in sorted({name for lesson in lessons for name in lesson.datasets})]


def with_its_data(lesson):
    return pytest.param(lesson, id=lesson.name, marks=data_of(lesson))


@pytest.fixture(scope="module")
def on_jax(tmp_path_factory):
    """All these lessons on JAX, two at a time: what each recorded, what the run said, and its exit code."""
    out = tmp_path_factory.mktemp("jax")
    coursekit = Path(sys.executable).with_name("coursekit")
    names = [lesson.name for lesson in LESSONS]
    command = [coursekit, "run", *names, "--backend", "jax", "--jobs", "2", "--out", out]
    command += ["--timeout-seconds", "1200"]  # for one cell: it may have to share the cores with other tests
    done = subprocess.run(command, capture_output=True, text=True, timeout=3000)
    assert (out / "results.json").is_file(), done.stdout[-3000:] + done.stderr[-3000:]
    return json.loads((out / "results.json").read_text())["lessons"], done.stdout, done.returncode


@pytest.mark.jax
@pytest.mark.parametrize("lesson", [with_its_data(lesson) for lesson in LESSONS])
def test_a_lesson_on_jax_gives_tensorflow_s_deterministic_numbers(lesson, on_jax):
    """The run itself holds to TensorFlow's bands what no chance moves; here, that it did so."""
    results, said, _ = on_jax
    came = results[lesson.name]
    assert came["passed"] and came["backend"] == "jax", said[-3000:]
    setting = Setting("jax", "cpu", "smoke")
    known = [
        band for band in bands.read(SYLLABUS.module(lesson.module).folder / "bands.toml") if band.lesson == lesson.name
    ]
    held = {band.result: band for each in known if (band := each.elsewhere(setting))}
    assert held, f"{lesson.name} has no deterministic number to compare"
    for name, band in held.items():
        value = came["results"][name]["value"]
        assert band.low <= value <= band.high, f"{name}: {value} on JAX; TensorFlow: {band.low} to {band.high}"
        assert f"{lesson.name}: {name}: {value}" in said and f"{name}: {value}; no band" not in said


@pytest.mark.jax
@pytest.mark.parametrize("lessons", [pytest.param(LESSONS, id="all", marks=data_of(*LESSONS))])
def test_every_result_on_jax_is_in_its_band(lessons, on_jax):
    """JAX's own bands for what chance moves, TensorFlow's for what it does not."""
    results, said, code = on_jax
    assert set(results) == {lesson.name for lesson in lessons}
    assert code == 0, said[-3000:]
