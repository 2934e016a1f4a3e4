"""On which of Keras's backends the lessons compute: found before anything runs, and told to the kernels."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from coursekit.errors import CourseError
from coursekit.execution.bands import BACKENDS

NO_GPU = 3  # exit code
WHERE = "from coursekit import devices; print(devices.device()); print(devices.describe())"


def use(name: str, *, few_steps: bool = False) -> None:
    """Let the kernels that this process starts compute on a backend.

    Sets KERAS_BACKEND. JAX may lie beside the environment, where `make jax` puts it; then PYTHONPATH gets that folder.
    JAX is told to keep float64 (JAX_ENABLE_X64), since lessons compare in it; how far Keras does, `devices.to_numpy` says.
    What the user has set of JAX's own settings stays.

    Args:
        few_steps: Whether networks train for so few steps that JAX should compile quickly rather than well.

    Raises:
        CourseError: If the backend is unknown or not installed; the message says how to get it.
    """
    if name not in BACKENDS:
        raise CourseError(f"unknown backend {name!r}; known backends: {', '.join(BACKENDS)}")
    if find_spec(name) is None:
        folder = beside(name)
        if folder is None:
            raise CourseError(f"backend {name} is not installed. {_advice(name)}")
        others = os.environ.get("PYTHONPATH")
        os.environ["PYTHONPATH"] = os.pathsep.join([str(folder), *([others] if others else [])])
    if name == "jax":
        os.environ.setdefault("JAX_ENABLE_X64", "1")
        if few_steps:
            os.environ.setdefault("JAX_DISABLE_MOST_OPTIMIZATIONS", "1")
    os.environ["KERAS_BACKEND"] = name


def require_gpu() -> str:
    """Ask a fresh Python, as the kernels will be, whether Keras's backend computes on a GPU; return the sentence that says so.

    Raises:
        CourseError: If it doesn't, with exit code 3, in one line that says what it computes on.
    """
    answer = subprocess.run([sys.executable, "-c", WHERE], capture_output=True, text=True)
    device, _, sentence = answer.stdout.strip().partition("\n")
    if answer.returncode or device != "gpu":
        said = sentence or (answer.stderr.strip().splitlines() or ["no answer"])[-1]
        raise CourseError(f"profile gpu needs a GPU that Keras's backend sees. {said} Use --profile cpu here.", NO_GPU)
    return sentence


def beside(name: str) -> Path | None:
    """Return the folder beside the environment in which a backend lies; None if there is none."""
    folder = Path(sys.prefix) / name
    return folder if (folder / name / "__init__.py").is_file() else None


def _advice(name: str) -> str:
    if name == "jax":
        return "In a checkout: make jax. Elsewhere: pip install 'coursekit[jax]'."
    return f"Install it for this Python ({sys.executable}), or leave --backend out."
