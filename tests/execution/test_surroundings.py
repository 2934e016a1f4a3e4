"""Versions and machine, held to what the packages say of themselves."""

import subprocess
import sys

import numpy

from coursekit.execution import surroundings


def test_versions_are_the_packages_own():
    found = surroundings.versions({"tensorflow"})
    assert found["numpy"] == numpy.__version__
    assert found["python"] == ".".join(map(str, sys.version_info[:3]))
    assert {"keras", "tensorflow", "coursekit"} <= set(found)


def test_a_backend_that_is_not_here_is_left_out():
    assert "no_such_backend" not in surroundings.versions({"no_such_backend"})


def test_a_backend_beside_the_environment_is_found(tmp_path, monkeypatch):
    (tmp_path / "else" / "else").mkdir(parents=True)
    (tmp_path / "else" / "else" / "__init__.py").touch()
    described = tmp_path / "else" / "else-1.2.3.dist-info"
    described.mkdir()
    (described / "METADATA").write_text("Metadata-Version: 2.1\nName: else\nVersion: 1.2.3\n")
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert surroundings.versions({"else"})["else"] == "1.2.3"


def test_the_machine_in_words():
    system = subprocess.run(["uname", "-s"], capture_output=True, text=True, check=True).stdout.strip()
    words = surroundings.machine()
    assert words.split()[1].startswith("core") and f", {system} " in words
