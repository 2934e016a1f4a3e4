"""Each condition is really made: the port is bound, PATH is emptied, the sandbox refuses."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from coursekit.doctor import machine
from coursekit.doctor.findings import MISSING, OK, WARNING
from coursekit.kernels import availability
from coursekit.lab import ports


@pytest.mark.parametrize(
    ("version", "state", "words"),
    [
        ((3, 11, 0), OK, "3.11.0"),
        ((3, 13, 9), OK, "3.13.9"),
        ((3, 10, 13), MISSING, "3.10.13 is too old"),
        ((3, 14, 0), MISSING, "3.14.0 is too new"),
    ],
)
def test_python(project, version, state, words):
    finding = machine.python(project, version)
    assert finding.state == state
    assert words in finding.seen
    assert bool(finding.mend) == (state != OK)


def test_this_python_will_do(project):
    assert machine.python(project).state == OK


def test_port_in_use(project, monkeypatch):
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        monkeypatch.setattr(ports, "DEFAULT", server.getsockname()[1])
        finding = machine.port(project)
        assert finding.state == WARNING
        assert f"{ports.DEFAULT} is in use" in finding.seen
    assert machine.port(project).state == OK


@pytest.fixture
def bin_folder(tmp_path, monkeypatch) -> Path:
    """The only folder on PATH, empty."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "playwright"))
    monkeypatch.delenv("COURSEKIT_BROWSER", raising=False)
    return folder


def program(file: Path, *lines: str) -> None:
    file.write_text("\n".join(["#!/bin/sh", *lines, ""]))
    file.chmod(0o755)


def test_no_browser(project, bin_folder):
    finding = machine.browser(project)
    assert finding.state == WARNING
    assert "--no-browser" in finding.mend
    program(bin_folder / "chromium")
    assert machine.browser(project).state == OK


def test_a_machine_that_allows_no_sandbox(project, monkeypatch):
    refused = availability.Availability(False, "user namespaces are off", "Set user.max_user_namespaces.")
    monkeypatch.setattr(availability, "check", lambda: refused)  # tests/kernels meet such a machine
    finding = machine.sandbox(project)
    assert (finding.state, finding.seen) == (WARNING, "user namespaces are off")
    assert finding.mend == "only graders need it. Set user.max_user_namespaces."


def test_a_sandbox_that_works(project):
    finding = machine.sandbox(project)
    assert (finding.state, finding.mend) == (OK, "")
    assert "built" in finding.seen


def test_the_contained_kernel_is_not_registered(project, monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    finding = machine.sandbox(project)
    assert finding.state == WARNING
    assert "coursekit.kernels.kernelspec" in finding.mend


@pytest.mark.parametrize(("good", "needed", "state"), [(0, 0, OK), (2**80, 0, WARNING), (2**80, 2**80, MISSING)])
def test_disk(project, monkeypatch, good, needed, state):
    monkeypatch.setattr(machine, "DISK_BYTES_GOOD", good)
    monkeypatch.setattr(machine, "DISK_BYTES_NEEDED", needed)
    finding = machine.disk(project)
    assert finding.state == state
    free = subprocess.check_output(["df", "--output=avail", "-B1", project.root], text=True).split()[1]
    assert abs(float(finding.seen.split()[0]) - int(free) / 1e9) < 1


@pytest.mark.parametrize(("good", "needed", "state"), [(0, 0, OK), (2**80, 0, WARNING), (2**80, 2**80, MISSING)])
def test_memory(project, monkeypatch, good, needed, state):
    monkeypatch.setattr(machine, "MEMORY_BYTES_GOOD", good)
    monkeypatch.setattr(machine, "MEMORY_BYTES_NEEDED", needed)
    assert machine.memory(project).state == state


def test_a_containers_limit_counts(tmp_path):
    def limit(text: str, used: int) -> int:
        (tmp_path / "memory.max").write_text(text)
        (tmp_path / "memory.current").write_text(str(used))
        return machine.available_memory_bytes(tmp_path)

    unlimited = machine.available_memory_bytes(tmp_path / "no control group")
    assert limit("1000000\n", used=400_000) == 600_000
    assert limit("1000000\n", used=2_000_000) == 0
    assert abs(limit("max\n", used=0) - unlimited) < 2**30


def test_nearest_folder(tmp_path):
    assert machine.nearest_folder(tmp_path / "not" / "there") == tmp_path
    assert machine.nearest_folder(tmp_path) == tmp_path
    assert os.path.isdir(machine.nearest_folder(Path("/")))
