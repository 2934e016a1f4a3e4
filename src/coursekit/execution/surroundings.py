"""On what a run computed: versions of what it stood on, and the machine."""

import platform
from importlib.metadata import version

from coursekit import devices
from coursekit.execution.outcome import Outcome


def versions(outcomes: list[Outcome]) -> dict[str, str]:
    """Return name -> version of what the lessons computed with, as their kernels said, and of coursekit.

    Where kernels differ, both versions stand there; where none could be asked, what this process would compute with.
    """
    said: dict[str, list[str]] = {}
    for found in [outcome.versions for outcome in outcomes if outcome.versions] or [devices.versions()]:
        for name, number in found.items():
            said.setdefault(name, []).append(number)
    return {
        **{name: ", ".join(dict.fromkeys(numbers)) for name, numbers in said.items()},
        "coursekit": version("coursekit"),
    }


def machine() -> str:
    """Return the machine in words, such as `2 cores, Linux x86_64`."""
    cores = devices.usable_cores()
    return f"{cores:g} core{'s' if cores != 1 else ''}, {platform.system()} {platform.machine()}"
