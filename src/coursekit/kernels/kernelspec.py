"""The kernel `coursekit-sandbox`: the lessons' kernel, warm and contained, registered for the Python that runs this.

python -m coursekit.kernels.kernelspec     registers it in this Python's own environment
"""

import json
import sys
from pathlib import Path

from coursekit.files import write_atomically

NAME = "coursekit-sandbox"


def specification() -> dict:
    """Return the kernelspec; the provisioner starts the kernel, so its command line is only what people see."""
    return {
        "argv": ["python", "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": NAME,
        "language": "python",
        "interrupt_mode": "message",
        "env": {"TF_CPP_MIN_LOG_LEVEL": "2"},
        "metadata": {"debugger": False, "kernel_provisioner": {"provisioner_name": NAME}},
    }


def folder(prefix: Path | None = None) -> Path:
    """Return where an environment keeps this kernel; this Python's own environment if none is given."""
    return Path(prefix or sys.prefix) / "share" / "jupyter" / "kernels" / NAME


def register(prefix: Path | None = None) -> Path:
    """Write the kernelspec, and return its folder."""
    target = folder(prefix)
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
