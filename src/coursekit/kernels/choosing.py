"""Which kernel serves a run of the course's own notebooks: a warm and contained one where that changes no result."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from coursekit.errors import CourseError


def for_own_notebooks(profile: str, backend: str, data: Iterable[str], mirror: Path | None) -> str | None:
    """Return the name of the kernel to run lessons in; None: the one that each notebook names.

    A warm kernel saves the seconds of importing the stack, which count in profile smoke alone. It holds TensorFlow, and
    it sees the mirror of data sets and no network: where a data set would come from elsewhere it would see a synthetic
    twin. COURSEKIT_NO_WARM=1 asks for the notebooks' own kernel too.

    Args:
        profile: Profile of the run.
        backend: Keras's backend.
        data: The data sets that the lessons load.
        mirror: The folder named by COURSEKIT_DATA, or None.
    """
    wanted = profile == "smoke" and backend == "tensorflow" and sys.platform == "linux"
    if not wanted or os.environ.get("COURSEKIT_NO_WARM", "") not in ("", "0"):
        return None
    if not all(mirror is not None and (mirror / name).is_dir() for name in data):
        return None
    from coursekit.kernels import availability, kernelspec

    return kernelspec.NAME if kernelspec.registered() and availability.check().ok else None


def prepare() -> None:
    """Start the process that warm kernels are forked from, if none is there; it imports the lessons' stack."""
    from coursekit.kernels import kernelspec
    from coursekit.kernels.provisioner import kernel_environment
    from coursekit.kernels.warming import warm_connection

    own = kernelspec.specification()["env"]
    try:
        warm_connection(kernel_environment({**os.environ, **own}, own)).close()
    except (CourseError, OSError):
        return  # the first kernel meets the same fault, and says so
