"""Checks of what was set up: environment, packages, kernel, backend, data, folders. A check's docstring is what the user reads."""

import os
import subprocess
import sys
import time
from importlib import metadata
from pathlib import Path

from coursekit.doctor.findings import Finding, missing, ok, warning
from coursekit.doctor.machine import nearest_folder
from coursekit.lab import kernelspec
from coursekit.project import Project

IMPORT_SECONDS_LIMIT = 180
IMPORT_SECONDS_SLOW = 20


def environment(project: Project) -> Finding:
    """The environment is whole"""
    if Path(sys.prefix) != project.root / ".venv":
        return ok(f"{sys.prefix}, not made by `make env`; its packages are looked at below")
    asked = subprocess.run(
        [sys.executable, project.root / "setup" / "environment.py", "--check"], capture_output=True, text=True
    )
    seen = (asked.stdout + asked.stderr).strip()
    return ok(sys.prefix) if asked.returncode == 0 else missing(seen, "run `make env`; it goes on from where it was")


def packages(project: Project) -> Finding:
    """The packages are the locked ones"""
    lock = project.root / "requirements.lock"
    if not lock.is_file():
        return warning(f"there is no {lock.name} to compare with", "use a whole checkout of the course")
    wanted = locked_versions(lock)
    absent, different = [], []
    for name, version in wanted.items():
        try:
            here = metadata.version(name)
        except metadata.PackageNotFoundError:
            absent.append(name)
            continue
        if here != version:
            different.append(f"{name} {here} (locked: {version})")
    if absent:
        return missing(f"{_first(absent)} not installed", "run `make env`")
    if different:
        return warning(f"other versions: {_first(different)}", "run `make env` to get the tested ones")
    return ok(f"{len(wanted)} packages")


def locked_versions(lock: Path, **markers: str) -> dict[str, str]:
    """Read name -> version from a lock, for this Python and platform.

    Args:
        lock: A requirements file in which every package is pinned by `==`.
        markers: Environment markers of another machine, such as python_full_version="3.12.1".
    """
    from packaging.requirements import Requirement

    lines = [line.rstrip("\\ ") for line in lock.read_text(encoding="utf-8").splitlines() if line[:1].isalnum()]
    requirements = [Requirement(line) for line in lines]
    here = [one for one in requirements if one.marker is None or one.marker.evaluate(markers)]
    return {one.name: str(one.specifier).removeprefix("==") for one in here}


def _first(names: list[str], count: int = 4) -> str:
    rest = len(names) - count
    return ", ".join(names[:count]) + (f" and {rest} more" if rest > 0 else "")


def kernel(project: Project) -> Finding:
    """The kernel that the lessons name is registered"""
    place = kernelspec.folder()
    if kernelspec.registered():
        return ok(f"{kernelspec.NAME} in {place}")
    seen = "it starts another program than this version's" if (place / "kernel.json").exists() else "it is not there"
    return missing(f"{kernelspec.NAME} in {place}: {seen}", f"run: {sys.executable} -m coursekit.lab.kernelspec")


def backend(project: Project) -> Finding:
    """Keras starts with its backend"""
    program = "import keras; keras.ops.zeros(1); print(keras.__version__, keras.backend.backend())"
    quiet = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"}
    started = time.monotonic()
    try:
        tried = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, timeout=IMPORT_SECONDS_LIMIT, env=quiet
        )
    except subprocess.TimeoutExpired:
        return missing(
            f"not started within {IMPORT_SECONDS_LIMIT} s", "see whether the disk or the processors are overloaded"
        )
    seconds = time.monotonic() - started
    if tried.returncode:
        last = (tried.stderr.strip().splitlines() or ["no message"])[-1]
        return missing(last, "run `make env`; if KERAS_BACKEND is set, unset it or install that backend")
    version, name = tried.stdout.split()
    seen = f"Keras {version} on {name}, {seconds:.0f} s"
    return (
        ok(seen)
        if seconds < IMPORT_SECONDS_SLOW
        else warning(seen, f"compile its bytecode: {sys.executable} -m compileall -q {sys.prefix}")
    )


def data(project: Project) -> Finding:
    """The data sets of the lessons are here"""
    from coursekit.datasets.commands import whereabouts
    from coursekit.datasets.registry import dataset
    from coursekit.datasets.resolution import mirror_folder
    from coursekit.syllabus import load

    mirror = mirror_folder()
    if mirror and not Path(mirror).is_dir():
        return missing(
            f"COURSEKIT_DATA names {mirror}, which is no folder", "set COURSEKIT_DATA to a mirror folder, or unset it"
        )
    names = dict.fromkeys(name for lesson in load(project.course).lessons for name in lesson.datasets)
    places = {name: whereabouts(dataset(name)) for name in names}
    seen = f"{'mirror ' + str(mirror) if mirror else 'no mirror'}; " + ", ".join(
        f"{name}: {place}" for name, place in places.items()
    )
    absent = [name for name, place in places.items() if place == "not here"]
    if absent:
        return warning(
            seen, f"set COURSEKIT_DATA to a mirror that has {_first(absent)}; without it only profile smoke runs"
        )
    return ok(seen)


def folders(project: Project) -> Finding:
    """The workspace and the exchange can be written"""
    for folder in (project.workspace, project.exchange):
        place = nearest_folder(folder)
        if not place.is_dir():
            return missing(
                f"{place} is a file", "move it away, or set COURSEKIT_WORKSPACE and COURSEKIT_EXCHANGE to other folders"
            )
        if not os.access(place, os.W_OK):
            return missing(
                f"{place} can't be written",
                "own it, or set COURSEKIT_WORKSPACE and COURSEKIT_EXCHANGE to your own folders",
            )
    return ok(f"{project.workspace}, {project.exchange}")
