"""On what a run computes: versions of what it stands on, and the machine."""

import platform
from importlib.metadata import distributions

from coursekit import devices
from coursekit.execution.backends import beside


def versions(backends=("tensorflow",)) -> dict[str, str]:
    """Return name -> version of Python, the given backends, Keras, NumPy and coursekit, as far as installed; loads none."""
    found = {"python": platform.python_version()}
    for name in (*sorted(backends), "keras", "numpy", "coursekit"):
        if version := _version(name):
            found[name] = version
    return found


def _version(name: str) -> str | None:
    """Return a package's version, also of a backend that lies beside the environment."""
    here = next(iter(distributions(name=name)), None)
    folder = beside(name)
    if here is None and folder is not None:
        here = next(iter(distributions(name=name, path=[str(folder)])), None)
    return here.version if here else None


def machine() -> str:
    """Return the machine in words, such as `2 cores, Linux x86_64`."""
    cores = devices.usable_cores()
    return f"{cores:g} core{'s' if cores != 1 else ''}, {platform.system()} {platform.machine()}"
