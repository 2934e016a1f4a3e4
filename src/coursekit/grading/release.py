"""Build, generate and release modules with nbgrader's own verbs; do nothing where nothing changed."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from coursekit.authoring.build import build
from coursekit.errors import CourseError
from coursekit.files import write_atomically
from coursekit.grading.scratch import nbgrader
from coursekit.project import Project

STATE = Path(".coursekit") / "released.json"


def release(project: Project, modules: Iterable[str] = (), *, on_step=lambda text: None) -> dict[str, Path]:
    """Bring the release of `modules` (all, if none is named) up to date, in grader/release and in the exchange.

    Args:
        on_step: Called with a line of text before each slow step.

    Returns:
        For each module, the folder of its released notebooks.

    Raises:
        CourseError: If a lesson breaks a rule, or nbgrader refuses; its own words are in the message.
    """
    built = build(project, modules)
    known = _read_state(project)
    folders = {}
    for module, notebooks in built.items():
        folder = project.grader / "release" / module
        folders[module] = folder
        digest = _digest([*notebooks, project.grader / "nbgrader_config.py"])
        outbound = project.exchange / "coursekit" / "outbound" / module
        if known.get(module) == digest and _holds(folder, notebooks) and _holds(outbound, notebooks):
            continue
        on_step(f"releasing {module}")
        for verb in ("generate_assignment", "release_assignment"):
            done = nbgrader(verb, module, "--force", folder=project.grader)
            if done.returncode:
                raise CourseError(
                    f"nbgrader {verb} {module} failed:\n{done.stdout[-3000:]}{done.stderr[-3000:]}", exit_code=1
                )
        known[module] = digest
        _write_state(project, known)
    return folders


def _holds(folder: Path, notebooks: list[Path]) -> bool:
    return all((folder / notebook.name).is_file() for notebook in notebooks)


def _digest(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _read_state(project: Project) -> dict[str, str]:
    try:
        return json.loads((project.grader / STATE).read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}  # nothing is known: release again


def _write_state(project: Project, known: dict[str, str]) -> None:
    write_atomically(project.grader / STATE, json.dumps(known, indent=1) + "\n")
