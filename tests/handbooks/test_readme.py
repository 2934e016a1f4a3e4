"""The README's own commands, run line by line on a course of one small lesson that bears the names which the README uses.

What opens a window or is a CI run of its own is left to `test_fences.py`, which reads it: `make`, and `coursekit lab`, which the
browser tests start.
"""

import csv
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from handbook_pages import ROOT, Page

from coursekit.execution.backends import beside

MODULE, LESSON = "04_cnn_cifar10", "cnn_on_cifar10"
LIGHT = "ipykernel.ipkernel,ipykernel.kernelapp,ipykernel.zmqshell,numpy,coursekit.kernels.payloads,coursekit.kernels.supervisor"
ELSEWHERE = re.compile(r"make |coursekit lab")
README = Page("README.md", (ROOT / "README.md").read_text(encoding="utf-8"))
SMALL = ROOT / "tests" / "authoring"
SYLLABUS = (SMALL / "syllabus.toml").read_text(encoding="utf-8")


def lines_of(*, holding: str) -> list[str]:
    """The commands of the one block that holds this text; of a chain with `&&`, the part that is run here."""
    (fence,) = [fence for fence in README.fences if holding in fence.text]
    return [line for line in fence.text.splitlines() if not ELSEWHERE.match(line)]


def in_a_shell(lines: list[str], folder: Path, home: Path, **variables: str) -> str:
    """Run lines in one shell as a person would, the environment's programs on the path; return what they printed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COURSEKIT_")}
    environment |= {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "JUPYTER_DATA_DIR": str(home / "jupyter"),
        "COURSEKIT_CACHE": str(home / "cache"),
        "COURSEKIT_PRELOAD": LIGHT,  # the small lesson imports no Keras
        **variables,
    }
    script = ["bash", "-euo", "pipefail", "-c", "\n".join(lines)]
    done = subprocess.run(script, cwd=folder, env=environment, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, "README.md: " + "\n".join([*lines, done.stdout[-3000:], done.stderr[-3000:]])
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def checkout(tmp_path_factory) -> Path:
    """A checkout whose only lesson is the small one, under the name of one that the README speaks of."""
    root = tmp_path_factory.mktemp("readme") / "coursekit"
    module = root / "course" / MODULE
    module.mkdir(parents=True)
    shutil.copy(SMALL / "small.md", module / f"{LESSON}.md")
    shutil.copytree(SMALL / "answers", module / "answers")
    syllabus = SYLLABUS.replace('"09_small"', f'"{MODULE}"').replace('"small"', f'"{LESSON}"')
    (root / "course" / "syllabus.toml").write_text(syllabus, encoding="utf-8")
    (root / "grader").mkdir()
    shutil.copy(ROOT / "grader" / "nbgrader_config.py", root / "grader")
    (root / ".venv").symlink_to(sys.prefix)
    return root


@pytest.fixture(scope="module")
def term(checkout) -> Path:
    """The blocks for learner and instructor, as they follow each other in a course: release, answer, submit, grade, read."""
    home = checkout.parent / "home"
    enter, *instructor = lines_of(holding="coursekit release")
    learner = lines_of(holding="nbgrader submit")
    released = next(number for number, line in enumerate(instructor, 1) if line.startswith("coursekit release"))
    submitted = next(number for number, line in enumerate(learner, 1) if line.startswith("nbgrader submit"))
    in_a_shell([enter, *instructor[:released]], checkout, home)
    in_a_shell(["coursekit workspace"], checkout, home)
    answer(checkout / "workspace" / MODULE / f"{LESSON}.ipynb")
    said = in_a_shell(learner[:submitted], checkout / "workspace", home)
    assert "Success! Your notebook passes all the tests." in said
    in_a_shell([enter, *instructor[released:]], checkout, home)
    in_a_shell([learner[0], *learner[submitted:]], checkout / "workspace", home)
    return checkout


def answer(path: Path) -> None:
    """Play a learner who has everything right."""
    notebook = nbformat.read(path, as_version=4)
    solutions = {
        name: re.sub(r"\s*### (BEGIN|END) SOLUTION", "", found)
        for found in re.findall(r"^def .*?### END SOLUTION", (SMALL / "small.md").read_text(), re.MULTILINE | re.DOTALL)
        for name in [found.split("(")[0].removeprefix("def ")]
    }
    solutions["why_double"] = "To have more of it."
    for cell in notebook.cells:
        cell.source = solutions.get(cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source)
    path.chmod(0o644)
    nbformat.write(notebook, path)


def test_a_learner_and_an_instructor_come_through_a_module(term):
    with (term / "grader" / "grades.csv").open(newline="", encoding="utf-8") as file:
        (row,) = list(csv.DictReader(file))
    assert (float(row["score"]), float(row["max_score"])) == (8, 10)  # two more for the answer that a person reads
    assert [page.stem for page in (term / "workspace" / MODULE / "feedback").rglob("*.html")] == [LESSON]


def test_a_clone_has_what_the_first_block_goes_on_with(tmp_path):
    """`git clone` is of a repository that holds this Makefile; what follows it is read in the clone."""
    clone, make = lines_of(holding="git clone")[0], README.text.split("git clone", 1)[1].splitlines()[1]
    origin = tmp_path / "coursekit"
    origin.mkdir()
    shutil.copy(ROOT / "Makefile", origin)
    identity = "-c user.name=test -c user.email=test@example.org"
    in_a_shell(["git init -q", "git add -A", f"git {identity} commit -qm first"], origin, tmp_path)
    (tmp_path / "here").mkdir()
    first = clone.replace("<this repository>", str(origin))
    assert "coursekit lab" in in_a_shell([first, f"{make} --dry-run"], tmp_path / "here", tmp_path)


def test_the_audit_block(checkout):
    said = in_a_shell(lines_of(holding="coursekit audit"), checkout, checkout.parent / "home")
    assert all(exercise in said for exercise in ("double", "halve", "total", "largest"))


def test_the_block_of_runs(checkout):
    lines = [line for line in lines_of(holding="coursekit run") if beside("jax") or "jax" not in line]
    assert len(lines) >= 2
    said = in_a_shell(lines, checkout, checkout.parent / "home")
    assert said.count("all good") == len(lines)
    assert (checkout / "report.xml").is_file() and (checkout / "out" / "cpu" / "results.json").is_file()


@pytest.mark.real_data("cifar10")
def test_the_block_of_data(checkout, mirror, tmp_path):
    """The mirror that it bundles is the mirror that it then verifies."""
    lines = [line.replace("DIR ", f"{tmp_path / 'mirror'} ") for line in lines_of(holding="coursekit data bundle")]
    said = in_a_shell(lines, checkout, tmp_path, COURSEKIT_DATA=str(mirror))
    assert (tmp_path / "mirror" / "SHA256SUMS").is_file() and "cifar10" in said


def test_no_block_of_the_readme_is_run_by_nobody():
    """A new block needs a test above."""
    run = (
        "git clone",
        "nbgrader submit",
        "coursekit release",
        "coursekit audit",
        "coursekit run",
        "coursekit data bundle",
    )
    left = [f"README.md:{fence.line}" for fence in README.fences if not any(text in fence.text for text in run)]
    assert left == [], f"{', '.join(left)}: no test in tests/handbooks/test_readme.py runs this block"
