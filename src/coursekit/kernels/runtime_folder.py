"""The private folder where this user's warm zygotes and kernels listen: on this machine, for this user alone."""

import os
import secrets
import shutil
import stat
from pathlib import Path

from coursekit.errors import CourseError

# Linux keeps a socket's path in 108 bytes; the longest name that is put into this folder takes 40.
LONGEST_FOLDER = 67


def runtime_folder() -> Path:
    """Return the folder, made if missing: COURSEKIT_RUNTIME, else below XDG_RUNTIME_DIR, else in /tmp.

    Whoever can reach its sockets can run programs as this user, so a folder that another user could have made
    beforehand, or could enter, is refused.

    Raises:
        CourseError: If it belongs to somebody else, others may enter it, it is a link, or its path is too long.
    """
    folder = _named()
    if len(os.fsencode(folder)) > LONGEST_FOLDER:
        raise CourseError(
            f"the runtime folder {folder} has a path of {len(os.fsencode(folder))} bytes; sockets need one of at most "
            f"{LONGEST_FOLDER}. Name a shorter folder in COURSEKIT_RUNTIME."
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        pass
    check_private(folder)
    return folder


def check_private(folder: Path) -> None:
    """Refuse `folder` unless it is a folder of this user's that nobody else may enter."""
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode):
        problem = "is not a folder"
    elif found.st_uid != os.geteuid():
        problem = f"belongs to user {found.st_uid}, not to {os.geteuid()}"
    elif stat.S_IMODE(found.st_mode) & 0o077:
        problem = f"may be entered by others (mode {stat.S_IMODE(found.st_mode):o}, expected 700)"
    else:
        return
    raise CourseError(
        f"the runtime folder {folder} {problem}, so others could take over kernels. "
        "Remove it, or name another folder in COURSEKIT_RUNTIME."
    )


def kernel_folder() -> Path:
    """Make a private folder for one kernel's sockets, and remove those whose owners are gone."""
    root = runtime_folder()
    sweep(root)
    folder = root / f"k-{os.getpid()}-{secrets.token_hex(4)}"
    folder.mkdir(mode=0o700)
    return folder


def sweep(root: Path) -> None:
    """Remove the folders of kernels whose owning process has ended without removing them."""
    for folder in root.glob("k-*-*"):
        owner = folder.name.split("-")[1]
        if not Path("/proc", owner).exists():
            shutil.rmtree(folder, ignore_errors=True)


def _named() -> Path:
    """The folder that the environment names."""
    if named := os.environ.get("COURSEKIT_RUNTIME"):
        return Path(named).absolute()
    if session := os.environ.get("XDG_RUNTIME_DIR"):
        if Path(session).is_dir() and os.access(session, os.W_OK):
            return Path(session) / "coursekit"
    return Path(f"/tmp/coursekit-{os.geteuid()}")
