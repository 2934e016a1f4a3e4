"""Start a supervisor as a program of its own, with nothing imported beforehand."""

import os
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from coursekit.kernels import packets


def start(
    request: dict[str, Any], descriptors: Sequence[int] = (), environment: Mapping[str, str] | None = None
) -> tuple[subprocess.Popen, socket.socket]:
    """Start a supervisor for `request` (see `coursekit.kernels.supervisor`).

    Args:
        request: What to contain, plain data.
        descriptors: Open descriptors that the contained program gets.
        environment: Environment in which Python starts, before anything is contained; nothing of the caller's is added.

    Returns:
        The supervisor's process, and the socket that events come from and commands go to.
    """
    ours, theirs = packets.pair()
    with theirs:
        command = [sys.executable, "-P", "-m", "coursekit.kernels.supervisor", str(theirs.fileno())]
        process = subprocess.Popen(
            [*command, *map(str, descriptors)],
            env=dict(environment or {"PATH": os.defpath}),
            pass_fds=(theirs.fileno(), *descriptors),
            stdin=subprocess.DEVNULL,
        )
    packets.send(ours, request)
    return process, ours
