"""The course's own lessons: rules kept, clean code, same bytes twice, and readable by authors in JupyterLab."""

import json
import subprocess
import sys
from pathlib import Path

import jupytext
import nbformat
import pytest

from coursekit.authoring import rules
from coursekit.authoring.build import build_notebook
from coursekit.authoring.source import read
from coursekit.syllabus import load

ROOT = Path(__file__).parents[2]
LESSONS = load(ROOT / "course").lessons
each_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)


@each_lesson
def test_it_keeps_every_rule(lesson):
    assert [str(problem) for problem in rules.problems(read(lesson))] == []


@pytest.fixture(scope="module")
def digests():
    """Of every lesson's built notebook, from two processes that lay strings into sets in different orders."""
    code = (
        "import hashlib, json, sys, nbformat; from pathlib import Path; from coursekit.syllabus import load\n"
        "from coursekit.authoring.build import build_notebook\n"
        "built = {each.name: nbformat.writes(build_notebook(each)) for each in load(Path(sys.argv[1])).lessons}\n"
        "print(json.dumps({name: hashlib.sha256(text.encode()).hexdigest() for name, text in built.items()}))"
    )
    return [
        json.loads(
            subprocess.run(
                [sys.executable, "-c", code, str(ROOT / "course")],
                stdout=subprocess.PIPE,
                text=True,
                check=True,
                env={"PYTHONHASHSEED": seed},
            ).stdout
        )
        for seed in ("1", "2")
    ]


@each_lesson
def test_two_builds_in_two_processes_are_the_same_bytes(lesson, digests):
    assert digests[0][lesson.name] == digests[1][lesson.name]


@each_lesson
def test_its_built_code_is_clean(lesson, tmp_path):
    """ruff does not read {code-cell}: it reads the built notebook."""
    path = tmp_path / f"{lesson.name}.ipynb"
    nbformat.write(build_notebook(lesson), path)
    command = [
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--no-cache",
        "--select",
        "E4,E7,E9,F,B",
        "--line-length",
        "120",
        str(path),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@each_lesson
def test_an_author_who_saves_it_in_jupyterlab_changes_nothing_but_layout(lesson, tmp_path):
    """jupytext's own round trip under course/jupytext.toml keeps every cell, its short form and its tags, and adds nothing."""
    config = jupytext.config.load_jupytext_configuration_file(str(ROOT / "course" / "jupytext.toml"))
    notebook = jupytext.read(lesson.path, config=config)
    path = tmp_path / lesson.path.name
    jupytext.write(notebook, path, fmt="md:myst", config=config)
    again = jupytext.read(path, config=config)
    assert [(c.cell_type, c.source, c.metadata) for c in again.cells] == [
        (c.cell_type, c.source, c.metadata) for c in notebook.cells
    ]
    assert "jupytext_version" not in path.read_text(encoding="utf-8")
    assert dict(again.metadata["kernelspec"]) == dict(notebook.metadata["kernelspec"])


def test_no_notebook_lies_beside_a_lesson():
    assert list((ROOT / "course").rglob("*.ipynb")) == []
