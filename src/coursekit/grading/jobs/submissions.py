"""Which submissions lie in submitted/, and what bytes they are made of."""

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from coursekit.grading.jobs.course import GradedCourse
from coursekit.grading.jobs.names import fault_of

BLOCK = 1 << 20  # bytes


@dataclass(frozen=True)
class Submission:
    """One learner's folder.

    Attributes:
        fault: Why it can't be graded under this name; None if it can.
    """

    learner: str
    folder: Path
    fault: str | None = None


def find_submissions(course: GradedCourse, assignment: str) -> list[Submission]:
    """Return all submissions of an assignment, by learner."""
    marker = "COURSEKIT-LEARNER"
    pattern = course.path("submitted", marker, assignment)
    parts = pattern.parts
    place = next(number for number, part in enumerate(parts) if marker in part)
    above, below = Path(*parts[:place]), parts[place + 1 :]
    prefix, suffix = parts[place].split(marker)
    found = []
    for entry in sorted(above.iterdir()) if above.is_dir() else ():
        folder = entry.joinpath(*below)
        if not (entry.name.startswith(prefix) and entry.name.endswith(suffix) and os.path.lexists(folder)):
            continue
        learner = entry.name[len(prefix) : len(entry.name) - len(suffix)]
        found.append(Submission(learner, folder, fault_of(learner) or _fault_of_folder(entry, folder)))
    return found


def _fault_of_folder(entry: Path, folder: Path) -> str | None:
    if entry.is_symlink() or folder.is_symlink():
        return "its folder is a link; put a copy of the submission there"
    return None if folder.is_dir() else "it is no folder"


def digest_of(folder: Path) -> str:
    """Return the SHA-256 of a submission: of each entry's name, kind and bytes. Follows no link and opens no device."""
    digest = hashlib.sha256()
    for path in sorted(_entries(folder), key=os.fsencode):
        status = os.lstat(path)
        kind = stat.S_IFMT(status.st_mode)
        digest.update(os.fsencode(os.path.relpath(path, folder)) + b"\0" + kind.to_bytes(4, "big"))
        if stat.S_ISREG(kind):
            digest.update(_digest_of_file(path))
        elif stat.S_ISLNK(kind):
            digest.update(os.fsencode(os.readlink(path)))
    return digest.hexdigest()


def _entries(folder: Path) -> list[str]:
    return [os.path.join(above, name) for above, folders, files in os.walk(folder) for name in (*folders, *files)]


def _digest_of_file(path: str) -> bytes:
    digest = hashlib.sha256()
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.digest()
