"""Checks of the machine: its Python, port, browser, sandbox, disk and memory. A check's docstring is what the user reads."""

import shutil
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


def sandbox(project: Project) -> Finding:
    """Submissions can be contained"""
    from coursekit.kernels import availability, kernelspec

    if not kernelspec.registered():
        return warning(
            f"there is no kernel {kernelspec.NAME}", f"run: {sys.executable} -m coursekit.kernels.kernelspec"
        )
    found = availability.check()
    if found.ok:
        return ok("a sandbox was built and entered")
    return warning(found.reason, f"only graders need it. {found.mend}")


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
