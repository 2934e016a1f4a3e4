"""What a contained program can see: mounts, and the arguments that tell bubblewrap so."""

import os
import site
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HOME = "/home/learner"
WORK = f"{HOME}/work"
WRITABLE = (HOME, "/tmp")
SOCKETS = "/run/coursekit"
USER = "learner"
USER_ID = 1000

# Linker, fonts, time zone and the symbolic links that distributions keep in /etc; nothing about people or hosts.
SYSTEM_SETTINGS = (
    "alternatives",
    "fonts",
    "ld.so.cache",
    "ld.so.conf",
    "ld.so.conf.d",
    "localtime",
    "mime.types",
    "timezone",
)

WRITTEN_SETTINGS = {
    "passwd": f"{USER}:x:{USER_ID}:{USER_ID}:{USER}:{HOME}:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n",
    "group": f"{USER}:x:{USER_ID}:\nnogroup:x:65534:\n",
    "hosts": "127.0.0.1 localhost\n::1 localhost\n",
    "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
}


@dataclass(frozen=True)
class Sandbox:
    """What one contained program sees beside the system, the environment of Python and coursekit's own package.

    Args:
        folder: Its files, without notebooks and links, are copied into the work folder; None: an empty one.
        read_only: Files and folders shown at their own paths, such as a mirror of data sets.
    """

    folder: Path | None = None
    read_only: tuple[Path, ...] = ()

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "Sandbox":
        """Read what `to_dict` wrote."""
        folder = values.get("folder")
        return cls(Path(folder) if folder else None, tuple(Path(path) for path in values.get("read_only", ())))

    def to_dict(self) -> dict[str, Any]:
        """Return plain data, ready for JSON."""
        return {
            "folder": os.path.abspath(self.folder) if self.folder else None,
            "read_only": [os.path.abspath(path) for path in self.read_only],
        }


def environment_places() -> list[Path]:
    """Return the folders in which Python, its packages and coursekit lie, those inside others too."""
    here = Path(__file__).resolve().parents[1]
    found = [Path(sys.prefix), Path(sys.base_prefix), Path(sys.exec_prefix), Path(sys.executable).resolve().parent]
    found += [Path(path) for name, path in sysconfig.get_paths().items() if name in ("stdlib", "purelib", "platlib")]
    if site.ENABLE_USER_SITE and os.path.isdir(site.getusersitepackages()):
        found.append(Path(site.getusersitepackages()))
    return [*found, here]


def environment_folders() -> list[Path]:
    """Return the folders that must be shown so that Python, its packages and coursekit work, outermost only."""
    return outermost(environment_places())


def outermost(paths: list[Path]) -> list[Path]:
    """Return `paths` without what lies inside another of them or inside /usr, which is shown as a whole."""
    kept: list[Path] = []
    for path in sorted({Path(os.path.abspath(path)) for path in paths}, key=lambda path: (len(path.parts), path)):
        if not any(path.is_relative_to(other) for other in [*kept, Path("/usr")]):
            kept.append(path)
    return kept


def mounts(sandbox: Sandbox) -> Iterator[str]:
    """Yield bubblewrap's arguments for everything that is shown, read-only."""
    yield from ("--ro-bind", "/usr", "/usr")
    for name in ("bin", "sbin", "lib", "lib32", "lib64", "libx32"):
        top = Path("/", name)
        if top.is_symlink():
            yield from ("--symlink", os.readlink(top), str(top))
        elif top.is_dir():
            yield from ("--ro-bind", str(top), str(top))
    for name in SYSTEM_SETTINGS:
        yield from ("--ro-bind-try", f"/etc/{name}", f"/etc/{name}")
    shown = outermost([*environment_folders(), *sandbox.read_only])
    for parent in sorted({parent for path in shown for parent in path.parents} - {Path("/")}):
        yield from ("--dir", str(parent))  # else bubblewrap makes it for its own user alone
    for path in shown:
        yield from ("--ro-bind", str(path), str(path))


def bwrap_arguments(sandbox: Sandbox, settings: dict[str, int], seccomp: int, info: int, as_root: bool) -> list[str]:
    """Return bubblewrap's arguments: namespaces, mounts, and a shell that holds them until its standard input ends.

    Args:
        sandbox: What is shown.
        settings: For each file of `WRITTEN_SETTINGS` a descriptor that its text is read from.
        seccomp: Descriptor of the system call filter, for bubblewrap's own processes.
        info: Descriptor that bubblewrap writes its child's process id to.
        as_root: Whether real root builds it; the program then enters a user namespace of its own afterwards.
    """
    arguments = ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"]
    if not as_root:
        arguments += ["--unshare-user", "--uid", "0", "--gid", "0"]  # one namespace, which owns all the others
    arguments += ["--hostname", "sandbox", "--die-with-parent", "--new-session"]
    for folder in ("/etc", "/home", "/run", SOCKETS):
        arguments += ["--dir", folder]
    for folder in WRITABLE:  # before the mounts: what is shown may lie below /tmp
        arguments += ["--tmpfs", folder]
    arguments += mounts(sandbox)
    for name, descriptor in settings.items():
        arguments += ["--file", str(descriptor), f"/etc/{name}"]
    arguments += ["--proc", "/proc", "--dev", "/dev", "--chdir", "/"]
    arguments += ["--remount-ro", "/dev", "--remount-ro", "/"]
    arguments += ["--seccomp", str(seccomp), "--info-fd", str(info)]
    return [*arguments, "--", "/bin/sh", "-c", "echo ready; read -r end"]
