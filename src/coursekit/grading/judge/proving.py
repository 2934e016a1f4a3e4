"""Prove of built lessons that the judge can run their checks; what was proved once is not run again."""

import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path

import nbformat

from coursekit.files import write_atomically
from coursekit.grading.jobs.course import GradedCourse
from coursekit.grading.judge import crossing
from coursekit.kernels.availability import check as sandbox

STATE = Path(".coursekit") / "judged.json"


def prove(grader: Path, notebooks: Iterable[Path], *, on_step: Callable[[str], None] = lambda text: None) -> list[Path]:
    """Run the solutions of source notebooks on the judge's road, where that was not done before.

    Args:
        grader: The folder of nbgrader_config.py, whose policy holds.
        notebooks: Source notebooks, solutions in.
        on_step: Called with a line of text before each slow step.

    Returns:
        The notebooks that were run now.

    Raises:
        CourseError: If a solution misses a point there; it names lesson, cell and the value that could not cross.
    """
    known = _read(grader)
    waiting = {path: digest for path in notebooks if known.get(path.name) != (digest := _digest(path, grader))}
    if waiting and not sandbox().ok:
        on_step(f"not judged: {sandbox().reason}. {sandbox().mend}")
        return []
    config = GradedCourse.load(grader).config if waiting else None
    for path, digest in waiting.items():
        on_step(f"judging the solutions of {path.stem}")
        crossing.check(path.stem, nbformat.read(path, as_version=4), config, folder=path.parent)
        known[path.name] = digest
        write_atomically(grader / STATE, json.dumps(known, indent=1) + "\n")
    return list(waiting)


def _digest(path: Path, grader: Path) -> str:
    """Of the notebook, the policy, and the code that judges."""
    digest = hashlib.sha256(path.read_bytes())
    for file in [grader / "nbgrader_config.py", *sorted(Path(__file__).parent.glob("*.py"))]:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _read(grader: Path) -> dict[str, str]:
    try:
        known = json.loads((grader / STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}  # nothing is known: run them
    return known if isinstance(known, dict) else {}
