"""Each condition is really made: a set-up cut off, a package of another version, a kernel that is gone, a file in the way."""

import shutil
import sys
from importlib import metadata
from pathlib import Path

import pytest

from coursekit.doctor import installation
from coursekit.doctor.findings import MISSING, OK, WARNING
from coursekit.lab import kernelspec

SETUP = Path(__file__).resolve().parents[2] / "setup"


@pytest.fixture
def environment(project, monkeypatch) -> Path:
    """An environment in the checkout, in which this Python believes to run."""
    shutil.copytree(SETUP, project.root / "setup", ignore=shutil.ignore_patterns("__pycache__"))
    (project.root / ".venv").mkdir()
    monkeypatch.setattr(sys, "prefix", str(project.root / ".venv"))
    return project.root / ".venv"


def test_half_made_environment(project, environment):
    finding = installation.environment(project)
    assert finding.state == MISSING
    assert "half-made" in finding.seen
    assert "make env" in finding.mend


def test_environment_made_by_other_means_is_judged_by_its_packages(project):
    finding = installation.environment(project)
    assert finding.state == OK
    assert sys.prefix in finding.seen


def lock(project, *lines: str) -> None:
    (project.root / "requirements.lock").write_text(
        "".join(f"{line} \\\n    --hash=sha256:{'0' * 64}\n" for line in lines)
    )


def test_locked_packages(project):
    here = metadata.version("pytest")
    assert installation.packages(project).state == WARNING, "there is no lock yet"
    lock(project, f"pytest=={here}", 'pywin32==1 ; sys_platform == "win32"')
    assert installation.packages(project).seen == "1 packages"
    lock(project, "pytest==0.1")
    finding = installation.packages(project)
    assert (finding.state, finding.seen) == (WARNING, f"other versions: pytest {here} (locked: 0.1)")
    lock(project, f"pytest=={here}", *(f"no-such-package-{number}==1" for number in range(6)))
    finding = installation.packages(project)
    assert finding.state == MISSING
    assert "no-such-package-3 and 2 more not installed" in finding.seen


def test_lock_of_another_python(project):
    lock(project, 'numpy==1 ; python_full_version < "3.12"', 'numpy==2 ; python_full_version >= "3.12"')
    file = project.root / "requirements.lock"
    assert installation.locked_versions(file, python_full_version="3.11.9") == {"numpy": "1"}
    assert installation.locked_versions(file, python_full_version="3.12.0") == {"numpy": "2"}


def test_kernel(project, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "environment"))
    assert "it is not there" in installation.kernel(project).seen
    kernelspec.register()
    assert installation.kernel(project).state == OK
    (kernelspec.folder() / "kernel.json").write_text("{}")
    finding = installation.kernel(project)
    assert finding.state == MISSING
    assert "coursekit.lab.kernelspec" in finding.mend


def test_backend_that_is_not_there(project, monkeypatch):
    monkeypatch.setenv("KERAS_BACKEND", "no_such_backend")
    finding = installation.backend(project)
    assert finding.state == MISSING
    assert "no_such_backend" in finding.seen


def test_backend_that_starts(project, monkeypatch):
    monkeypatch.setenv("KERAS_BACKEND", "tensorflow")
    monkeypatch.setattr(installation, "IMPORT_SECONDS_SLOW", 0)
    finding = installation.backend(project)
    assert finding.state == WARNING
    assert finding.seen.startswith(f"Keras {metadata.version('keras')} on tensorflow")
    assert "compileall" in finding.mend


def test_backend_that_takes_too_long(project, monkeypatch):
    monkeypatch.setattr(installation, "IMPORT_SECONDS_LIMIT", 0.01)
    assert "not started within" in installation.backend(project).seen


def test_data(project, tmp_path, monkeypatch, course_cache):
    finding = installation.data(project)
    assert finding.state == WARNING
    assert finding.seen == "no mirror; penguins: not here"
    assert "COURSEKIT_DATA" in finding.mend
    monkeypatch.setenv("COURSEKIT_DATA", str(tmp_path / "gone"))
    finding = installation.data(project)
    assert finding.state == MISSING
    assert str(tmp_path / "gone") in finding.seen


@pytest.mark.real_data("penguins")
def test_data_in_the_mirror(project, mirror, monkeypatch, course_cache):
    monkeypatch.setenv("COURSEKIT_DATA", str(mirror))
    finding = installation.data(project)
    assert (finding.state, finding.seen) == (OK, f"mirror {mirror}; penguins: mirror")


def test_folders(project, monkeypatch):
    assert installation.folders(project).state == OK
    in_the_way = project.root / "a file"
    in_the_way.write_text("")
    monkeypatch.setenv("COURSEKIT_WORKSPACE", str(in_the_way))
    finding = installation.folders(project)
    assert finding.state == MISSING
    assert "is a file" in finding.seen


def test_folder_that_can_not_be_written(project, monkeypatch):
    monkeypatch.setenv("COURSEKIT_EXCHANGE", "/proc/1/coursekit")  # nobody can, not even root
    if installation.os.access("/proc/1", installation.os.W_OK):
        monkeypatch.setattr(installation.os, "access", lambda place, mode: False)
    finding = installation.folders(project)
    assert finding.state == MISSING
    assert "can't be written" in finding.seen
