"""Copy a submission's folder into a sandbox: regular files only, no link followed, nothing opened twice."""

import errno
import os
import shutil
import stat
from pathlib import Path

from coursekit.errors import CourseError

DEEPEST = 32
COPIED_AT_ONCE = 1024 * 1024


def open_folder(folder: Path) -> int:
    """Open `folder`, which may not be a link, for `copy_in`; stays usable in another mount namespace.

    Raises:
        CourseError: If it is not a folder.
    """
    try:
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as error:
        raise CourseError(
            f"the submission's folder {folder} cannot be opened: {error.strerror}. Expected a folder, not a link."
        ) from error


def copy_in(source: int, target: Path, owner: tuple[int, int] | None = None) -> list[str]:
    """Copy what lies in the open folder `source` into the folder `target`, which must be there.

    Notebooks stay behind, and so does whatever is no plain file of one name: links, hard links, pipes, devices, sockets.

    Args:
        source: Descriptor of a folder.
        target: Where the files go.
        owner: User and group id of the copies; None: the caller's.

    Returns:
        The names, relative to `source`, that were left out, notebooks not counted.

    Raises:
        CourseError: If they do not fit into `target`.
    """
    left_out: list[str] = []
    try:
        _copy_folder(source, target, owner, "", left_out)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise
        raise CourseError(
            "the submission's files do not fit into the sandbox's disk. Expected fewer or smaller files; "
            "raise the limits disk_mib and disk_files if they are wanted."
        ) from error
    return left_out


def _copy_folder(source: int, target: Path, owner: tuple[int, int] | None, within: str, left_out: list[str]) -> None:
    """Copy the files of one open folder, and then of those inside it."""
    for name in sorted(os.listdir(source)):
        relative = f"{within}{name}"
        kind = os.stat(name, dir_fd=source, follow_symlinks=False)
        if stat.S_ISDIR(kind.st_mode) and within.count("/") < DEEPEST:
            inner = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=source)
            try:
                _make_folder(target / name, owner)
                _copy_folder(inner, target / name, owner, f"{relative}/", left_out)
            finally:
                os.close(inner)
        elif not stat.S_ISREG(kind.st_mode) or kind.st_nlink > 1:
            left_out.append(relative)
        elif not name.lower().endswith(".ipynb"):
            _copy_file(source, name, target / name, owner)


def _make_folder(path: Path, owner: tuple[int, int] | None) -> None:
    """Make one folder of `owner`."""
    path.mkdir(mode=0o755)
    if owner:
        os.chown(path, *owner)


def _copy_file(source: int, name: str, target: Path, owner: tuple[int, int] | None) -> None:
    """Copy one regular file; what became a link or a pipe in the meantime is not opened or not waited for."""
    reading = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=source)
    with os.fdopen(reading, "rb") as content, open(target, "xb") as copy:
        shutil.copyfileobj(content, copy, COPIED_AT_ONCE)
        os.fchmod(copy.fileno(), 0o755 if os.fstat(reading).st_mode & 0o100 else 0o644)
        if owner:
            os.fchown(copy.fileno(), *owner)
