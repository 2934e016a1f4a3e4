"""Launching payloads warm and cold, commands, and how ends are told."""

import os
import signal
import socket
from contextlib import ExitStack, contextmanager

import pytest
from warm_kernels import runtime

from coursekit.errors import CourseError
from coursekit.kernels import runtime as runtime_module
from coursekit.kernels.availability import SandboxUnavailable
from coursekit.kernels.limits import Limits
from coursekit.kernels.runtime import Contained, launch, receive_event
from coursekit.kernels.sandbox import Sandbox

PROBE = "coursekit.kernels.availability:probe"
KERNEL = "coursekit.kernels.payloads:kernel"  # one that nobody will talk to
WAITING = {"key": "k", "signature_scheme": "hmac-sha256", "message_bytes": 1 << 20}
GIVEN = {"limits": Limits(), "sandbox": Sandbox(), "environment": {}}


@pytest.fixture(scope="module", autouse=True)
def folder():
    with runtime() as made:
        yield made


@contextmanager
def listening():
    """Descriptors of five listening sockets."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket(socket.AF_UNIX)) for _ in range(5)]
        for each in sockets:
            each.bind("")  # a name that the kernel chooses
            each.listen(1)
        yield [each.fileno() for each in sockets]


@pytest.mark.parametrize("warm", [True, False])
def test_runs_and_tells_the_end(warm):
    with launch(PROBE, {}, warm=warm, **GIVEN) as program:
        assert program.pid and program.contained
        assert program.wait(30) == 0
        assert program.ended["reason"] == "exited"


def test_environment_variable_overrules_warm(monkeypatch, folder):
    monkeypatch.setenv("COURSEKIT_NO_WARM", "1")
    with launch(PROBE, {}, **GIVEN) as program:
        assert program._process is not None
        assert program.wait(30) == 0


@pytest.mark.parametrize("warm", [True, False])
def test_kill_and_signal(warm):
    with launch("time:sleep", None, warm=warm, **GIVEN) as broken:
        assert broken.wait(30) == 1
        assert "TypeError" in broken.ended["tail"]
    with listening() as sockets:
        with launch(KERNEL, WAITING, pass_fds=sockets, warm=warm, **GIVEN) as program:
            assert program.poll() is None
            assert program.wait(0.05) is None
            program.kill()
            assert program.wait(30) == -signal.SIGKILL
            assert program.ended["reason"] == "killed"
            program.kill()


def test_closing_kills():
    with listening() as sockets:
        program = launch(KERNEL, WAITING, pass_fds=sockets, **GIVEN)
        program.signal(signal.SIGTERM)
        program.close()
    assert program.ended["signal"] in (signal.SIGTERM, signal.SIGKILL)
    assert not os.path.exists(f"/proc/{program.pid}")


def test_a_lost_supervisor_counts_as_killed():
    ours, theirs = runtime_module.packets.pair()
    program = Contained(ours, {"event": "started", "pid": 1, "sockets": "/x"})
    assert program.poll() is None
    theirs.close()
    assert program.poll() == -signal.SIGKILL
    assert program.ended["reason"] == "killed"
    program.close()
    assert receive_event(ours, 0) == {"event": "closed"}


@pytest.mark.parametrize(
    ("event", "error", "text"),
    [
        (
            {"event": "refused", "reason": "no namespaces", "mend": "Set them."},
            SandboxUnavailable,
            "no namespaces. Set them",
        ),
        ({"event": "closed"}, CourseError, "ended before it started"),
        (None, CourseError, "did not start within"),
    ],
)
def test_what_did_not_start_is_an_error(event, error, text):
    ours, theirs = runtime_module.packets.pair()
    with theirs, pytest.raises(error, match=text):
        runtime_module._begun(ours, event, None)
