"""Checks of the machine: its Python, port, browser, sandbox, disk and memory. A check's docstring is what the user reads."""

import shutil
import subprocess
import sys
from pathlib import Path

from coursekit.doctor.browser import find_any
from coursekit.doctor.findings import Finding, missing, ok, warning
from coursekit.lab import ports
from coursekit.project import Project

GIGABYTE = 10**9
DISK_BYTES_NEEDED, DISK_BYTES_GOOD = GIGABYTE // 2, 3 * GIGABYTE
MEMORY_BYTES_NEEDED, MEMORY_BYTES_GOOD = GIGABYTE, 4 * GIGABYTE


def python(project: Project, version: tuple[int, ...] = sys.version_info[:3]) -> Finding:
    """Python is 3.11, 3.12 or 3.13"""
    shown = ".".join(map(str, version))
    if (3, 11) <= version[:2] <= (3, 13):
        return ok(shown)
    age = "old" if version < (3, 11) else "new"
    return missing(f"{shown} is too {age}", "install one of these, then: make env PYTHON=/path/to/python3.12")


def port(project: Project) -> Finding:
    """JupyterLab's usual port is free"""
    if ports.is_free(ports.DEFAULT):
        return ok(str(ports.DEFAULT))
    return warning(
        f"{ports.DEFAULT} is in use",
        "nothing: `coursekit lab` takes the next free one and says which; or choose: --port N",
    )


def browser(project: Project) -> Finding:
    """A browser is here"""
    found = find_any()
    if found:
        return ok(str(found))
    return warning(
        "none found",
        "install one (Debian, Ubuntu: apt-get install chromium), or run `coursekit lab --no-browser` and open its address elsewhere",
    )


def bubblewrap(project: Project) -> Finding:
    """The sandbox for learners' code works (bubblewrap)"""
    program = shutil.which("bwrap")
    if program is None:
        return warning("bwrap is not installed", "only graders need it. Debian, Ubuntu: apt-get install bubblewrap")
    try_it = [program, "--unshare-all", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "true"]
    try:
        tried = subprocess.run(try_it, capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired) as error:
        return warning(f"{program} does not start ({error})", "only graders need it. Install bubblewrap again")
    if tried.returncode == 0:
        return ok(program)
    why = " ".join(tried.stderr.split())
    return warning(
        f"{program} can't make a sandbox here: {why}",
        "only graders need it. Allow unprivileged user namespaces on this machine",
    )


def disk(project: Project) -> Finding:
    """There is room on the disk"""
    free = shutil.disk_usage(nearest_folder(project.workspace)).free
    seen = f"{free / GIGABYTE:.1f} GB free at {project.workspace}"
    if free >= DISK_BYTES_GOOD:
        return ok(seen)
    mend = "make room, or move the workspace: COURSEKIT_WORKSPACE=/elsewhere"
    return warning(seen, mend) if free >= DISK_BYTES_NEEDED else missing(seen, mend)


def memory(project: Project) -> Finding:
    """There is memory for training"""
    free = available_memory_bytes()
    seen = f"{free / GIGABYTE:.1f} GB available"
    if free >= MEMORY_BYTES_GOOD:
        return ok(seen)
    mend = f"close other programs; the lessons are made for {MEMORY_BYTES_GOOD // GIGABYTE} GB"
    return warning(seen, mend) if free >= MEMORY_BYTES_NEEDED else missing(seen, mend)


def available_memory_bytes(control_group: Path = Path("/sys/fs/cgroup")) -> int:
    """Memory that a program can still get: the machine's, or what is left of a container's limit."""
    import psutil

    machine = psutil.virtual_memory().available
    try:
        limit = (control_group / "memory.max").read_text().strip()
        used = int((control_group / "memory.current").read_text())
    except (OSError, ValueError):
        return machine
    return machine if limit == "max" else min(machine, max(0, int(limit) - used))


def nearest_folder(path: Path) -> Path:
    """The path itself, or the nearest of its parents that exists."""
    return next(place for place in (path, *path.parents) if place.exists())
