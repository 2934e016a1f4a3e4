"""What CI is for: a lesson spoiled in each of four ways makes its command fail, and what it says points at the spot.

The command is the one of `.ci/run`, on a copy of this course.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from coursekit.project import Project

BROKEN, DRIFTED = "00_orientation/orientation", "02_backprop_by_hand/scalar_graph"
DEMO = "```{code-cell} ipython3\n:tags: [demo]\n\n"
HERE = ("[[band]]", 'lesson = "scalar_graph"', 'profile = "smoke"')
COURSEKIT = Path(sys.executable).with_name("coursekit")


def change(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{file} has no {old!r} to spoil"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    root = tmp_path_factory.mktemp("spoiled")
    shutil.copytree(Project.find().course, root / "course")
    return root


def run(root, *arguments):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSEKIT_ROOT", str(root))
        return subprocess.run([COURSEKIT, *arguments], capture_output=True, text=True, timeout=600, cwd=root)


@pytest.fixture(scope="module")
def spoiled(root):
    """One run with a lesson that breaks, a result that has drifted and an output that has changed."""
    change(root / "course" / f"{BROKEN}.md", DEMO, f"{DEMO}raise OSError('gone')\n")
    module = root / "course" / "02_backprop_by_hand"
    bands = (module / "bands.toml").read_text(encoding="utf-8")
    entry = next(part for part in bands.split("\n\n") if all(words in part for words in HERE))
    (result,) = re.findall(r'result = "(.*)"', entry)
    other = {"low": "7", "high": "7", "seeds": "[0]", "values": "[7]"}
    drifted = re.sub(r"(?m)^(low|high|seeds|values) = .*$", lambda line: f"{line[1]} = {other[line[1]]}", entry)
    change(module / "bands.toml", entry, drifted)
    outputs = module / "outputs" / "scalar_graph.json"
    kept = json.loads(outputs.read_text(encoding="utf-8"))
    cell, printed = next((cell, each) for cell, outs in kept.items() for each in outs if "stdout" in each)
    printed["stdout"] = "something else\n"
    outputs.write_text(json.dumps(kept), encoding="utf-8")
    report = root / "report.xml"
    names = [Path(lesson).name for lesson in (BROKEN, DRIFTED)]
    done = run(root, "run", *names, "--profile", "smoke", "--jobs", "2", "--verify", "--junit", str(report))
    failures = {
        (case.get("classname"), case.get("name")): failure.text
        for case in ElementTree.parse(report).iter("testcase")
        for failure in case.iter("failure")
    }
    return done, failures, result, cell


def test_such_a_run_fails(spoiled):
    done, failures, *_ = spoiled
    assert done.returncode == 1, done.stdout + done.stderr
    assert len(failures) == 3, failures.keys()


def test_a_broken_lesson_is_named_with_its_cell_and_error(spoiled):
    done, failures, *_ = spoiled
    said = failures["00_orientation", "orientation"]
    assert "orientation: code cell " in said and "`raise OSError('gone')`: OSError: gone" in said
    assert "OSError: gone" in done.stdout


def test_a_drifted_metric_is_named_with_both_numbers_its_cell_and_the_versions(spoiled):
    done, failures, result, _ = spoiled
    said = failures["02_backprop_by_hand.scalar_graph.bands", result]
    assert said.startswith(f"scalar_graph: {result}: ") and "; band 7 to 7: outside" in said.splitlines()[0]
    assert "recorded by code cell " in said and "when it was recorded: " in said
    assert said.splitlines()[0] in done.stdout


def test_a_changed_output_is_named_with_its_cell_and_both_texts(spoiled):
    done, failures, _, cell = spoiled
    said = failures["02_backprop_by_hand.scalar_graph", "recorded outputs"]
    assert f"({cell})" in said and "something else" in said
    assert "If it was meant to change: coursekit run scalar_graph --record" in said
    assert "when it was recorded: " in said and "something else" in done.stdout


def test_a_figure_without_words_is_named_by_file_and_line(root):
    lesson = root / "course" / "02_backprop_by_hand" / "matrix_backprop.md"
    lines = lesson.read_text(encoding="utf-8").splitlines()
    number, line = next(
        (n, line) for n, line in enumerate(lines, 1) if re.fullmatch(r'plotting\.show\(figure, "[^"]*"\);?', line)
    )
    change(lesson, line, 'plotting.show(figure, "")')
    done = run(root, "run", "matrix_backprop", "--profile", "smoke")
    assert done.returncode == 2
    assert f"matrix_backprop.md:{number}: " in done.stderr and "plotting.show" in done.stderr
