"""What runs where, in words, without waking an accelerator that nobody has asked for yet."""

import json
import os
import platform
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

BACKENDS = {"tensorflow": "TensorFlow", "jax": "JAX", "torch": "PyTorch"}
_GPU_NODES = ("nvidia[0-9]*", "kfd", "dxg")  # NVIDIA, AMD, and Windows' subsystem for Linux, below /dev
_NVIDIA_CARDS = Path("/proc/driver/nvidia/gpus")


def backend() -> str:
    """Return the name of Keras's backend, without loading it: "tensorflow", "jax" or "torch".

    Keras's own order: what is loaded, then KERAS_BACKEND, then keras.json, then "tensorflow".
    """
    keras = sys.modules.get("keras")
    if keras is not None and hasattr(keras, "backend"):
        return keras.backend.backend()
    if os.environ.get("KERAS_BACKEND"):
        return os.environ["KERAS_BACKEND"]
    home = Path(os.environ.get("KERAS_HOME") or Path.home() / ".keras")
    try:
        return json.loads((home / "keras.json").read_text(encoding="utf-8")).get("backend") or "tensorflow"
    except (OSError, ValueError, AttributeError):
        return "tensorflow"


def device() -> str:
    """Return where the backend computes: "gpu" or "cpu".

    The backend is loaded and asked only if the machine has an accelerator at all and none is hidden.
    """
    return "gpu" if accelerators() and _backend_sees_gpu(backend()) else "cpu"


def placed() -> str:
    """Return where a product of two small matrices really lies: "gpu" or "cpu"; the backend is loaded for it.

    `device` says what the backend could use. This asks a tensor.
    """
    import keras

    product = keras.ops.matmul(keras.ops.ones((8, 8)), keras.ops.ones((8, 8)))
    place = product.devices() if backend() == "jax" else product.device
    return "gpu" if any(word in str(place).lower() for word in ("gpu", "cuda", "rocm", "metal", "mps")) else "cpu"


def describe() -> str:
    """Return one sentence on what runs where, such as `Keras 3.15.1 on TensorFlow 2.21.0 computes on the CPU (2 cores).`"""
    name = backend()
    if device() == "gpu":
        place = f"the GPU{_name_of_gpu()}"
    else:
        cores = usable_cores()
        place = f"the CPU ({cores:g} core{'s' if cores != 1 else ''})"
    return f"Keras{_version('keras')} on {BACKENDS.get(name, name)}{_version(name)} computes on {place}."


def versions() -> dict[str, str]:
    """Return the versions that a result may depend on: Python's, Keras's, its backend's and NumPy's, without loading any."""
    found = {name: _version(name).strip() for name in ("keras", backend(), "numpy")}
    return {"python": platform.python_version(), **{name: number for name, number in found.items() if number}}


def to_numpy(tensor: Any) -> "np.ndarray":
    """Return a tensor's numbers as a NumPy array, in the precision in which Keras computed them.

    Keras computes a float64 layer in float64 on TensorFlow only; on JAX and PyTorch parts of it are done in float32,
    though the result is called float64. Such a result comes back as float32, so that a check allows for its rounding.

    Args:
        tensor: A tensor of the backend, any shape and dtype.

    Source: Keras's own rule for mixed types, `keras.backend.result_type("float64", float)`.
    """
    import keras

    array = keras.ops.convert_to_numpy(tensor)
    return array.astype(keras.backend.result_type("float64", float)) if array.dtype == "float64" else array


def _version(package: str) -> str:
    try:
        return f" {version(package)}"
    except PackageNotFoundError:
        return ""


def accelerators() -> list[str]:
    """Return the names of the accelerators' device files, without waking one; empty if there is none or all are hidden.

    On Apple's processors the GPU is always there.
    """
    if os.environ.get("CUDA_VISIBLE_DEVICES") in ("", "-1"):
        return []
    if sys.platform == "darwin":
        return ["apple"] if platform.machine() == "arm64" else []
    return sorted(path.name for pattern in _GPU_NODES for path in Path("/dev").glob(pattern))


@cache
def _backend_sees_gpu(name: str) -> bool:
    """Ask the backend what it found. TensorFlow and PyTorch answer without starting the GPU; JAX starts it."""
    if name == "tensorflow":
        import tensorflow

        return bool(tensorflow.config.list_physical_devices("GPU"))
    if name == "torch":
        import torch

        return torch.cuda.is_available() or torch.backends.mps.is_available()
    if name == "jax":
        import jax

        return jax.default_backend() in ("gpu", "cuda", "rocm", "metal")
    return False


def _name_of_gpu() -> str:
    """Read the first card's name from the driver, which needs no context on the card."""
    for information in sorted(_NVIDIA_CARDS.glob("*/information")):
        for line in information.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("Model:"):
                return f" ({line.partition(':')[2].strip()})"
    return ""


def usable_cores() -> float:
    """Return how many cores this process may use: its affinity, or its group's share if that is less."""
    cores = float(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
    try:
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text(encoding="ascii").split()
        return min(cores, round(int(quota) / int(period), 1))
    except (OSError, ValueError):  # no group, or "max": no limit
        return cores
