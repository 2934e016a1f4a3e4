"""The handbook's own commands, with learners in between: workspace, answers, submit, autograde, feedback, export."""

import csv
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from coursekit.authoring.expand import check_id
from coursekit.authoring.source import read
from coursekit.syllabus import load

ROOT = Path(__file__).parents[2]
MODULE = "04_cnn_cifar10"
HANDBOOK = (ROOT / "grader" / "README.md").read_text(encoding="utf-8")
SECTIONS = {
    title: "\n".join(re.findall(r"^```bash\n(.*?)^```", body, re.DOTALL | re.MULTILINE))
    for title, body in re.findall(r"^## (\d\. [^\n]*)\n(.*?)(?=^## |\Z)", HANDBOOK, re.DOTALL | re.MULTILINE)
}
LESSONS = load(ROOT / "course").module(MODULE).lessons
SOURCES = {lesson.name: read(lesson) for lesson in LESSONS}


def points(source) -> dict[str, int]:
    return {check_id(name): cell.options["points"] for name, cell in source.checks.items()}


def shell(script: str, folder: Path, home: Path) -> str:
    """Run a script as a user would, with the environment's programs first on the path; return all it printed."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("COURSEKIT_") or name == "COURSEKIT_DATA"
    }
    environment |= {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "JUPYTER_DATA_DIR": str(home / "jupyter"),
        "COURSEKIT_CACHE": str(home / "cache"),
    }
    command = ["bash", "-euo", "pipefail", "-c", script]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{script}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def answer(workspace: Path, exercises_of) -> None:
    """Play the learner: put the reference solution into the stubs of the chosen exercises, and leave the others."""
    for lesson, source in SOURCES.items():
        path = workspace / MODULE / f"{lesson}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        chosen = exercises_of(list(source.exercises))
        for cell in notebook.cells:
            grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
            if grade_id in chosen:
                cell.source = source.exercises[grade_id].source
        path.chmod(0o644)
        nbformat.write(notebook, path)


LEARNERS = {
    "perfect": lambda exercises: exercises,
    "untouched": lambda exercises: [],
    "half": lambda exercises: exercises[::2],
}


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """A checkout of its own, run through the handbook from release to export by three learners and an instructor."""
    root = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "course", root / "course")
    (root / "grader").mkdir()
    for name in ("nbgrader_config.py", "README.md"):
        shutil.copy(ROOT / "grader" / name, root / "grader" / name)
    (root / ".venv").symlink_to(sys.prefix)
    home = root / "home"
    shell(". ../.venv/bin/activate\n" + SECTIONS["1. Release a module"], root / "grader", home)
    for learner, exercises_of in LEARNERS.items():
        workspace = root / "workspaces" / learner
        shell(f"coursekit workspace {workspace}", root, home)
        answer(workspace, exercises_of)
        shell(
            f"nbgrader submit {MODULE} --student={learner}", workspace, home / learner
        )  # nbgrader keeps a cache a user
    for title in list(SECTIONS)[1:]:
        if SECTIONS[title]:
            shell(SECTIONS[title], root / "grader", home)
    shell(f"nbgrader fetch_feedback {MODULE} --student=half", root / "workspaces" / "half", home / "half")
    return root


def scores(project: Path) -> dict[str, dict[str, float]]:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{project / 'grader' / 'gradebook.db'}") as gradebook:
        return {
            submission.student.id: {
                grade.name: grade.auto_score
                for notebook in submission.notebooks
                for grade in notebook.grades
                if grade.cell_type == "code"
            }
            for submission in gradebook.assignment_submissions(MODULE)
        }


def test_the_handbook_has_commands_for_each_step():
    assert [bool(block) for block in SECTIONS.values()] == [True, True, False, True, True]


def test_perfect_untouched_and_half_right_get_exactly_what_they_deserve(project):
    everything = {name: value for source in SOURCES.values() for name, value in points(source).items()}
    half = {check_id(name) for source in SOURCES.values() for name in list(source.exercises)[::2]}
    got = scores(project)
    assert got["perfect"] == everything
    assert got["untouched"] == dict.fromkeys(everything, 0)
    assert got["half"] == {name: value if name in half else 0 for name, value in everything.items()}


def test_plain_nbgrader_autograde_gives_the_same_scores(project, tmp_path):
    """Serially, without workers, bundles or ledger: the judge is the same."""
    alone = tmp_path / "checkout"
    for name in ("course", "grader"):
        shutil.copytree(
            project / name, alone / name, ignore=shutil.ignore_patterns("gradebook.db", "autograded", ".coursekit")
        )
    generate = f"nbgrader generate_assignment {MODULE} --force"
    shell(f"{generate} && nbgrader autograde {MODULE}", alone / "grader", tmp_path / "home")
    assert scores(alone) == scores(project)


def test_the_export_has_a_row_for_each_learner(project):
    with open(project / "grader" / "grades.csv", newline="", encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    rows = {row["student_id"]: float(row["score"]) for row in table if row["assignment"] == MODULE}
    assert {row["score"] for row in table if row["assignment"] != MODULE} <= {""}  # released, and handed in by nobody
    assert rows["perfect"] > rows["half"] > rows["untouched"] == 0


def test_a_learner_reads_why_points_were_lost(project):
    pages = list((project / "workspaces" / "half" / MODULE / "feedback").rglob("*.html"))
    assert {page.stem for page in pages} == set(SOURCES)
    assert all("NotImplementedError" in page.read_text(encoding="utf-8") for page in pages)


def test_the_release_has_no_solution_no_hidden_test_and_no_lesson_source(project):
    for folder in (
        project / "grader" / "release",
        project / "exchange" / "coursekit" / "outbound",
        project / "workspaces" / "untouched",
    ):
        files = [path for path in folder.rglob("*") if path.is_file()]
        assert not [path for path in files if path.suffix in (".md", ".py") and path.name != "nbgrader_config.py"]
        notebooks = [path for path in files if path.suffix == ".ipynb" and path.parent.name == MODULE]
        assert {path.stem for path in notebooks} == set(SOURCES)
        for path in notebooks:
            text = path.read_text(encoding="utf-8")
            assert "BEGIN SOLUTION" not in text and "HIDDEN TESTS" not in text
            for cell in SOURCES[path.stem].exercises.values():
                body = [
                    line.strip()
                    for line in cell.source.split("### BEGIN SOLUTION")[1].split("### END SOLUTION")[0].splitlines()
                ]
                longest = max(body, key=len)
                cells = nbformat.reads(text, as_version=4).cells
                stub = next(c for c in cells if c.metadata.get("nbgrader", {}).get("grade_id") == cell.exercise)
                assert longest not in stub.source
