"""Enter namespaces that bubblewrap holds, furnish them, and become nobody inside them.

Two roads lead in. Where this process is root and owns spare user ids, bubblewrap runs as root, so that it can show an
environment which lies below a private folder, and the program enters a user namespace that maps one unassigned id.
An ordinary user lets bubblewrap make a user namespace, and the program enters another one below it, so that it has no
power over the processes, mounts and limits of the first.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from coursekit.kernels import syscalls
from coursekit.kernels.limits import MIB, Limits
from coursekit.kernels.sandbox import SOCKETS, USER_ID, WORK, WRITABLE

# Far above the ids that systems assign to people, services, containers and their ranges.
UNASSIGNED_IDS = 1_879_048_192
HIGHEST_PROCESS_ID = 4_194_304

# What `chown`, `setuid`, `setgid`, `mount` and `setns` ask for: CHOWN, SETGID, SETUID, SYS_ADMIN.
NEEDED_BY_ROOT = (0, 6, 7, 21)

# What /proc shows of the machine beyond what programs need; the last two are there on few kernels.
MASKED = ("kcore", "keys", "key-users", "timer_list", "kallsyms", "kmsg", "config.gz", "sched_debug")


@dataclass(frozen=True)
class Road:
    """How to enter.

    Args:
        host_id: Id, outside, of the user and group that the program becomes; None on the ordinary user's road.
    """

    host_id: int | None

    @property
    def as_root(self) -> bool:
        """Whether real root builds the sandbox."""
        return self.host_id is not None


def choose_road() -> Road:
    """Choose the road that this process can take."""
    if os.geteuid() != 0 or not _has_capabilities(NEEDED_BY_ROOT):
        return Road(None)
    wanted = UNASSIGNED_IDS + os.getpid() % HIGHEST_PROCESS_ID
    users, groups = (Path(f"/proc/self/{kind}_map").read_text() for kind in ("uid", "gid"))
    return Road(spare_id(wanted, users, groups))


def _has_capabilities(numbers: tuple[int, ...]) -> bool:
    """Return whether all these capabilities are effective."""
    lines = Path("/proc/self/status").read_text().splitlines()
    effective = int(next(line for line in lines if line.startswith("CapEff:")).split()[1], 16)
    return all(effective >> number & 1 for number in numbers)


def spare_id(wanted: int, users: str, groups: str) -> int | None:
    """Return an id that exists here both as a user and as a group and belongs to nobody.

    Args:
        wanted: Taken if it exists.
        users: Content of `/proc/self/uid_map`.
        groups: Content of `/proc/self/gid_map`.

    Returns:
        `wanted`, else the highest id that exists; None if there are only ids that people and services have.
    """
    ranges = [[tuple(map(int, line.split())) for line in text.splitlines()] for text in (users, groups)]
    if all(any(start <= wanted < start + count for start, _, count in kind) for kind in ranges):
        return wanted
    highest = min(max(start + count - 1 for start, _, count in kind) for kind in ranges)
    return highest if highest > 65_534 else None


def furnish(limits: Limits, road: Road) -> None:
    """Bound the writable places of the sandbox that this process has just joined, and hide what /proc tells too much."""
    quiet = syscalls.MS_NOSUID | syscalls.MS_NODEV
    share = len(WRITABLE)
    disk = f"size={max(1, limits.disk_mib * MIB // share)},nr_inodes={max(16, limits.disk_files // share)}"
    for place in WRITABLE:
        syscalls.mount("tmpfs", place, None, syscalls.MS_REMOUNT | quiet, disk)
        _hand_over(place, road)
    os.mkdir(WORK)
    _hand_over(WORK, road)
    _mount_small("/dev/shm", road, quiet, f"size={limits.shared_mib * MIB},nr_inodes=1024")
    _mount_small(SOCKETS, road, quiet | syscalls.MS_NOEXEC, "size=65536,nr_inodes=64")
    for name in MASKED:
        if os.path.exists(f"/proc/{name}"):
            syscalls.mount("/dev/null", f"/proc/{name}", None, syscalls.MS_BIND)
    # other users' processes, bubblewrap's own among them, are not even listed
    syscalls.mount("proc", "/proc", None, syscalls.MS_REMOUNT | quiet | syscalls.MS_NOEXEC, "hidepid=2")


def _mount_small(place: str, road: Road, flags: int, size: str) -> None:
    """Mount a private file system in memory at `place`."""
    syscalls.mount("tmpfs", place, "tmpfs", flags, size)
    _hand_over(place, road)


def _hand_over(folder: str, road: Road) -> None:
    """Give `folder` to the user that the program becomes."""
    os.chmod(folder, 0o755)
    if road.host_id is not None:
        os.chown(folder, road.host_id, road.host_id)


def enter_user_namespace(road: Road, ask_for_maps) -> None:
    """Enter a user namespace without power over anything, and become its only user.

    Args:
        road: The road taken.
        ask_for_maps: Called on root's road once the namespace is there; returns when its maps were written from outside.
    """
    syscalls.unshare(syscalls.CLONE_NEWUSER)
    syscalls.prctl(syscalls.PR_SET_DUMPABLE, 1)  # else /proc/self/uid_map belongs to the system's root
    if road.as_root:
        ask_for_maps()
        os.setgroups([])
    else:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/gid_map").write_text(f"{USER_ID} 0 1")
        Path("/proc/self/uid_map").write_text(f"{USER_ID} 0 1")
    os.setresgid(USER_ID, USER_ID, USER_ID)
    os.setresuid(USER_ID, USER_ID, USER_ID)


def write_maps(process: int, host_id: int) -> None:
    """Map the one id of the user namespace that `process` has entered to `host_id`; called by root, outside."""
    for kind in ("gid", "uid"):
        Path(f"/proc/{process}/{kind}_map").write_text(f"{USER_ID} {host_id} 1")


def unreadable(folders: list[Path]) -> Path | None:
    """Return the first of `folders` that the user inside may not read and enter, or None."""
    return next((path for path in folders if not os.access(path, os.R_OK | (os.X_OK if path.is_dir() else 0))), None)
