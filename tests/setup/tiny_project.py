"""A project of one tiny package, set up by the course's own scripts: the same road in seconds, without a network."""

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

SETUP = Path(__file__).resolve().parents[2] / "setup"

BACKEND = """
import base64, hashlib, os, zipfile

def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    name = "coursekit-0.1.0-py3-none-any.whl"
    with zipfile.ZipFile(os.path.join(wheel_directory, name), "w") as wheel:
        wheel.writestr("coursekit-place.pth", os.getcwd())
        wheel.writestr("coursekit-0.1.0.dist-info/METADATA", "Metadata-Version: 2.1\\nName: coursekit\\nVersion: 0.1.0\\n")
        wheel.writestr("coursekit-0.1.0.dist-info/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr("coursekit-0.1.0.dist-info/RECORD", "")
    return name
"""
PYPROJECT = '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
KERNELSPEC = "import pathlib, sys\npathlib.Path(sys.prefix, 'kernel-registered').touch()\n"


def make_wheel(folder: Path, name: str, version: str = "1.0") -> str:
    """Write a wheel of one module and return its line in a lock."""
    claim, code = f"{name}-{version}.dist-info", f"VERSION = {version!r}\n"
    digest = base64.urlsafe_b64encode(hashlib.sha256(code.encode()).digest()).rstrip(b"=").decode()
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr(f"{name}.py", code)
        wheel.writestr(f"{claim}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        wheel.writestr(f"{claim}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(
            f"{claim}/RECORD",
            f"{name}.py,sha256={digest},{len(code)}\n{claim}/METADATA,,\n{claim}/WHEEL,,\n{claim}/RECORD,,\n",
        )
    return f"{name}=={version} \\\n    --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


@dataclass
class Checkout:
    """A checkout of the tiny project."""

    root: Path
    wheels: Path
    told: str = ""

    def add_to_lock(self, name: str) -> None:
        with (self.root / "requirements.lock").open("a") as lock:
            lock.write(make_wheel(self.wheels, name))

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def packages(self) -> Path:
        return next(self.venv.glob("lib/python*/site-packages"))

    def variables(self, **more: str) -> dict[str, str]:
        quiet = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels), "PIP_CONFIG_FILE": os.devnull}
        return {**os.environ, **quiet, **more}

    def set_up(
        self, *arguments: str, python: str | Path = sys.executable, **variables: str
    ) -> subprocess.CompletedProcess:
        script = [python, self.root / "setup" / "environment.py", *arguments]
        return subprocess.run(script, capture_output=True, text=True, env=self.variables(**variables), timeout=120)


def make_checkout(folder: Path) -> Checkout:
    root, wheels = folder / "checkout", folder / "wheels"
    wheels.mkdir()
    shutil.copytree(SETUP, root / "setup", ignore=shutil.ignore_patterns("__pycache__"))
    (root / "coursekit" / "lab").mkdir(parents=True)
    (root / "coursekit" / "lab" / "kernelspec.py").write_text(KERNELSPEC)
    (root / "backend.py").write_text(BACKEND)
    (root / "pyproject.toml").write_text(PYPROJECT)
    (root / "requirements.lock").write_text(make_wheel(wheels, "first") + make_wheel(wheels, "second"))
    return Checkout(root, wheels)
