"""Watch a contained program until it ends: commands, limits of the whole tree, and the reason of its end."""

import os
import select
import shutil
import signal
import socket
import time
from dataclasses import dataclass, field
from typing import Any

from coursekit.kernels import packets, tree
from coursekit.kernels.limits import MIB
from coursekit.kernels.sandbox import HOME
from coursekit.kernels.starting import Contained

TAIL_BYTES = 8 * 1024
LOOK_SECONDS = 1.0
LOOK_SECONDS_WITHOUT_GROUP = 0.2
PATIENCE_SECONDS = 5.0


@dataclass
class Watch:
    """One program under watch.

    Args:
        contained: The program.
        control: Where commands come from and events go.
        reason: Why it was killed, once it was.
        tail: The end of what it wrote.
    """

    contained: Contained
    control: socket.socket
    reason: str | None = None
    tail: bytearray = field(default_factory=bytearray)

    def __post_init__(self) -> None:
        self.started_seconds = time.monotonic()
        self.pidfd = os.pidfd_open(self.contained.pid)
        os.set_blocking(self.contained.output, False)
        self.control.settimeout(PATIENCE_SECONDS)

    def run(self) -> dict[str, Any]:
        """Watch until the program has ended or has to; kill the rest, and return the event `ended`."""
        poll = select.poll()
        for descriptor in (self.pidfd, self.control.fileno(), self.contained.output):
            poll.register(descriptor, select.POLLIN)
        pause = LOOK_SECONDS if self.contained.group else LOOK_SECONDS_WITHOUT_GROUP
        look = time.monotonic() + pause
        while self.reason is None:
            ready = {descriptor for descriptor, _ in poll.poll(max(0.0, look - time.monotonic()) * 1000)}
            if self.contained.output in ready and not self.read_output():
                poll.unregister(self.contained.output)
            if self.pidfd in ready:
                break
            if self.control.fileno() in ready:
                self.obey()
            if time.monotonic() >= look:
                self.reason = self.reason or self.exceeded()
                tree.collect(spared=self.contained.pid)
                look = time.monotonic() + pause
        return self.end()

    def read_output(self) -> bool:
        """Keep the end of what the program wrote; return whether it may write more."""
        try:
            chunk = os.read(self.contained.output, 1 << 16)
        except BlockingIOError:
            return True
        self.tail += chunk
        del self.tail[:-TAIL_BYTES]
        return bool(chunk)

    def obey(self) -> None:
        """Carry out the next command; a closed or broken control socket ends everything."""
        try:
            command = packets.receive(self.control)
        except (ValueError, OSError):
            command = None
        if command is None or command.get("kill"):
            self.reason = "killed"
        elif isinstance(number := command.get("signal"), int) and number in signal.valid_signals():
            signal.pidfd_send_signal(self.pidfd, number)

    def exceeded(self) -> str | None:
        """Return which limit of the whole tree was passed, or None."""
        limits = self.contained.limits
        if time.monotonic() - self.started_seconds > limits.submission_seconds:
            return "wall"
        processes = self.members()
        used = tree.usage(processes)
        if used.cpu_seconds > limits.cpu_seconds:
            return "cpu"
        if self.contained.group is None and used.memory_mib > limits.memory_mib:
            return "memory" if tree.proportional_memory_mib(processes) > limits.memory_mib else None
        return None

    def members(self) -> set[int]:
        """Return the processes of the tree, those that lost their parent included."""
        if self.contained.namespaces:
            return tree.members({self.contained.pid, self.contained.namespaces.first})
        return tree.members({os.getpid()}) - {os.getpid()}

    def end(self) -> dict[str, Any]:
        """Kill everything, and return the event that says how it ended."""
        hit = self.limits_hit()
        refused = self.contained.group is not None and self.contained.group.memory_refusals() > 0
        status = self.kill()
        while self.read_output_left():
            pass
        code, number = (None, os.WTERMSIG(status)) if os.WIFSIGNALED(status) else (os.WEXITSTATUS(status), None)
        if code and refused and "memory" not in hit:
            hit.append("memory")  # a fork at the limit is refused, nobody is killed
        return {
            "event": "ended",
            "code": code,
            "signal": number,
            "reason": self.reason or _reason(number, hit),
            "hit": hit,
            "tail": self.tail.decode(errors="replace"),
        }

    def read_output_left(self) -> bool:
        """Read what is still in the pipe; return whether something was."""
        before = bytes(self.tail)
        return self.read_output() and bytes(self.tail) != before

    def limits_hit(self) -> list[str]:
        """Return the limits that were reached, as far as can be told."""
        hit = []
        group, namespaces = self.contained.group, self.contained.namespaces
        if group and group.memory_kills():
            hit.append("memory")
        if group and group.refused_forks():
            hit.append("processes")
        if namespaces and _is_full(namespaces.root + HOME):
            hit.append("disk")
        return hit

    def kill(self) -> int:
        """Kill and wait for everything; return the wait status of the program."""
        contained = self.contained
        if contained.namespaces:
            contained.namespaces.kill()
        signal.pidfd_send_signal(self.pidfd, signal.SIGKILL)  # a zombie doesn't mind
        _, status = os.waitpid(contained.pid, 0)
        if contained.namespaces:
            contained.namespaces.close()
        if contained.group:
            contained.group.kill()
        tree.kill({os.getpid()}, spared={os.getpid()})
        tree.collect()
        if contained.group:
            contained.group.remove()
        if contained.places:
            shutil.rmtree(contained.places, ignore_errors=True)
        return status


def watch(contained: Contained, control: socket.socket) -> None:
    """Tell that the program has started, watch it, and tell how it ended."""
    watching = Watch(contained, control)
    started = {
        "event": "started",
        "pid": contained.pid,
        "sockets": contained.sockets,
        "contained": contained.namespaces is not None,
        "cgroup": contained.group is not None,
        "left_out": contained.left_out,
    }
    _tell(control, started)
    _tell(control, watching.run())


def _tell(control: socket.socket, event: dict[str, Any]) -> None:
    """Send an event; where nobody listens any more, the closed socket is seen when commands are read."""
    try:
        packets.send(control, event)
    except OSError:
        return


def _reason(number: int | None, hit: list[str]) -> str:
    """Return why a program ended that the supervisor did not kill."""
    if number is None:
        return "exited"
    if number == signal.SIGKILL and "memory" in hit:
        return "memory"
    return {signal.SIGXCPU: "cpu", signal.SIGXFSZ: "disk"}.get(number, "signal")


def _is_full(folder: str) -> bool:
    """Return whether the file system of `folder` has no room or no names left."""
    try:
        state = os.statvfs(folder)
    except OSError:
        return False
    return state.f_bavail * state.f_frsize < MIB // 16 or state.f_ffree == 0
