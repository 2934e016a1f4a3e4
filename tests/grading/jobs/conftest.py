"""A tiny nbgrader course of its own, in plain Python, released once and copied for each test."""

import os
import shutil
import subprocess
import time
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import OperationalError

from coursekit.grading.jobs.course import GradedCourse
from coursekit.grading.scratch import nbgrader

ASSIGNMENT = "sums"
POLICY = """\
c = get_config()
c.CourseDirectory.course_id = "tiny"
c.Execute.timeout = 60
c.Execute.shutdown_kernel = "immediate"
c.OverwriteCells.add_missing_cells = True
"""
IN_PROCESS = """\
import sys
sys.path.insert(0, {folder!r})
from nbgrader.converters import Autograde
from in_process import ExecuteInProcess
c.Autograde.autograde_preprocessors = [
    ExecuteInProcess, *Autograde.autograde_preprocessors.default()[1:]
]
"""
DOUBLE = "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION"
TOTAL = "def total(xs):\n    ### BEGIN SOLUTION\n    return sum(xs)\n    ### END SOLUTION"


def cell(source: str, grade_id: str, *, points: int | None = None, solution: bool = False, kind=new_code_cell):
    """An nbgrader cell: a test if it has points and is no solution."""
    grade = points is not None
    nbgrader = {
        "grade": grade,
        "grade_id": grade_id,
        "locked": grade and not solution,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    return kind(source, metadata={"nbgrader": nbgrader | ({"points": points} if grade else {})})


def source_notebook():
    """Two exercises of 2 and 3 points, and a written answer of 4."""
    cells = [
        cell(DOUBLE, "double", solution=True),
        cell("assert double(3) == 6, 'twice 3 is 6'\nassert double(-1) == -2", "check_double", points=2),
        cell(TOTAL, "total", solution=True),
        cell("assert total([1, 2]) == 3", "check_total", points=3),
        cell("Why?\n\nYour answer here", "why", points=4, solution=True, kind=new_markdown_cell),
    ]
    notebook = new_notebook(cells=cells)
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return notebook


@pytest.fixture(scope="session")
def released(tmp_path_factory) -> Path:
    """The course after `nbgrader generate_assignment`, with nothing handed in."""
    folder = tmp_path_factory.mktemp("released") / "course"
    (folder / "source" / ASSIGNMENT).mkdir(parents=True)
    (folder / "nbgrader_config.py").write_text(POLICY, encoding="utf-8")
    nbformat.write(source_notebook(), folder / "source" / ASSIGNMENT / "first.ipynb")
    TinyCourse(folder).generate()
    return folder


class TinyCourse:
    """A released course that learners hand in to."""

    assignment = ASSIGNMENT
    right = {
        "double": "def double(x):\n    return x + x",
        "total": "def total(xs):\n    return sum(xs)",
        "why": "Because.",
    }

    def __init__(self, folder: Path):
        self.folder = folder

    def load(self) -> GradedCourse:
        """The course as `coursekit grade` sees it, its configuration read anew."""
        return GradedCourse.load(self.folder)

    def quick(self) -> "TinyCourse":
        """Let cells run inside the worker: no kernel to wait for."""
        with open(self.folder / "nbgrader_config.py", "a", encoding="utf-8") as file:
            file.write(IN_PROCESS.format(folder=str(Path(__file__).parent)))
        return self

    def twin(self, folder: Path) -> "TinyCourse":
        """The same course in another folder, with a gradebook of its own."""
        shutil.copytree(self.folder, folder)
        twin = TinyCourse(folder)
        url = make_url(self.load().db_url)
        if url.get_backend_name() == "postgresql":
            twin.say(f"c.CourseDirectory.db_url = {new_database(url, copy_of=url.database)!r}")
        return twin

    def say(self, line: str) -> None:
        """Add a line to the course's configuration."""
        with open(self.folder / "nbgrader_config.py", "a", encoding="utf-8") as file:
            file.write(line + "\n")

    def generate(self) -> None:
        """Make the release, and the assignment's rows in the gradebook."""
        done = nbgrader("generate_assignment", ASSIGNMENT, "--force", folder=self.folder)
        assert done.returncode == 0, done.stderr

    def submit(self, learner: str, answers: dict[str, str] | None = None, *, without=(), timestamp: str = "") -> Path:
        """Hand in the release with some cells' sources replaced, and some cells left out."""
        notebook = nbformat.read(self.folder / "release" / ASSIGNMENT / "first.ipynb", as_version=4)
        notebook.cells = [each for each in notebook.cells if each.metadata.nbgrader.grade_id not in without]
        for each in notebook.cells:
            each.source = (answers or {}).get(each.metadata.nbgrader.grade_id, each.source)
        place = self.folder / "submitted" / learner / ASSIGNMENT
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        nbformat.write(notebook, place / "first.ipynb")
        if timestamp:
            (place / "timestamp.txt").write_text(timestamp, encoding="utf-8")
        return place


@pytest.fixture
def course(released, tmp_path) -> TinyCourse:
    """The released course, in a folder of the test's own."""
    shutil.copytree(released, tmp_path / "course")
    return TinyCourse(tmp_path / "course")


def binaries() -> Path | None:
    """Where PostgreSQL's programs lie on this machine, the newest version first."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    named = shutil.which("initdb")
    return found[0].parent if found else Path(named).parent if named else None


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """URL of a server of the tests' own, on a socket in a temporary folder."""
    programs = binaries()
    if programs is None:
        pytest.skip("PostgreSQL is not installed here")
    folder = Path("/tmp") / f"coursekit-postgresql-{os.getpid()}"  # a socket's path has at most 107 characters
    folder.mkdir(mode=0o755)
    user = {"user": "postgres"} if os.geteuid() == 0 else {}  # the server refuses to run as root
    if user:
        shutil.chown(folder, "postgres")
    data = folder / "data"
    command = [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-N", "--locale=C.UTF-8"]
    subprocess.run(command, check=True, capture_output=True, cwd="/", **user)
    command = [programs / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses="]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", **user)
    url = f"postgresql+psycopg://postgres@/postgres?host={folder}"
    try:
        wait_for(url)
        yield url
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder)


def wait_for(url: str) -> None:
    engine = create_engine(url)
    for _ in range(300):
        try:
            engine.connect().close()
        except OperationalError:
            time.sleep(0.1)
        else:
            break
    else:
        raise RuntimeError("PostgreSQL did not come up in 30 s")
    engine.dispose()


def new_database(server: str, copy_of: str = "template1") -> str:
    """Create a database on the server and return its URL."""
    name = f"gradebook{time.monotonic_ns()}"
    engine = create_engine(make_url(server).set(database="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {copy_of}"))
    engine.dispose()
    return make_url(server).set(database=name).render_as_string(hide_password=False)


@pytest.fixture
def on_postgresql(course, server) -> TinyCourse:
    """The tiny course with its gradebook on the server."""
    course.quick()
    course.say(f"c.CourseDirectory.db_url = {new_database(server)!r}")
    course.generate()
    return course
