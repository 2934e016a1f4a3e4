"""Built notebooks, kept so that a lesson which keeps every rule is not checked again until something changes.

A file holds one notebook behind the hash of its bytes. It is named by the lesson and by what the build depends on: the
lesson's text, its place in the syllabus, its module's answer panels, the modules that check and expand, what is installed.
"""

import hashlib
import json
import sys
from pathlib import Path

import nbformat

from coursekit.execution.fingerprint import digest, file_digest, files_behind, installed
from coursekit.files import write_atomically
from coursekit.syllabus import Lesson

FOLDER = "built"
DIGEST_BYTES = hashlib.sha256().digest_size


def built(lesson: Lesson, cache: Path | None) -> bytes:
    """Return a lesson's solution notebook, from what is kept in `cache` if nothing that it depends on has changed.

    Args:
        cache: The folder of all that is kept; None: the notebook is built, and not kept.

    Raises:
        CourseError: If the lesson breaks a rule. A lesson that does is never kept, so it says so each time.
    """
    if cache is None:
        return _build(lesson)
    path = cache / FOLDER / f"{lesson.name}-{_key(lesson)[:32]}.ipynb"
    notebook = _read(path)
    if notebook is None:
        notebook = _build(lesson)
        write_atomically(path, hashlib.sha256(notebook).digest() + notebook)
        for old in path.parent.glob(f"{lesson.name}-{'[0-9a-f]' * 32}.ipynb"):
            if old != path:
                old.unlink(missing_ok=True)
    return notebook


def _build(lesson: Lesson) -> bytes:
    from coursekit.authoring.build import build_notebook

    return (nbformat.writes(build_notebook(lesson)) + "\n").encode()


def _read(path: Path) -> bytes | None:
    """Return what is kept in a file; None if there is none, or if it is not what was written."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    kept, notebook = content[:DIGEST_BYTES], content[DIGEST_BYTES:]
    return notebook if hashlib.sha256(notebook).digest() == kept else None


def _key(lesson: Lesson) -> str:
    parts = {
        "lesson": [repr(lesson), file_digest(lesson.path)],
        "panels": {path.name: file_digest(path) for path in sorted((lesson.path.parent / "answers").glob("*.py"))},
        "modules": {str(path): file_digest(path) for path in sorted(files_behind({"coursekit.authoring.build"}))},
        "installed": [sys.version, installed()],
    }
    return digest(json.dumps(parts, sort_keys=True).encode())
