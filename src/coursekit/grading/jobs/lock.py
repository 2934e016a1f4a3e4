"""One `coursekit grade` at a time in a course: the lock goes with the process that holds it, however that ends."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from coursekit.errors import CourseError


@contextlib.contextmanager
def grading_lock(path: Path) -> Iterator[None]:
    """Hold the lock at `path`.

    Raises:
        CourseError: If another process holds it; names that process.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            raise CourseError(
                f"another `coursekit grade` is at work here (process {holder}). Wait until it is done, or end it: "
                "what it has graded so far is kept."
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
