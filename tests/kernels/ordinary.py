"""Run Python as an ordinary user, from root: `python tests/kernels/ordinary.py -m pytest ...`.

Python itself may lie below a folder that is root's alone. So a private mount namespace covers each such folder with an
empty one that everybody may enter, and puts back beneath it only the folders that are needed.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from coursekit.kernels import syscalls
from coursekit.kernels.sandbox import environment_folders, outermost

USER_ID = 61_001
MS_REC, MS_PRIVATE, MS_MOVE = 0x4000, 0x40000, 0x2000


def closed_ancestors(paths: list[Path]) -> list[Path]:
    """Return the folders above `paths` that others may not enter, outermost only."""
    above = sorted({parent for path in paths for parent in path.parents}, key=lambda path: len(path.parts))
    closed = [folder for folder in above if not folder.stat().st_mode & 0o001]
    return [folder for folder in closed if not any(folder.is_relative_to(other) for other in closed if other != folder)]


def open_up(paths: list[Path]) -> None:
    """Let everybody reach `paths`, in this process's own mount namespace."""
    syscalls.unshare(syscalls.CLONE_NEWNS)
    syscalls.mount("none", "/", None, MS_REC | MS_PRIVATE)
    for folder in closed_ancestors(paths):
        beneath = [path for path in paths if path.is_relative_to(folder)]
        aside = tempfile.mkdtemp(dir="/tmp")
        syscalls.mount("tmpfs", aside, "tmpfs", 0)
        for number, path in enumerate(beneath):
            os.mkdir(f"{aside}/{number}")
            syscalls.mount(str(path), f"{aside}/{number}", None, syscalls.MS_BIND)
        syscalls.mount("tmpfs", str(folder), "tmpfs", 0, "mode=755")
        for number, path in enumerate(beneath):
            path.mkdir(parents=True)
            syscalls.mount(f"{aside}/{number}", str(path), None, MS_MOVE)
        syscalls.unmount(aside)
        os.rmdir(aside)


def main(arguments: list[str]) -> int:
    """Run Python as the ordinary user, with a home folder of its own, and return its exit code."""
    home = tempfile.mkdtemp(prefix="ordinary-", dir="/tmp")
    os.chown(home, USER_ID, USER_ID)
    child = os.fork()
    if child == 0:
        become_ordinary(home)
        os.execv(sys.executable, [sys.executable, *arguments])
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    shutil.rmtree(home)
    return code


def become_ordinary(home: str) -> None:
    """Give up root for good, with everything in reach that Python and the tests need."""
    checkout = Path(__file__).resolve().parents[2]
    open_up(outermost([*environment_folders(), checkout]))
    os.setgroups([])
    os.setresgid(USER_ID, USER_ID, USER_ID)
    os.setresuid(USER_ID, USER_ID, USER_ID)
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "COURSEKIT_DATA") if name in os.environ}
    os.environ.clear()
    os.environ.update(kept | {"HOME": home, "TMPDIR": home, "PYTHONDONTWRITEBYTECODE": "1"})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
