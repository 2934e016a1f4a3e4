"""The course's own folder on this machine: fetched copies of data files, and what was unpacked once to load fast."""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

STALE_SECONDS = 3600
PART = ".part"


class CacheWarning(UserWarning):
    """A file in the local cache was not what was written there; it was made again."""


def cache_folder() -> Path:
    """Return the folder named by COURSEKIT_CACHE, else ~/.cache/coursekit (or XDG_CACHE_HOME's); it need not exist."""
    named = os.environ.get("COURSEKIT_CACHE")
    if named:
        return Path(named).expanduser().absolute()
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache").absolute() / "coursekit"


def store_folder() -> Path:
    """Return the folder that `coursekit data fetch` copies to; laid out like a mirror."""
    return cache_folder() / "datasets"


@contextmanager
def written_aside(target: Path) -> Iterator[BinaryIO]:
    """Open a file beside `target` and put it in its place when the block ends well.

    A reader sees the old file or the whole new one, never a part; of two writers the last wins.
    If the block raises, `target` stays as it was.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    _remove_stale_parts(target)
    handle, aside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=PART)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        os.chmod(aside, 0o644)  # mkstemp makes it private; a bundle is meant to be read by others
        os.replace(aside, target)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise


def _remove_stale_parts(target: Path) -> None:
    """Remove what a writer that was killed left beside `target`; a fresh part may belong to a living one."""
    for part in target.parent.glob(f".{target.name}.*{PART}"):
        try:
            if time.time() - part.stat().st_mtime > STALE_SECONDS:
                part.unlink()
        except FileNotFoundError:  # another writer removed it first
            continue
