"""Which Python is taken, out of those that a machine has."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "setup" / "find_python.sh"


class Machine:
    """A PATH of our own, and a copy of the script in a checkout without an environment."""

    def __init__(self, folder: Path):
        self.bin, self.checkout = folder / "bin", folder / "checkout"
        self.bin.mkdir()
        (self.checkout / "setup").mkdir(parents=True)
        (self.checkout / "setup" / SCRIPT.name).write_bytes(SCRIPT.read_bytes())
        (self.bin / "dirname").symlink_to("/usr/bin/dirname")

    def has(self, name: str, version: tuple[int, int, int], ensurepip: bool = True) -> Path:
        """Put a Python there that says it has this version; it answers with this test's own Python otherwise."""
        program = self.bin / name
        claim = f"import sys; sys.version_info = type('version', (tuple,), {{}})({version}); "
        lacks = 'case "$2" in *ensurepip*) exit 1;; esac\n' if not ensurepip else ""
        program.write_text(f'#!/bin/sh\n{lacks}exec {sys.executable} -c "{claim}$2"\n')
        program.chmod(0o755)
        return program

    def find(self, **variables: str) -> subprocess.CompletedProcess:
        script = ["/bin/sh", self.checkout / "setup" / SCRIPT.name]
        return subprocess.run(script, capture_output=True, text=True, env={"PATH": str(self.bin), **variables})


@pytest.fixture
def machine(tmp_path) -> Machine:
    return Machine(tmp_path)


def test_newest_usable_one_is_taken(machine):
    machine.has("python3", (3, 9, 2))
    machine.has("python3.11", (3, 11, 2))
    wanted = machine.has("python3.12", (3, 12, 1))
    assert machine.find().stdout == f"{wanted}\n"


def test_one_that_can_make_environments_goes_first(machine):
    machine.has("python3.13", (3, 13, 0), ensurepip=False)
    wanted = machine.has("python3.11", (3, 11, 2))
    assert machine.find().stdout == f"{wanted}\n"


def test_without_ensurepip_is_better_than_none(machine):
    wanted = machine.has("python3", (3, 12, 0), ensurepip=False)
    assert machine.find().stdout == f"{wanted}\n"


@pytest.mark.parametrize("version", [(3, 10, 13), (3, 14, 0)])
def test_old_or_too_new_is_one_clear_line(machine, version):
    machine.has("python3", version)
    found = machine.find()
    assert (found.returncode, found.stdout) == (1, "")
    assert found.stderr.count("\n") == 1
    assert "python3 is " + ".".join(map(str, version)) in found.stderr
    assert "make env PYTHON=" in found.stderr


def test_none_at_all(machine):
    found = machine.find()
    assert found.returncode == 1
    assert "none found" in found.stderr


def test_named_one_is_taken(machine):
    machine.has("python3.12", (3, 12, 1))
    wanted = machine.has("mine", (3, 11, 0))
    assert machine.find(PYTHON="mine").stdout == f"{wanted}\n"


@pytest.mark.parametrize("named", ["mine", "absent"])
def test_named_one_that_does_not_do(machine, named):
    machine.has("mine", (3, 9, 0))
    machine.has("python3.12", (3, 12, 1))
    found = machine.find(PYTHON=named)
    assert found.returncode == 1
    assert f"PYTHON={named} is " in found.stderr
    assert "3.9.0" in found.stderr or "no Python that starts" in found.stderr


def test_a_broken_shim_is_passed_over(machine):
    broken = machine.bin / "python3.13"
    broken.write_text("#!/bin/sh\necho 'command not found' >&2\nexit 127\n")
    broken.chmod(0o755)
    wanted = machine.has("python3", (3, 11, 2))
    assert machine.find().stdout == f"{wanted}\n"


def test_the_environment_that_is_here_keeps_its_python(machine):
    machine.has("python3.13", (3, 13, 0))
    environment = machine.checkout / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    found = Path(machine.find().stdout.strip())
    assert found.resolve() == Path(sys.executable).resolve()
