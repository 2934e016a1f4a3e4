"""Contain one program: build its sandbox, start it inside, watch its limits, kill everything at the end, say why it ended.

`supervise` takes over a freshly forked process that has one thread. Run as a program, the first packet on the control
socket is the request:

    python -m coursekit.kernels.supervisor CONTROL_DESCRIPTOR [PASSED_DESCRIPTOR ...]

A request is plain data:
    payload: "module:function", called as function(arguments, descriptors); what it returns is the exit code (None: 0).
    arguments: Plain data for it.
    limits: See `coursekit.kernels.limits.Limits`.
    sandbox: See `coursekit.kernels.sandbox.Sandbox`, or None for a program that is limited but not contained.
    folder: Without a sandbox only: the folder whose files are copied into the work folder, or None.
    environment: The program's whole environment; HOME, PATH, LANG and the user's names are added where they are missing.

Events, one packet each:
    started: pid, sockets (folder for sockets, as seen from outside), contained, cgroup, left_out (files not copied in).
    refused: reason, mend. No sandbox could be built; nothing was run.
    ended: code, signal, reason, hit (limits that were reached), tail (end of what was written to standard output or error).
        Everything inside is dead by then.

Commands: {"signal": number} to the program itself, {"kill": true} to everything. When the other end goes away, everything
is killed.
"""

import os
import signal
import socket
import sys
from typing import Any, NoReturn

from coursekit.errors import CourseError
from coursekit.kernels import packets, sealing, syscalls
from coursekit.kernels.availability import SandboxUnavailable, advice
from coursekit.kernels.starting import start
from coursekit.kernels.watching import watch


def supervise(request: dict[str, Any], control: socket.socket, fds: list[int], zygote_child: bool) -> NoReturn:
    """Contain the program of `request`, and leave this process when everything is over.

    Args:
        request: What to contain (see above).
        control: Where events go and commands come from.
        fds: Open descriptors for the program; inside, they are 3, 4, ... and listed in COURSEKIT_PASSED_FDS.
        zygote_child: Whether this process was forked from one that holds descriptors of its own; they are closed.
    """
    code = 1
    try:
        if zygote_child:
            _close_others({0, 1, 2, control.fileno(), *fds})
        _stand_alone()
        run(request, control, fds)
        code = 0
    except Exception as error:
        _refuse(control, error)
    finally:
        os._exit(code)


def run(request: dict[str, Any], control: socket.socket, fds: list[int]) -> None:
    """Start the program, watch it until it ends, and send the events.

    Raises:
        SandboxUnavailable: If it cannot be contained.
    """
    contained = start(request, fds)
    for descriptor in fds:
        os.close(descriptor)  # so that the other end sees when the program closes its own
    watch(contained, control)


def _stand_alone() -> None:
    """Leave the caller's terminal, and become the parent of all descendants that lose theirs."""
    sealing.reset_signals()
    try:
        os.setsid()
    except PermissionError:  # pragma: no cover (in forks)
        pass  # it leads a session already
    syscalls.prctl(syscalls.PR_SET_CHILD_SUBREAPER, 1)


def _close_others(kept: set[int]) -> None:
    """Close every descriptor that is not in `kept`."""
    for descriptor in {int(name) for name in os.listdir("/proc/self/fd")} - kept:
        try:
            os.close(descriptor)
        except OSError:
            continue  # the one that listed them


def _refuse(control: socket.socket, error: Exception) -> None:
    """Tell the other end that nothing was run, and why."""
    if isinstance(error, SandboxUnavailable):
        reason, mend = error.reason, error.mend
    elif isinstance(error, CourseError):
        reason, mend = str(error), ""
    else:
        reason, mend = f"{type(error).__name__}: {error}", advice()
    try:
        packets.send(control, {"event": "refused", "reason": reason, "mend": mend})
    except OSError:  # pragma: no cover (in forks)
        pass  # nobody waits for it


def main(arguments: list[str]) -> NoReturn:
    """Supervise the program that the first packet asks for."""
    control = socket.socket(fileno=int(arguments[0]))
    request = packets.receive(control)
    if request is None:
        control.close()
        sys.exit("coursekit.kernels.supervisor: the control socket closed before a request came.")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    supervise(request, control, [int(number) for number in arguments[1:]], zygote_child=False)


if __name__ == "__main__":  # pragma: no cover
    main(sys.argv[1:])
