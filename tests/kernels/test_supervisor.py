"""Start, steer and end contained programs, and hear why they ended."""

import os
import signal
import socket
import time

import pytest
from containing import request, start

from coursekit.kernels import packets


def running(asked: dict):
    """Start a program that says that it runs, and wait until it does."""
    run = start(asked)
    assert run.event()["event"] == "started"
    assert run.read() == b"ready\n"
    return run


@pytest.mark.parametrize("contained", [True, False])
def test_exit_code_and_tail_are_reported(contained):
    run = start(request("talk", {"mib": 4}, contained=contained))
    ended = run.finish()
    assert (ended["code"], ended["signal"], ended["reason"]) == (3, None, "exited")
    assert ended["tail"].endswith("xxlast word") and len(ended["tail"]) == 8192
    assert run.events[0]["contained"] is contained
    assert run.all_dead()


def test_exception_of_the_payload_is_in_the_tail():
    ended = start(request("fail")).finish()
    assert ended["code"] == 1 and "ZeroDivisionError: one by nothing" in ended["tail"]


def test_exit_of_the_payload_is_its_code():
    assert start(request("wipe")).finish()["code"] == 5


@pytest.mark.parametrize("contained", [True, False])
def test_kill_ends_what_minds_no_signal(contained):
    run = running(request("mind_no_signal", contained=contained))
    for number in (signal.SIGTERM, signal.SIGINT):
        packets.send(run.control, {"signal": number})
    packets.send(run.control, {"kill": True})
    ended = run.finish()
    assert (ended["reason"], ended["signal"]) == ("killed", signal.SIGKILL)
    assert run.all_dead()


def test_signal_goes_to_the_program():
    run = running(request("wait"))
    packets.send(run.control, {"signal": int(signal.SIGTERM)})
    ended = run.finish()
    assert (ended["reason"], ended["signal"]) == ("signal", signal.SIGTERM)


def test_unknown_signal_is_ignored():
    run = running(request("wait"))
    packets.send(run.control, {"signal": 4000})
    packets.send(run.control, {"signal": "TERM"})
    packets.send(run.control, {"kill": True})
    assert run.finish()["reason"] == "killed"


@pytest.mark.parametrize("contained", [True, False])
def test_daemon_dies_with_its_program(contained):
    run = start(request("leave_daemon", contained=contained))
    assert run.finish()["code"] == 7
    assert run.all_dead()


@pytest.mark.parametrize("contained", [True, False])
def test_closed_control_socket_ends_everything(contained):
    run = running(request("wait", contained=contained))
    run.control.close()
    assert run.all_dead()
    assert run.process.wait(20) == 0


def test_killed_supervisor_takes_the_sandbox_along():
    run = running(request("wait"))
    run.process.kill()
    assert run.all_dead()
    run.process.wait()
    run.control.close()


@pytest.mark.parametrize("contained", [True, False])
def test_wall_time_of_a_submission_is_bounded(contained):
    before = time.monotonic()
    run = start(request("wait", submission_seconds=1, contained=contained))
    assert run.finish()["reason"] == "wall"
    assert time.monotonic() - before < 20


@pytest.mark.parametrize("children", [0, 3])
def test_processor_time_of_a_tree_is_bounded(children):
    run = start(request("spin", {"children": children}, cpu_seconds=1))
    assert run.finish()["reason"] == "cpu"
    assert run.all_dead()


def test_sockets_are_reached_from_outside():
    run = running(request("listen"))
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(f"{run.events[0]['sockets']}/echo")
        client.sendall(b"hello")
        assert client.recv(100) == b"hello"
    assert run.finish()["code"] == 0


def test_sockets_without_a_sandbox_are_removed_afterwards():
    run = running(request("listen", contained=False))
    folder = run.events[0]["sockets"]
    assert os.path.exists(f"{folder}/echo")
    packets.send(run.control, {"kill": True})
    run.finish()
    assert not os.path.exists(os.path.dirname(folder))
