"""What a result depends on besides the submission: the assignment as released, and the grader that grades it."""

import hashlib
import importlib.metadata
import json
import platform
from pathlib import Path

from sqlalchemy import Engine

import coursekit
from coursekit.grading.jobs.course import POLICY, GradedCourse
from coursekit.grading.jobs.submissions import digest_of
from coursekit.grading.jobs.template import assignment_rows

TABLES = ("notebook", "base_cell", "grade_cells", "solution_cells", "task_cells", "source_cell")
PACKAGES = ("coursekit", "nbgrader", "nbclient", "ipykernel", "numpy", "pandas", "keras", "tensorflow", "jax", "torch")
ROOMS_BESIDE_GRADING = {"authoring", "doctor", "execution", "explorers", "lab", "workspace", "jobs", "ledger", "cli.py"}


def assignment_version(course: GradedCourse, engine: Engine, assignment: str) -> str:
    """Return the SHA-256 of the assignment as the gradebook holds it, and of its source folder."""
    rows = assignment_rows(engine, assignment)
    names = {row["id"]: row["name"] for table in ("notebook", "base_cell") for row in rows[table]}
    content = [
        [table, *sorted(json.dumps(_content(row, names), sort_keys=True, default=str) for row in rows[table])]
        for table in TABLES
    ]
    text = json.dumps(content)
    source = course.path("source", ".", assignment)
    return _sha256(text, digest_of(source) if source.is_dir() else "")


def _content(row: dict, names: dict[str, str]) -> dict:
    """A row with names in place of the random identifiers: the same assignment generated twice has one version."""
    return {name: names.get(value, value) for name, value in row.items() if names.get(value) or not name.endswith("id")}


def grader_version(course: GradedCourse) -> str:
    """Return the version of everything that grades: coursekit's own code, the packages beside it, and the course's policy."""
    here = Path(coursekit.__file__).parent
    code = hashlib.sha256()
    for path in sorted(here.rglob("*.py")):
        if not ROOMS_BESIDE_GRADING & set(path.relative_to(here).parts):
            code.update(path.relative_to(here).as_posix().encode() + b"\0" + path.read_bytes())
    packages = {name: _version(name) for name in PACKAGES}
    policy = (course.folder / POLICY).read_bytes().hex()
    digest = _sha256(code.hexdigest(), json.dumps(packages), policy, platform.python_version())
    return f"coursekit {packages['coursekit']}, nbgrader {packages['nbgrader']}, {digest[:12]}"


def _version(package: str) -> str | None:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def job_key(learner: str, submission: str, assignment: str, grader: str, *, unsandboxed: bool) -> str:
    """Return the SHA-256 that names a job: equal keys mean an equal result.

    Args:
        learner: Whose it is: two who hand in the same bytes have a job each.
        submission: Digest of the submission.
        assignment: Version of the assignment.
        grader: Version of the grader.
        unsandboxed: Whether it may be graded without a sandbox.
    """
    return _sha256(learner, submission, assignment, grader, str(unsandboxed))


def _sha256(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
