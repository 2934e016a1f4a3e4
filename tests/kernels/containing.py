"""Run attacks in a real sandbox from a test: start, wait, and return how it ended and what was got."""

import json
import os
import select
import socket
import time
from dataclasses import dataclass, field
from pathlib import Path

from coursekit.kernels import cold, packets
from coursekit.kernels.limits import Limits
from coursekit.kernels.sandbox import Sandbox

INSIDE = Path(__file__).parent / "inside"
PATIENCE_SECONDS = 60


@dataclass
class Run:
    """One contained program, its events, and the pipe that it and all its descendants hold."""

    process: object
    control: socket.socket
    answers: int
    events: list[dict] = field(default_factory=list)

    def event(self) -> dict:
        """Wait for the next event."""
        self.control.settimeout(PATIENCE_SECONDS)
        event = packets.receive(self.control)
        assert event is not None, "the supervisor ended without a last event"
        self.events.append(event)
        return event

    def read(self) -> bytes:
        """Wait for the next answer; empty when everybody who could write it is dead."""
        readable, _, _ = select.select([self.answers], [], [], PATIENCE_SECONDS)
        assert readable, "somebody inside is still alive"
        return os.read(self.answers, 1 << 20)

    def finish(self) -> dict:
        """Return the event `ended`; check that nothing that was started is alive."""
        event = self.event()
        while event["event"] != "ended":
            assert event["event"] == "started", event
            event = self.event()
        self.process.wait(PATIENCE_SECONDS)
        self.control.close()
        return event

    def all_dead(self) -> bool:
        """Wait until nobody holds the pipe any more."""
        until = time.monotonic() + PATIENCE_SECONDS
        while self.read():
            assert time.monotonic() < until
        os.close(self.answers)
        return True


def request(payload: str, arguments: dict | None = None, contained: bool = True, **settings) -> dict:
    """Return a request for one of the payloads of `inside/attacks.py`.

    `settings`: `folder`, `read_only`, `environment`; all others are limits.
    """
    folder, environment = settings.pop("folder", None), settings.pop("environment", {})
    sandbox = Sandbox(folder, (INSIDE, *settings.pop("read_only", ())))
    return {
        "payload": f"attacks:{payload}",
        "arguments": arguments or {},
        "limits": Limits(**{"memory_mib": 1024, "processes": 64, "submission_seconds": 60} | settings).to_dict(),
        "sandbox": sandbox.to_dict() if contained else None,
        "folder": str(folder) if folder else None,
        "environment": environment,
    }


def start(asked: dict, environment: dict | None = None) -> Run:
    """Start the program of a request."""
    reading, writing = os.pipe()
    base = {"PATH": os.defpath, "PYTHONPATH": str(INSIDE)}
    process, control = cold.start(asked, [writing], base | (environment or {}))
    os.close(writing)
    return Run(process, control, reading)


def attack(name: str, arguments: dict | None = None, environment: dict | None = None, **settings):
    """Run one attack and return what it got, or the name of the exception that denied it."""
    run = start(request("attempt", {"attack": name, **(arguments or {})}, **settings), environment)
    ended = run.finish()
    answer = b""
    while part := run.read():
        answer += part
    os.close(run.answers)
    assert answer, ended
    answer = json.loads(answer)
    return answer.get("got", answer.get("denied"))
