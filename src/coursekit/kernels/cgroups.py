"""Bound memory and processes of a whole tree by a control group, where this user may make one.

Version 1 (one hierarchy per controller) is writable by root alone. Version 2 is writable by root, and by an ordinary user
below a folder that systemd delegated. Elsewhere `create` returns None, and the supervisor watches the tree instead.

Source: Linux `Documentation/admin-guide/cgroup-v1/`, `Documentation/admin-guide/cgroup-v2.rst`.
"""

import os
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path

from coursekit.kernels.limits import MIB, Limits

PREFIX = "coursekit-"
CONTROLLERS = ("memory", "pids")


@dataclass
class ControlGroup:
    """The folders of one control group: one for version 2, one per controller for version 1."""

    folders: dict[str, Path] = field(default_factory=dict)

    def add(self, process: int) -> None:
        """Move `process`, which must not have forked yet, into the group."""
        for folder in set(self.folders.values()):
            (folder / "cgroup.procs").write_text(str(process))

    def processes(self) -> set[int]:
        """Return the ids of the processes in the group."""
        found: set[int] = set()
        for folder in set(self.folders.values()):
            found.update(int(line) for line in _read(folder / "cgroup.procs").split())
        return found

    def memory_kills(self) -> int:
        """Return how many processes the kernel killed because the group reached its memory limit."""
        folder = self.folders["memory"]
        return _number(folder / "memory.events", "oom_kill") or _number(folder / "memory.oom_control", "oom_kill")

    def memory_refusals(self) -> int:
        """Return how often memory was asked for at the limit; most often the kernel then found some to reuse."""
        folder = self.folders["memory"]
        failures = folder / "memory.failcnt"
        return int(failures.read_text()) if failures.exists() else _number(folder / "memory.events", "max")

    def refused_forks(self) -> int:
        """Return how many processes or threads were refused because the group reached its limit."""
        return _number(self.folders["pids"] / "pids.events", "max")

    def kill(self) -> None:
        """Kill every process in the group."""
        switch = self.folders["memory"] / "cgroup.kill"
        if switch.exists():
            switch.write_text("1")
            return
        for process in self.processes():
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                continue

    def remove(self, patience_seconds: float = 2.0) -> None:
        """Remove the group's folders; waits a moment for its last processes to be gone."""
        until = time.monotonic() + patience_seconds
        for folder in set(self.folders.values()):
            while not _removed(folder) and time.monotonic() < until:
                time.sleep(0.005)


def create(limits: Limits) -> ControlGroup | None:
    """Make a group of its own that holds `limits.memory_mib` and `limits.processes`.

    Returns:
        The group, or None where this user may not make one.
    """
    memberships = Path("/proc/self/cgroup").read_text()
    mounted = Path("/proc/self/mountinfo").read_text()
    for make in (_create_version_1, _create_version_2):
        group = make(limits, memberships, mounted)
        if group is not None:
            return group
    return None


def _create_version_1(limits: Limits, memberships: str, mounted: str) -> ControlGroup | None:
    """Make the group in the two hierarchies of version 1, or in none."""
    own = [find_folder(controller, memberships, mounted) for controller in CONTROLLERS]
    if not all(folder and os.access(folder, os.W_OK) for folder in own):
        return None
    group = ControlGroup()
    settings = {
        "memory": {
            "memory.limit_in_bytes": limits.memory_mib * MIB,
            "memory.memsw.limit_in_bytes": limits.memory_mib * MIB,
        },
        "pids": {"pids.max": limits.processes},
    }
    return _settled(group, dict(zip(CONTROLLERS, own, strict=True)), settings)


def _create_version_2(limits: Limits, memberships: str, mounted: str) -> ControlGroup | None:
    """Make the group below the nearest folder of version 2 that hands both controllers down and is writable here."""
    own = find_folder(None, memberships, mounted)
    parent = next((folder for folder in (own, *own.parents) if delegates(folder)), None) if own else None
    if parent is None:
        return None
    settings = {
        "memory.max": limits.memory_mib * MIB,
        "memory.swap.max": 0,
        "memory.oom.group": 1,
        "pids.max": limits.processes,
    }
    return _settled(ControlGroup(), dict.fromkeys(CONTROLLERS, parent), dict.fromkeys(CONTROLLERS, settings))


def delegates(folder: Path) -> bool:
    """Return whether groups below `folder` (version 2) get both controllers, and this user may make and fill them."""
    handed_down = _read(folder / "cgroup.subtree_control").split()
    writable = os.access(folder, os.W_OK) and os.access(folder / "cgroup.procs", os.W_OK)
    return writable and set(CONTROLLERS) <= set(handed_down)


def _settled(group: ControlGroup, parents: dict[str, Path], settings: dict[str, dict[str, int]]) -> ControlGroup | None:
    """Make the group's folders below `parents` and write the limits; undo all if one is refused."""
    name = f"{PREFIX}{os.getpid()}-{time.monotonic_ns()}"
    try:
        for controller, parent in parents.items():
            remove_abandoned(parent)
            folder = parent / name
            folder.mkdir(exist_ok=True)
            group.folders[controller] = folder
            for file, value in settings[controller].items():
                if (folder / file).exists():  # swap and the group kill are not accounted by every kernel
                    (folder / file).write_text(str(value))
    except OSError:
        group.remove(0)
        return None
    return group


def remove_abandoned(parent: Path) -> None:
    """Remove empty groups below `parent` whose supervisor was killed."""
    for folder in parent.glob(f"{PREFIX}*"):
        owner = folder.name.removeprefix(PREFIX).partition("-")[0]
        if owner.isdigit() and not Path(f"/proc/{owner}").exists():
            _removed(folder)


def find_folder(controller: str | None, memberships: str, mounted: str) -> Path | None:
    """Return the folder of this process's own group.

    Args:
        controller: A controller of version 1, or None for the one hierarchy of version 2.
        memberships: Content of `/proc/self/cgroup`.
        mounted: Content of `/proc/self/mountinfo`.

    Returns:
        The folder, or None where that hierarchy is not mounted or doesn't show the group.
    """
    group = next((path for names, path in _memberships(memberships) if (controller or "") in names), None)
    if group is None:
        return None
    for line in mounted.splitlines():
        before, _, after = line.partition(" - ")
        root, place = before.split()[3:5]
        kind, _, options = after.split(" ", 2)
        wanted = kind == "cgroup2" if controller is None else kind == "cgroup" and controller in options.split(",")
        if wanted and (group == root or group.startswith(root.rstrip("/") + "/")):
            return Path(place, group[len(root.rstrip("/")) :].lstrip("/"))
    return None


def _memberships(text: str) -> list[tuple[list[str], str]]:
    """Read `/proc/self/cgroup`: names of controllers (one empty name for version 2) and the path."""
    parts = [line.split(":", 2) for line in text.splitlines()]
    return [(names.split(","), path) for _, names, path in parts]


def _removed(folder: Path) -> bool:
    """Remove one folder; return whether it is gone."""
    try:
        folder.rmdir()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True


def _read(path: Path) -> str:
    """Return the text of a control file, or nothing where there is none."""
    try:
        return path.read_text()
    except OSError:
        return ""


def _number(path: Path, name: str) -> int:
    """Return the number after `name` in a control file, or 0."""
    lines = [line.split() for line in _read(path).splitlines()]
    return next((int(line[1]) for line in lines if len(line) == 2 and line[0] == name), 0)
