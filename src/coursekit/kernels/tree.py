"""Measure and kill a tree of processes that may hide: read from outside, in the host's /proc."""

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
KIB_PER_MIB = 1024


@dataclass(frozen=True)
class Usage:
    """What a tree of processes uses: processor time in seconds, memory in MiB."""

    cpu_seconds: float
    memory_mib: float


def members(roots: set[int]) -> set[int]:
    """Return `roots` and all their descendants that are alive or not yet waited for."""
    found: set[int] = set()
    waiting = list(roots)
    while waiting:
        process = waiting.pop()
        if process not in found and os.path.exists(f"/proc/{process}"):
            found.add(process)
            waiting.extend(_children(process))
    return found


def _children(process: int) -> list[int]:
    """Return the children that any thread of `process` started."""
    children: list[int] = []
    try:
        for thread in os.listdir(f"/proc/{process}/task"):
            children += map(int, Path(f"/proc/{process}/task/{thread}/children").read_text().split())
    except OSError:  # it ended while it was read
        return children
    return children


def usage(processes: set[int]) -> Usage:
    """Return what `processes` use together.

    Memory that forks still share is counted once where the kernel tells (proportional size), else for each of them.
    """
    cpu = sum(_cpu_seconds(process) for process in processes)
    return Usage(cpu, sum(_memory_kib(process) for process in processes) / KIB_PER_MIB)


def proportional_memory_mib(processes: set[int]) -> float:
    """Return the memory of `processes` with shared pages divided among their users; dearer to read than `usage`."""
    return sum(_proportional_kib(process) for process in processes) / KIB_PER_MIB


def _cpu_seconds(process: int) -> float:
    """Return processor time of `process` and of its children that it waited for."""
    try:
        words = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, words[11:15])) / TICKS_PER_SECOND  # utime, stime, cutime, cstime


def _memory_kib(process: int) -> int:
    """Return anonymous and shared memory of `process` that is in RAM or swapped."""
    return _sum_of_fields(Path(f"/proc/{process}/status"), ("RssAnon:", "RssShmem:", "VmSwap:"))


def _proportional_kib(process: int) -> int:
    """Return the proportional size of `process`, or the plain one where this user may not read it."""
    try:
        fields = ("Pss_Anon:", "Pss_Shmem:", "SwapPss:")
        return _sum_of_fields(Path(f"/proc/{process}/smaps_rollup"), fields, strict=True)
    except OSError:
        return _memory_kib(process)


def _sum_of_fields(path: Path, names: tuple[str, ...], strict: bool = False) -> int:
    """Return the sum of the named numbers of a /proc file; 0 for a process that has ended, unless `strict`."""
    try:
        lines = path.read_text().splitlines()
    except OSError:
        if strict:
            raise
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith(names))


def kill(roots: set[int], spared: set[int], patience_seconds: float = 5.0) -> bool:
    """Kill all descendants of `roots` until none is left but `spared` and those that only wait to be collected.

    Returns:
        Whether all are dead.
    """
    until = time.monotonic() + patience_seconds
    while alive := {process for process in members(roots) - spared if _alive(process)}:
        if time.monotonic() > until:
            return False
        for process in alive:
            _kill_one(process)
        collect()
        time.sleep(0.002)
    return True


def _alive(process: int) -> bool:
    """Return whether `process` is there and no zombie."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def _kill_one(process: int) -> None:
    """Send SIGKILL to `process` if it is still there."""
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        pass


def collect(spared: int | None = None) -> None:
    """Wait for every child of this process that has ended, `spared` excepted, so that none stays a zombie."""
    while True:
        try:
            ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        except ChildProcessError:
            return
        if ended is None or ended.si_pid == spared:
            return
        os.waitpid(ended.si_pid, 0)


def threads_of_user(user: int) -> int:
    """Return how many threads, in all visible processes, run as `user`."""
    count = 0
    for name in os.listdir("/proc"):
        try:
            if name.isdigit() and os.stat(f"/proc/{name}").st_uid == user:
                count += len(os.listdir(f"/proc/{name}/task"))
        except OSError:
            continue
    return count
