"""What a lesson's run depends on, as one hash: where it is the same, the run would do the same."""

import ast
import hashlib
import json
import os
import platform
import sys
from functools import cache, lru_cache
from importlib.metadata import distributions
from pathlib import Path

import coursekit
from coursekit import devices
from coursekit.datasets.registry import dataset
from coursekit.datasets.resolution import folders
from coursekit.execution.plan import Task

LOCKS = ("requirements.lock", "requirements-jax.lock")
PICTURES = (".png", ".svg", ".jpg", ".jpeg", ".gif", ".webp")
OWN = (
    "worker.py",
    "engine.py",
    "pictures.py",
    "webpage.py",
    "mathematics.py",
)  # what executes the notebook and draws its page
SETTINGS = ("KERAS_BACKEND", "TF_", "XLA_", "JAX_", "CUDA_VISIBLE_DEVICES", "OMP_", "MKL_", "PYTHONHASHSEED")


def fingerprint(task: Task, datasets: tuple[str, ...], root: Path) -> str:
    """Return 64 hexadecimal digits for all that the run of `task` depends on.

    That is: the built notebook and the pictures beside it; the modules of coursekit that it imports, directly or not;
    its data, by the hash of each file; what is installed and what the locks say; profile, seed, backend, device, kernel.

    Args:
        datasets: The data sets that the lesson loads.
        root: The folder of the checkout, where the locks lie.
    """
    parts = {
        "notebook": digest(task.source.read_bytes()),
        "pictures": {path.name: file_digest(path) for path in _pictures(task.folder)},
        "modules": {str(path): file_digest(path) for path in modules_of(task.source)},
        "data": {name: data_digests(name) for name in datasets},
        "locks": {name: file_digest(root / name) for name in LOCKS if (root / name).is_file()},
        "installed": installed(),
        "machine": [sys.version, platform.machine(), devices.accelerators()],
        "settings": {name: value for name, value in sorted(os.environ.items()) if name.startswith(SETTINGS)},
        "run": [task.parameters, task.kernel_name],
    }
    return digest(json.dumps(parts, sort_keys=True).encode())


def modules_of(notebook: Path) -> list[Path]:
    """Return the files of coursekit that a notebook's code imports, directly or through each other, and what executes it.

    Whatever lies beside a module and is no Python, such as a registry, counts with it.
    """
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    names: set[str] = set()
    for cell in cells:
        if cell["cell_type"] == "code":
            source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
            names |= _imported(source)
    return sorted({Path(__file__).with_name(name) for name in OWN} | files_behind(names))


def files_behind(names: set[str]) -> set[Path]:
    """Return the files of coursekit's modules called `names` and of all that these import, directly or not."""
    found: dict[str, frozenset[Path]] = {}
    waiting = set(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = _files_of(name)
            waiting |= {each for path in found[name] if path.suffix == ".py" for each in _imports_of(path)}
    return set().union(*found.values())


def data_digests(name: str) -> dict[str, str]:
    """Return the hash of each file of a data set that lies in the first folder which has any; empty if none has."""
    wanted = dataset(name)
    for folder in folders().values():
        paths = {file.path: folder / file.path for file in (*wanted.files, *wanted.alternative_files)}
        there = {path: file for path, file in paths.items() if file.is_file()}
        if there:
            return {path: file_digest(file) for path, file in there.items()}
    return {}


def file_digest(path: Path) -> str:
    """Return the sha256 of a file; hashed once for each size and time of change that this process sees."""
    state = path.stat()
    return _file_digest(str(path), state.st_size, state.st_mtime_ns)


@lru_cache(maxsize=4096)
def _file_digest(path: str, _size: int, _changed: int) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@cache
def installed() -> dict[str, str]:
    """Return the version of each package that this Python finds."""
    return {each.name: each.version for each in distributions() if each.name}


def digest(content: bytes) -> str:
    """Return the sha256 of some bytes, as hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def _pictures(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in PICTURES)


def _imported(source: str) -> set[str]:
    """Return what of coursekit a cell imports, as dotted names; a cell that is no plain Python imports nothing."""
    if "coursekit" not in source:
        return set()
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return set()
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return {name for name in found if name.partition(".")[0] == "coursekit"}


@lru_cache(maxsize=4096)
def _imports_of(path: Path) -> frozenset[str]:
    return frozenset(_imported(path.read_text(encoding="utf-8")))


@cache
def _files_of(name: str) -> frozenset[Path]:
    """Return the files behind a dotted name of coursekit: the module, or all of a package; none for a function's name."""
    base = Path(coursekit.__file__).parent.joinpath(*name.split(".")[1:])
    if name == "coursekit" or not (base.is_dir() or base.with_suffix(".py").is_file()):
        return frozenset({base / "__init__.py"} if name == "coursekit" else ())
    if base.is_dir():
        return frozenset(path for path in base.iterdir() if path.is_file() and path.suffix != ".pyc")
    top = base.parent == Path(coursekit.__file__).parent  # what lies there belongs to the module of the same name
    beside = [path for path in base.parent.iterdir() if path.is_file() and path.suffix not in (".py", ".pyc")]
    return frozenset({base.with_suffix(".py"), *(path for path in beside if not top or path.stem == base.name)})
