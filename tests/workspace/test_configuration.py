"""The workspace's settings, read by nbgrader itself: submit a module, and see what travels."""

import os
import subprocess
import sys
from pathlib import Path

from coursekit.workspace.commands import prepare


def nbgrader(folder: Path, *words: str, home: Path) -> subprocess.CompletedProcess:
    beside_python = Path(sys.executable).parent
    variables = {**os.environ, "HOME": str(home), "PATH": f"{beside_python}{os.pathsep}{os.environ['PATH']}"}
    command = [sys.executable, "-m", "nbgrader", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env=variables, timeout=120)


def test_submit_sends_the_learners_notebooks_to_the_exchange(project, released, tmp_path):
    prepare(project, project.workspace, released)
    course = project.exchange / "coursekit"
    (course / "outbound" / "01_counting").mkdir(parents=True)
    (course / "inbound").mkdir(mode=0o777)
    lesson = project.workspace / "01_counting" / "one.ipynb"
    lesson.write_bytes(lesson.read_bytes().replace(b'"1"', b'"my answer"'))
    (project.workspace / "01_counting" / "one.new.ipynb").write_bytes(
        released["01_counting"].joinpath("one.ipynb").read_bytes()
    )
    for private in ("diagnostic-answers.json", "diagnostic-answers.damaged-1.json"):
        (project.workspace / "01_counting" / private).write_text("{}")

    done = nbgrader(project.workspace, "submit", "01_counting", home=tmp_path)
    assert done.returncode == 0, done.stderr
    [submission] = (course / "inbound").iterdir()
    assert "+01_counting+" in submission.name
    assert sorted(file.name for file in submission.glob("*.ipynb")) == ["one.ipynb", "two.ipynb"]
    assert list(submission.glob("*.json")) == [], "answers to the diagnostic stay on the learner's disk"
    assert b"my answer" in (submission / "one.ipynb").read_bytes()
