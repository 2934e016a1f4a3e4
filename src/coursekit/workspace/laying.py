"""Lays files into a folder that somebody works in.

For each file there are three versions: the one wanted now, the ones that were laid before, and the one on disk.

    on disk                       what happens
    nothing                       the wanted version is laid
    the wanted version            nothing
    a version that was laid       it is replaced, atomically
    anything else                 it is the learner's and stays; the wanted version is laid beside it, once

A version's digest is in the manifest before its file is on disk. So an interruption at any point leaves files
that the next run recognises.
"""

import glob
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from coursekit.errors import CourseError
from coursekit.files import write_atomically
from coursekit.workspace.manifest import Entry, Manifest

NEW, UPDATED, SAME, KEPT, BESIDE = "new", "updated", "same", "kept", "beside"
NOT_A_FILE = "not a readable file"

Digest = Callable[[bytes], str]


@dataclass(frozen=True)
class Laid:
    """What happened to one file.

    Attributes:
        path: Relative to the workspace.
        outcome: NEW, UPDATED, SAME, KEPT (the learner's stays, nothing newer has come) or BESIDE (the learner's stays,
            a newer version has just been laid beside it).
        waiting: Where a newer version lies beside the learner's, relative to the workspace; empty if none does.
    """

    path: str
    outcome: str
    waiting: str = ""


def digest_of_bytes(content: bytes) -> str:
    """SHA-256 of the whole file: an output that took ten minutes to compute is work, too."""
    return hashlib.sha256(content).hexdigest()


def digest_of_sources(content: bytes) -> str:
    """SHA-256 of what is written in a notebook's cells: a page that was only run and saved is still the page that was laid."""
    try:
        cells = json.loads(content)["cells"]
        sources = [[cell["cell_type"], "".join(cell["source"])] for cell in cells]
    except (ValueError, KeyError, TypeError):
        return digest_of_bytes(content)
    return hashlib.sha256(json.dumps(sources).encode()).hexdigest()


def lay(workspace: Path, wanted: Mapping[str, bytes], digest: Digest = digest_of_bytes) -> list[Laid]:
    """Bring files up to date and keep every byte that a learner wrote.

    Args:
        workspace: The folder.
        wanted: Path relative to the folder -> content.
        digest: Tells versions apart.

    Returns:
        What happened to each file, in the order of `wanted`.

    Raises:
        CourseError: If something that is no folder stands where a folder is needed.
    """
    manifest = Manifest(workspace)
    for path, content in wanted.items():
        entry, version = manifest[path], digest(content)
        if version not in entry.ours:
            entry.ours.append(version)
    try:
        manifest.save()
        done = [_lay_one(workspace, path, content, digest, manifest[path]) for path, content in wanted.items()]
    except (FileExistsError, NotADirectoryError) as error:
        raise CourseError(
            f"{error.filename} is in the way: the course needs a folder there. Move it away and run again."
        ) from error
    manifest.save()
    return done


def _lay_one(workspace: Path, path: str, content: bytes, digest: Digest, entry: Entry) -> Laid:
    place, version = workspace / path, digest(content)
    present = _digest_on_disk(place, digest)
    if present is None or present in entry.ours:
        if present != version:
            write_atomically(place, content)
        entry.settled = version
        _clear_beside(place, digest, entry)
        return Laid(path, NEW if present is None else SAME if present == version else UPDATED)
    if entry.settled == version:
        waiting = _beside(place)  # the last one is the newest, unless the learner has done away with it
        return Laid(path, KEPT, waiting[-1].relative_to(workspace).as_posix() if waiting else "")
    beside = _free_place_beside(place, digest, entry)
    write_atomically(beside, content)
    entry.settled = version
    return Laid(path, BESIDE, beside.relative_to(workspace).as_posix())


def _digest_on_disk(place: Path, digest: Digest) -> str | None:
    """Digest of a file; None if nothing is there."""
    try:
        return digest(place.read_bytes())
    except FileNotFoundError:
        return None
    except NotADirectoryError:
        raise
    except OSError:  # a folder, or no right to read: whatever it is, it isn't ours
        return NOT_A_FILE


def _beside(place: Path) -> list[Path]:
    """The files that lie beside `place` as newer versions of it, oldest first."""
    stem = glob.escape(place.stem)
    numbered = place.parent.glob(f"{stem}.[0-9]*.new{place.suffix}")
    return [
        *place.parent.glob(f"{stem}.new{place.suffix}"),
        *sorted(numbered, key=lambda other: (len(other.name), other.name)),
    ]


def _free_place_beside(place: Path, digest: Digest, entry: Entry) -> Path:
    """The first name beside `place` that holds nothing of the learner's."""
    number = 1
    while True:
        middle = ".new" if number == 1 else f".{number}.new"
        candidate = place.with_name(f"{place.stem}{middle}{place.suffix}")
        present = _digest_on_disk(candidate, digest)
        if present is None or present in entry.ours:
            return candidate
        number += 1


def _clear_beside(place: Path, digest: Digest, entry: Entry) -> None:
    """Take away newer versions that wait beside `place`, now that it is up to date; those that the learner changed stay."""
    for other in _beside(place):
        if _digest_on_disk(other, digest) in entry.ours:
            other.unlink()
