"""Picks from nbgrader's release what a learner gets, and refuses a release that gives answers away."""

from collections.abc import Mapping
from pathlib import Path

from coursekit.errors import CourseError

FOR_LEARNERS = {".ipynb", ".png", ".jpg", ".svg", ".webp"}  # never .md: a lesson's source holds its solutions
SECRETS = (b"BEGIN SOLUTION", b"BEGIN HIDDEN TESTS")


def files_for_learners(released: Mapping[str, Path]) -> dict[str, bytes]:
    """Read the released files of each module.

    Args:
        released: Module name -> folder of its released files.

    Returns:
        Path relative to the workspace, "<module>/<file>" -> content; in alphabetical order within a module.

    Raises:
        CourseError: If a module has no notebook, or a file holds a solution or a hidden test.
    """
    files = {}
    for module, folder in released.items():
        chosen = {
            f"{module}/{file.relative_to(folder).as_posix()}": file.read_bytes()
            for file in sorted(folder.rglob("*"))
            if file.suffix in FOR_LEARNERS and file.is_file() and ".ipynb_checkpoints" not in file.parts
        }
        if not any(path.endswith(".ipynb") for path in chosen):
            raise CourseError(f"{folder} holds no released notebook; run `coursekit release {module}` and try again")
        for path, content in chosen.items():
            _refuse_secrets(path, content, module)
        files |= chosen
    return files


def _refuse_secrets(path: str, content: bytes, module: str) -> None:
    for secret in SECRETS:
        if secret in content:
            raise CourseError(
                f"the release of {path} still holds a region {secret.decode()!r}, so it is not given to learners. "
                f"Close the region in the lesson's source and run `coursekit release {module}`."
            )
