"""Launching a program in a sandbox of its own, warm or cold, and holding on to it."""

import logging
import os
import select
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from coursekit.errors import CourseError
from coursekit.kernels import cold, packets
from coursekit.kernels.availability import SandboxUnavailable
from coursekit.kernels.limits import Limits
from coursekit.kernels.preload import SETTINGS
from coursekit.kernels.runtime_folder import runtime_folder
from coursekit.kernels.sandbox import Sandbox
from coursekit.kernels.warming import clean_environment, warm_connection
from coursekit.kernels.zygote import send_request

START_SECONDS = 120
log = logging.getLogger(__name__)


class Contained:
    """A running program in its sandbox; closing this, or losing the process that holds it, kills all of it.

    Attributes:
        pid: Process id of the program, as this side sees it; None if it never started.
        sockets: The folder for sockets inside the sandbox, as this side sees it.
        contained: Whether there is a sandbox around it.
        ended: None while it runs; then {"code", "signal", "reason", ...}.
    """

    def __init__(self, control: socket.socket, started: dict, process: subprocess.Popen | None = None):
        self.pid: int | None = started.get("pid")
        self.sockets = Path(started["sockets"]) if started.get("sockets") else None
        self.contained: bool = started.get("contained", False)
        self.ended: dict | None = None
        self._control = control
        self._process = process
        self._lock = threading.Lock()
        if started["event"] == "ended":
            self._finish(started)

    def __enter__(self) -> "Contained":
        return self

    def __exit__(self, *_exception) -> None:
        self.close()

    def __del__(self) -> None:
        self._control.close()

    def poll(self) -> int | None:
        """Return None while the program runs, then its exit code, or the negative number of the signal that ended it."""
        return self.wait(0)

    def wait(self, timeout: float | None = None) -> int | None:
        """Wait at most `timeout` seconds (None: for ever) for the program to end.

        Returns:
            What `poll` returns.
        """
        with self._lock:
            if self.ended is None:
                event = receive_event(self._control, timeout)
                if event is not None:
                    self._finish(event)
        if self.ended is None:
            return None
        number = self.ended.get("signal")
        return -number if number else self.ended.get("code") or 0

    def signal(self, number: int) -> None:
        """Send a signal to the program."""
        self._command({"signal": int(number)})

    def kill(self) -> None:
        """Kill the program and everything that it started."""
        self._command({"kill": True})

    def close(self, timeout: float = 10) -> None:
        """Kill what still runs, wait until nothing of it is left, and let go."""
        if self.ended is None:
            self.kill()
            self.wait(timeout)
        self._control.close()
        if self._process is not None:
            self._process.wait(timeout)

    def _command(self, command: dict) -> None:
        try:
            packets.send(self._control, command)
        except OSError:  # it has ended; `poll` will say how
            pass

    def _finish(self, event: dict) -> None:
        gone = {"code": None, "signal": int(signal.SIGKILL), "reason": "killed"}
        self.ended = {**gone, **{name: value for name, value in event.items() if name != "event"}}
        if self._process is not None:
            self._process.wait(10)


def launch(
    payload: str,
    arguments: dict,
    *,
    limits: Limits,
    sandbox: Sandbox | None,
    environment: dict[str, str],
    pass_fds: Sequence[int] = (),
    warm: bool = True,
) -> Contained:
    """Run `payload` in a process of its own, contained.

    Args:
        payload: "module:function", called there with `arguments` and the passed descriptors' numbers.
        arguments: Plain data.
        limits: What it may use.
        sandbox: What it sees; None for no sandbox at all.
        environment: Its environment variables; PATH, HOME and the like are added.
        pass_fds: Descriptors that it gets, numbered 3, 4, … inside.
        warm: Fork it from a process that has imported the stack; COURSEKIT_NO_WARM=1 overrules it.

    Raises:
        SandboxUnavailable: If no sandbox can be made here; the message says what to set.
        CourseError: If it could not be started.
    """
    request = {
        "payload": payload,
        "arguments": arguments,
        "limits": limits.to_dict(),
        "sandbox": sandbox and sandbox.to_dict(),
        "environment": {**SETTINGS, **environment},
    }
    if warm and os.environ.get("COURSEKIT_NO_WARM", "") in ("", "0"):
        for _attempt in range(3):  # one that is about to end turns its clients away
            if contained := _launch_warm(request, pass_fds):
                return contained
        log.warning("no warm process would serve (see the .log files in %s); starting a cold one", runtime_folder())
    return _launch_cold(request, pass_fds)


def _launch_warm(request: dict, pass_fds: Sequence[int]) -> Contained | None:
    """Fork the program from a zygote; None if the zygote turned the request away."""
    control = warm_connection(request["environment"])
    try:
        send_request(control, request, pass_fds)
        event = receive_event(control, START_SECONDS)
    except (BrokenPipeError, ConnectionResetError):
        event = {"event": "closed"}
    except BaseException:
        control.close()
        raise
    if event is not None and event["event"] == "closed":
        control.close()
        return None
    return _begun(control, event, None)


def _launch_cold(request: dict, pass_fds: Sequence[int]) -> Contained:
    """Start the program from a fresh Python."""
    process, control = cold.start(request, pass_fds, clean_environment(runtime_folder(), request["environment"]))
    try:
        event = receive_event(control, START_SECONDS)
    except BaseException:
        control.close()
        process.wait(10)
        raise
    return _begun(control, event, process)


def _begun(control: socket.socket, event: dict | None, process: subprocess.Popen | None) -> Contained:
    """Turn a supervisor's first word into a running program or an error."""
    if event is not None and event["event"] in ("started", "ended"):
        return Contained(control, event, process)
    control.close()
    if process is not None:
        process.wait(10)
    if event is None:
        raise CourseError(f"the program did not start within {START_SECONDS} seconds. Is this machine overloaded?", 1)
    if event["event"] == "refused":
        raise SandboxUnavailable(event["reason"], event["mend"])
    raise CourseError("the supervisor ended before it started the program. Run `coursekit doctor` to see why.", 1)


def receive_event(control: socket.socket, timeout: float | None) -> dict | None:
    """Return the next event, None after `timeout` seconds, or {"event": "closed"} once nobody is there any more."""
    deadline = None if timeout is None else time.monotonic() + timeout
    while True:
        left = None if deadline is None else max(0.0, deadline - time.monotonic())
        try:
            poller = select.poll()
            poller.register(control, select.POLLIN)
            if not poller.poll(None if left is None else left * 1000):
                return None
            event = packets.receive(control)
        except (OSError, ValueError):  # closed on this side
            event = None
        if event is None:
            return {"event": "closed"}
        if event["event"] in ("started", "refused", "ended"):
            return event
