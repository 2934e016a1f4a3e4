"""What a zygote imports before it forks, and the key that says which zygote fits a request."""

import hashlib
import importlib
import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path

import coursekit

PROTOCOL = 1

# Names that are missing are passed over: without TensorFlow the same list serves another backend. Not here:
# `matplotlib_inline`, which shows figures only in the shell that is there when it is imported.
DEFAULT = (
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "ipykernel.debugger",
    "ipykernel.zmqshell",
    "IPython.core.completer",
    "IPython.core.magics",
    "IPython.core.pylabtools",
    "IPython.display",
    "jedi",
    "tornado.platform.asyncio",
    "zmq.eventloop.zmqstream",
    "numpy",
    "numpy.testing",
    "pandas",
    "pandas.io.formats.format",
    "matplotlib.pyplot",
    "matplotlib.backends.backend_agg",
    "PIL.PngImagePlugin",
    "tensorflow",
    "keras",
    "coursekit.checks",
    "coursekit.training",
    "coursekit.plotting",
    "coursekit.gradients",
    "coursekit.datasets",
    "coursekit.kernels.payloads",
    "coursekit.kernels.supervisor",
    "coursekit.grading.judge.guest",
    "coursekit.grading.judge.process",
)

# Read by a library while it is imported, so a zygote serves only requests that agree with it on these.
BEFORE_IMPORT = (
    "KERAS_", "TF_", "XLA_", "JAX_", "CUDA_", "OMP_", "OPENBLAS_", "MKL_", "PYTHON", "LANG", "LC_", "TZ", "MPLBACKEND",
    "CPP_",
)  # fmt: skip

# The same for warm and cold kernels. One OpenBLAS thread: its threads start with the import and do not live through a
# fork, and the number of them changes the last digits of a product.
SETTINGS = {"OPENBLAS_NUM_THREADS": "1", "MPLBACKEND": "module://matplotlib_inline.backend_inline", "LANG": "C.UTF-8"}


def modules() -> tuple[str, ...]:
    """Return the modules to preload: COURSEKIT_PRELOAD (names with commas between), else the list above."""
    named = os.environ.get("COURSEKIT_PRELOAD")
    return DEFAULT if named is None else tuple(name for name in named.split(",") if name)


def before_import(environment: dict[str, str]) -> dict[str, str]:
    """Return the part of a kernel's environment that must be set before the first import."""
    return {name: value for name, value in sorted(environment.items()) if name.startswith(BEFORE_IMPORT)}


def family(names: Iterable[str], environment: dict[str, str]) -> str:
    """Return a hash of what is wanted: Python, modules, environment; 8 hexadecimal digits."""
    return _digest([PROTOCOL, sys.prefix, sys.version, list(names), before_import(environment)])[:8]


def versions() -> str:
    """Return a hash of what is installed: every package's version and age, and this package's own source; 16 digits."""
    packages = []
    for folder in dict.fromkeys(sys.path):
        try:
            entries = [entry for entry in os.scandir(folder or ".") if entry.name.endswith((".dist-info", ".egg-link"))]
        except OSError:
            continue
        packages += sorted((folder, entry.name, entry.stat().st_mtime_ns) for entry in entries)
    return _digest([packages, source_stamp(Path(coursekit.__file__).parent)])[:16]


def source_stamp(folder: Path) -> list[tuple[str, int, int]]:
    """Return path, age and size of every Python file below `folder`."""
    found = []
    for root, _folders, names in os.walk(folder):
        for name in names:
            if name.endswith(".py"):
                state = os.stat(os.path.join(root, name))
                found.append((os.path.relpath(root, folder) + "/" + name, state.st_mtime_ns, state.st_size))
    return sorted(found)


def _digest(values: list) -> str:
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()


class LateStream:
    """Stands for `sys.stdout` or `sys.stderr` while modules are imported, and writes to what that name means later.

    Logging handlers keep the stream that they find when they are made. In a kernel forked later they would
    write past the notebook.
    """

    def __init__(self, name: str):
        self._name = name

    def _now(self):
        stream = getattr(sys, self._name)
        return getattr(sys, f"__{self._name}__") if stream is self else stream

    def write(self, text: str) -> int:
        return self._now().write(text)

    def close(self) -> None:
        """Stay open: absl's handler closes its stream when logging is configured anew, and this one is everybody's."""

    def __getattr__(self, attribute: str):
        return getattr(self._now(), attribute)


def import_all(names: Iterable[str]) -> list[str]:
    """Import each module, and return a line for each that could not be."""
    own = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = LateStream("stdout"), LateStream("stderr")
    failures = []
    try:
        for name in names:
            try:
                importlib.import_module(name)
            except Exception as error:  # a broken optional package must not keep every kernel cold
                failures.append(f"{name}: {type(error).__name__}: {error}")
    finally:
        sys.stdout, sys.stderr = own
    return failures
