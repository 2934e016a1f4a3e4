"""`coursekit run`, from its options to its exit code."""

import json
import os
import shutil
import subprocess
import sys

import nbformat
import pytest
import typer
from typer.testing import CliRunner

from coursekit.errors import CourseError
from coursekit.execution import backends
from coursekit.execution.commands import default_jobs, kernel_for, run, run_lessons
from coursekit.kernels import choosing
from coursekit.project import Project
from coursekit.syllabus import load

MODULE, LESSON = "04_cnn_cifar10", "convolution_by_hand"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A copy of this course, to be spoiled."""
    shutil.copytree(Project.find().course, tmp_path / "course")
    monkeypatch.setenv("COURSEKIT_ROOT", str(tmp_path))
    return Project.find()


def invoke(*arguments):
    app = typer.Typer()
    app.command()(run)
    return CliRunner().invoke(app, list(arguments))


@pytest.mark.real_data("cifar10")
def test_a_lesson_of_the_course_runs_in_profile_smoke_and_unchanged_not_again(project, course_cache, tmp_path, capsys):
    (project.course / MODULE / "bands.toml").unlink(missing_ok=True)
    out = tmp_path / "elsewhere"
    code = run_lessons(project, load(project.course), [LESSON], profile="smoke", seed=5, out=out, kernel="python3")
    assert code == 0
    executed = nbformat.read(out / MODULE / f"{LESSON}.ipynb", as_version=4)
    (injected,) = [cell for cell in executed.cells if "injected-parameters" in cell.metadata.get("tags", [])]
    assert 'PROFILE = "smoke"' in injected.source and "SEED = 5" in injected.source
    results = json.loads((out / "results.json").read_text())["lessons"][LESSON]
    assert results["passed"] and results["results"]
    again = tmp_path / "again"
    code = run_lessons(project, load(project.course), [LESSON], profile="smoke", seed=5, out=again, kernel="python3")
    assert code == 0 and "nothing has changed: no lesson was executed" in capsys.readouterr().out
    assert (again / MODULE / f"{LESSON}.ipynb").read_bytes() == (out / MODULE / f"{LESSON}.ipynb").read_bytes()


def test_checks_are_repeated_though_nothing_has_changed_and_one_that_chance_refuses_fails_the_run(project, tmp_path):
    where = ["orientation", "--kernel", "python3", "--out", str(tmp_path / "out")]
    assert invoke(*where).exit_code == 0
    assert "nothing has changed" in invoke(*where).output
    again = invoke(*where, "--repeat-checks", "2")
    assert again.exit_code == 0 and "nothing has changed" not in again.output, again.output
    lesson = load(project.course).lesson("orientation").path
    text = lesson.read_text(encoding="utf-8")
    place = text.index("### BEGIN HIDDEN TESTS\n") + len("### BEGIN HIDDEN TESTS\n")
    chance = "drawn = [*globals().get('drawn', []), 1]\nchecks.equal('a coin', len(drawn), min(len(drawn), 2))\n"
    lesson.write_text(text[:place] + chance + text[place:], encoding="utf-8")
    assert invoke(*where).exit_code == 0
    refused = invoke(*where, "--repeat-checks", "2")
    assert refused.exit_code == 1
    assert (
        "(check_first_answer)" in refused.output and "in run 2 of 2 more it refused the same answer" in refused.output
    )


def test_an_unknown_lesson_gets_the_known_ones(project):
    error = invoke("no_such_lesson").exception
    assert isinstance(error, CourseError) and error.exit_code == 2
    unknown, _, known = str(error).partition("; known lessons: ")
    assert unknown == "unknown lesson 'no_such_lesson'" and LESSON in known.split(", ")


def test_repeated_checks_are_not_recorded_as_a_lesson_s_seconds(project):
    error = invoke(LESSON, "--record", "--repeat-checks", "2").exception
    assert isinstance(error, CourseError) and error.exit_code == 2
    assert str(error) == "--record writes how long a lesson takes: run --repeat-checks without it"
    assert not project.out.exists()


def test_an_unknown_profile_gets_the_known_ones(project):
    error = invoke(LESSON, "--profile", "fast").exception
    assert isinstance(error, CourseError) and "known profiles: smoke, cpu, gpu" in str(error)
    with pytest.raises(CourseError, match="unknown profile 'fast'"):
        run_lessons(project, load(project.course), [], profile="fast")


def test_malformed_bands_are_named_before_anything_runs(project):
    file = project.course / MODULE / "bands.toml"
    file.write_text("[[band]]\nlesson = 'nobody'\n", encoding="utf-8")
    error = invoke(LESSON).exception
    assert isinstance(error, CourseError)
    assert str(error).startswith(f"{file}: [[band]] entry 1: expected result = <text>; received nothing")
    assert not project.out.exists()


def test_missing_data_is_said_before_anything_runs(project, course_cache, tmp_path, monkeypatch):
    monkeypatch.setenv("COURSEKIT_DATA", str(tmp_path / "empty"))
    monkeypatch.setenv("COURSEKIT_OFFLINE", "1")
    error = invoke(LESSON, "--profile", "cpu", "--out", str(tmp_path / "out")).exception
    assert isinstance(error, CourseError) and error.exit_code == 2
    assert "data set cifar10 was not found" in str(error) and str(tmp_path / "empty") in str(error)
    assert not (tmp_path / "out").exists()


def test_an_unregistered_kernel_is_named_before_anything_runs(project):
    error = invoke(LESSON, "--kernel", "cobol").exception
    assert isinstance(error, CourseError) and "kernel 'cobol' is not registered" in str(error)
    assert [path.name for path in project.out.iterdir()] == ["cache"], "built notebooks are kept; nothing was run"


@pytest.mark.parametrize(
    "arguments", [["--repeat-checks", "-1"], ["--jobs", "0"], ["--seed", "x"], ["--timeout-seconds", "-1"]]
)
def test_options_out_of_range_are_bad_input(project, arguments):
    assert invoke(*arguments).exit_code == 2


def test_smoke_runs_side_by_side_and_the_real_thing_alone():
    assert default_jobs("cpu", 9) == default_jobs("gpu", 9) == default_jobs("smoke", 1) == default_jobs("smoke", 0) == 1
    assert 1 <= default_jobs("smoke", 9) <= 9


def test_every_option_has_help():
    parameters = typer.main.get_command_from_info(
        typer.models.CommandInfo(callback=run), pretty_exceptions_short=False, rich_markup_mode=None
    ).params
    assert len(parameters) == 13
    assert all(parameter.help for parameter in parameters)


def test_asking_for_help_loads_nothing_heavy():
    heavy = ("papermill", "nbformat", "nbconvert", "keras", "tensorflow", "numpy", "matplotlib", "psutil")
    code = f"import sys, coursekit.execution.commands; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_an_unknown_backend_is_refused_before_anything_is_looked_for():
    error = invoke(LESSON, "--backend", "theano").exception
    assert isinstance(error, CourseError) and str(error).startswith("unknown backend 'theano'; known backends: ")


def test_profile_gpu_asks_for_a_gpu_before_anything_runs(project, monkeypatch):
    monkeypatch.setattr(backends, "WHERE", "print('cpu'); print('Keras computes on the CPU (2 cores).')")
    error = invoke(LESSON, "--profile", "gpu").exception
    assert isinstance(error, CourseError) and error.exit_code == 3
    assert not project.out.exists()


def test_the_warm_kernel_is_asked_for_all_that_the_lessons_load(project, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("COURSEKIT_CACHE", "")
    monkeypatch.delenv("COURSEKIT_CACHE")
    monkeypatch.setenv("COURSEKIT_DATA", str(tmp_path / "mirror"))
    monkeypatch.setenv("KERAS_BACKEND", "tensorflow")
    lessons = load(project.course).lessons
    assert kernel_for(lessons, "cpu") is None
    assert os.environ["COURSEKIT_CACHE"] == str(tmp_path / "coursekit")  # a contained kernel has another home
    asked = []
    monkeypatch.setattr(choosing, "for_own_notebooks", lambda *arguments: asked.append(arguments) or "warm")
    assert kernel_for(lessons, "smoke") == "warm"
    profile, backend, data, mirror = asked[0]
    assert (profile, mirror) == ("smoke", tmp_path / "mirror") and backend in ("tensorflow", "jax", "torch")
    assert data == {name for lesson in lessons for name in lesson.datasets} >= {"cifar10", "imdb"}
