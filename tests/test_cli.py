"""The command line: every verb has help and stands in the README; a mistake is a sentence, not a traceback."""

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from coursekit import cli
from coursekit.syllabus import load

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def coursekit(*arguments: str) -> subprocess.CompletedProcess:
    program = Path(sys.executable).parent / "coursekit"
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=False, cwd=ROOT)


@pytest.mark.parametrize("verb", [*cli.VERBS, *cli.GROUPS])
def test_every_verb_has_help_and_stands_in_the_readme(verb):
    result = CliRunner().invoke(cli.app, [verb, "--help"])
    assert result.exit_code == 0
    body = result.output.split("Options:")[0].strip().splitlines()
    assert len(body) >= 2 and len(body[-1]) > 10, f"coursekit {verb} says nothing of itself"
    assert f"coursekit {verb}" in README


def test_the_verbs_are_listed():
    done = coursekit()
    assert all(verb in done.stdout + done.stderr for verb in [*cli.VERBS, *cli.GROUPS])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("build", "05"), "coursekit: unknown module '05'; known modules: 00_orientation, "),
        (("run", "cnn"), "coursekit: unknown lesson 'cnn'; known lessons: orientation, "),
        (("run", "--profile", "tpu"), "coursekit: unknown profile 'tpu'; known profiles: smoke, cpu, gpu"),
        (("audit", "--lesson", "cnn"), "coursekit: unknown lesson 'cnn'"),
        (("data", "card", "cifar"), "cifar10"),
    ],
)
def test_a_mistake_is_a_sentence_and_exit_code_2(arguments, says):
    done = coursekit(*arguments)
    assert done.returncode == 2, done.stdout + done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_help_loads_no_backend():
    code = "import sys, coursekit.cli; print([m for m in ('keras', 'tensorflow', 'pandas', 'papermill', 'matplotlib.pyplot') if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )


def test_build_and_audit_print_what_they_did(tmp_path, monkeypatch):
    """`build` writes this course into a checkout of its own."""
    import shutil

    shutil.copytree(ROOT / "course", tmp_path / "course")
    monkeypatch.setenv("COURSEKIT_ROOT", str(tmp_path))
    result = CliRunner().invoke(cli.app, ["build", "--no-judge"])
    assert result.exit_code == 0, result.output
    assert "04_cnn_cifar10: convolution_by_hand.ipynb, cnn_on_cifar10.ipynb" in result.output.splitlines()
    assert (tmp_path / "grader" / "source" / "04_cnn_cifar10" / "cnn_on_cifar10.ipynb").is_file()


def test_build_has_the_solutions_judged_unless_told_otherwise(tmp_path, monkeypatch):
    import shutil

    from coursekit.grading.judge import proving

    shutil.copytree(ROOT / "course", tmp_path / "course")
    monkeypatch.setenv("COURSEKIT_ROOT", str(tmp_path))
    asked = []  # tests/grading/judge/test_proving.py runs it for real
    monkeypatch.setattr(proving, "prove", lambda grader, notebooks, on_step: asked.append((grader, len(notebooks))))
    assert CliRunner().invoke(cli.app, ["build"]).exit_code == 0
    modules = load(ROOT / "course").modules
    assert asked == [(tmp_path / "grader", len(module.lessons)) for module in modules]


def test_main_turns_a_mistake_into_a_sentence_and_its_exit_code(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["coursekit", "build", "05"])
    with pytest.raises(SystemExit) as stop:
        cli.main()
    assert stop.value.code == 2
    assert capsys.readouterr().err.startswith("coursekit: unknown module '05'")
