"""Runs that need not be repeated: what a lesson left, kept under the fingerprint of all that it depended on.

An entry is one zip file: notebook, page, outcome and, once a second run has confirmed its outputs, that verification.
Its manifest holds the hash of each, so that a damaged entry is noticed, removed and made again by running the lesson.
"""

import hashlib
import io
import json
import os
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path

from coursekit.execution.outcome import Outcome
from coursekit.execution.plan import Task
from coursekit.execution.verification import Verification
from coursekit.files import write_atomically

MANIFEST, OUTCOME, NOTEBOOK, PAGE, VERIFICATION = (
    "manifest.json",
    "outcome.json",
    "notebook.ipynb",
    "page.html",
    "verification.json",
)
KEPT = 6  # entries a lesson, the newest; enough for its profiles and a change that is taken back
FORMAT = 1


@dataclass(frozen=True)
class Kept:
    """What an entry gave back; notebook and page are in the folder of the run again."""

    outcome: Outcome
    verification: Verification | None = None


class Cache:
    """The entries in one folder.

    Args:
        folder: Where they lie; it need not exist.

    Attributes:
        damaged: Lessons whose entry was damaged and was removed.
    """

    def __init__(self, folder: Path):
        self.folder = folder
        self.damaged: list[str] = []

    def restore(self, task: Task) -> Kept | None:
        """Put back what the run of `task` left and return it; None if there is no whole entry."""
        path = self._path(task)
        try:
            parts = _read(path)
            outcome = Outcome.from_json(json.loads(parts[OUTCOME]))
            verified = Verification.from_json(json.loads(parts[VERIFICATION])) if VERIFICATION in parts else None
        except FileNotFoundError:
            return None
        except Exception:  # whatever is wrong with it: zipfile and zlib have a dozen names for it
            self.damaged.append(task.lesson)
            path.unlink(missing_ok=True)
            return None
        write_atomically(task.page, parts[PAGE])
        write_atomically(task.notebook, parts[NOTEBOOK])
        os.utime(path)  # the newest are kept
        outcome.cached = True
        return Kept(outcome, verified)

    def keep(self, task: Task, outcome: Outcome, verification: Verification | None = None) -> None:
        """Keep what a run left, if it is worth it: it passed, and on real data.

        A synthetic twin's run is never kept: it would hide the real data when that comes.
        """
        worth = outcome.passed and not outcome.synthetic and (verification is None or verification.passed)
        if not worth or not task.fingerprint:
            return
        parts = {
            OUTCOME: json.dumps(outcome.to_json()).encode(),
            NOTEBOOK: task.notebook.read_bytes(),
            PAGE: task.page.read_bytes(),
        }
        if verification is not None:
            parts[VERIFICATION] = json.dumps(asdict(verification)).encode()
        write_atomically(self._path(task), _written(parts))
        self._forget_old(task.lesson)

    def _path(self, task: Task) -> Path:
        return self.folder / f"{task.lesson}-{task.fingerprint[:32]}.zip"

    def _forget_old(self, lesson: str) -> None:
        entries = self.folder.glob(f"{lesson}-{'[0-9a-f]' * 32}.zip")
        for path in sorted(entries, key=lambda entry: entry.stat().st_mtime_ns, reverse=True)[KEPT:]:
            path.unlink(missing_ok=True)


def _written(parts: dict[str, bytes]) -> bytes:
    manifest = {"format": FORMAT, "sha256": {name: _sha256(content) for name, content in parts.items()}}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(MANIFEST, json.dumps(manifest))
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _read(path: Path) -> dict[str, bytes]:
    """Return the parts of an entry.

    Raises:
        FileNotFoundError: If there is none.
        Exception: If it is damaged.
    """
    with zipfile.ZipFile(path) as archive:
        manifest = json.loads(archive.read(MANIFEST))
        if manifest["format"] != FORMAT:
            raise ValueError(f"format {manifest['format']}")
        parts = {name: archive.read(name) for name in manifest["sha256"]}
    wrong = [name for name, content in parts.items() if _sha256(content) != manifest["sha256"][name]]
    if wrong:
        raise ValueError(f"not what was written: {', '.join(wrong)}")
    return parts


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
