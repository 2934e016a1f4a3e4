"""The kernel `coursekit`, which every lesson names, registered for the Python that runs this.

python -m coursekit.lab.kernelspec     registers it in this Python's own environment, and its contained twin for grading
"""

import json
import shutil
import sys
from pathlib import Path

from coursekit.files import write_atomically
from coursekit.kernels import kernelspec as contained

NAME = "coursekit"


def specification() -> dict:
    """Return the kernelspec: ipykernel's own, with this Python, told to leave C++ output alone.

    ipykernel copies what C++ writes to file descriptors 1 and 2 into the cell that runs. TensorFlow logs
    there while it is imported, so a first cell would end in red lines that mean nothing to a learner.
    With capture_fd_output off those lines go to the terminal; Python's own stderr, warnings included,
    still reaches the notebook.
    """
    from ipykernel.kernelspec import get_kernel_dict

    quiet = {"TF_CPP_MIN_LOG_LEVEL": "2"}  # and the terminal keeps TensorFlow's errors, not its notices
    spec = get_kernel_dict(extra_arguments=["--IPKernelApp.capture_fd_output=False"])
    python = Path(sys.executable).with_name("python")  # the same name however this was started: python3, python3.12
    argv = [str(python) if python.exists() else sys.executable, *spec["argv"][1:]]
    return {**spec, "argv": argv, "display_name": NAME, "env": quiet}


def folder(prefix: Path | None = None) -> Path:
    """Return where an environment keeps this kernel; this Python's own environment if none is given."""
    return Path(prefix or sys.prefix) / "share" / "jupyter" / "kernels" / NAME


def register(prefix: Path | None = None) -> Path:
    """Write the kernelspec, with ipykernel's logos, and return its folder."""
    target = folder(prefix)
    target.mkdir(parents=True, exist_ok=True)
    for logo in (target.parent / "python3").glob("logo-*"):
        shutil.copyfile(logo, target / logo.name)
    write_atomically(target / "kernel.json", json.dumps(specification(), indent=1) + "\n")
    return target


def registered(prefix: Path | None = None) -> bool:
    """Whether the kernel stands there as this version would write it."""
    try:
        return json.loads((folder(prefix) / "kernel.json").read_text()) == specification()
    except (OSError, ValueError):
        return False


if __name__ == "__main__":
    register()
    contained.register()
