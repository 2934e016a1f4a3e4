"""Finding the zygote that fits a request, starting one where there is none."""

import fcntl
import os
import secrets
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from coursekit.kernels.preload import SETTINGS, before_import, family, modules, versions
from coursekit.kernels.runtime_folder import runtime_folder
from coursekit.kernels.zygote import peer


def warm_connection(environment: dict[str, str]) -> socket.socket:
    """Return a connection to a zygote that fits kernels with this environment; one that is still importing will answer later.

    Raises:
        CourseError: If the runtime folder is not private.
        OSError: If no zygote can be started.
    """
    folder, names = runtime_folder(), modules()
    prefix = f"z-{family(names, environment)}-"
    path = folder / f"{prefix}{versions()}.sock"
    if connection := open_zygote(path):
        return connection
    with _lock(folder / "start.lock"):
        if connection := open_zygote(path):  # another process was faster
            return connection
        _retire(folder, prefix)
        _start(folder, path, names, environment)
        return _connect(path)


def open_zygote(path: Path) -> socket.socket | None:
    """Return a connection to the zygote at `path`, or None if nobody of this user's listens there."""
    try:
        connection = _connect(path)
    except (FileNotFoundError, ConnectionRefusedError):
        return None
    if peer(connection)[1] != os.geteuid():
        connection.close()
        return None
    return connection


def clean_environment(folder: Path, environment: dict[str, str]) -> dict[str, str]:
    """Return what a zygote or a cold supervisor may have in its environment.

    A fork keeps its parent's environment block readable in its memory, so nothing private may ever be in it.
    """
    home = folder / "home"
    home.mkdir(mode=0o700, exist_ok=True)
    basis = {"PATH": os.defpath, "HOME": str(home), "MPLCONFIGDIR": str(home / "matplotlib")}
    return {**basis, **SETTINGS, **before_import(environment)}


def _connect(path: Path) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    try:
        connection.connect(str(path))
    except BaseException:
        connection.close()
        raise
    return connection


def _start(folder: Path, path: Path, names: tuple[str, ...], environment: dict[str, str]) -> None:
    """Start a zygote on a socket that takes connections from now on, though it must import first."""
    aside = folder / f"z{secrets.token_hex(4)}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener, open(path.with_suffix(".log"), "wb") as log:
        listener.bind(str(aside))
        subprocess.run(  # returns when the zygote listens; it leaves this process and imports on its own time
            [sys.executable, "-P", "-m", "coursekit.kernels.zygote", "serve", str(listener.fileno()), str(path), ",".join(names)],
            env=clean_environment(folder, environment),
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=(listener.fileno(),),
            check=True,
        )  # fmt: skip
        os.replace(aside, path)  # in place of one whose zygote is dead


def _retire(folder: Path, prefix: str) -> None:
    """End the zygotes of the same family that were made from other versions; their kernels live on."""
    for path in folder.glob(f"{prefix}*.sock"):
        if connection := open_zygote(path):
            with connection:
                os.kill(peer(connection)[0], signal.SIGTERM)
        path.unlink(missing_ok=True)
        path.with_suffix(".log").unlink(missing_ok=True)


@contextmanager
def _lock(path: Path):
    """Hold a lock that the kernel releases if this process dies."""
    with open(path, "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
