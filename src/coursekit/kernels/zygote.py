"""The fork server behind warm kernels: imports the stack once, runs no operation, and forks a child for each request.

    client ── connects, sends one request with descriptors ──> zygote ── fork ──> supervisor ── seals ──> payload
       └───────────────── the same connection is the supervisor's control from then on ─────────────────────┘

The zygote itself reads nothing that a client sends. It has one thread, checked before every fork: a child has only the
thread that forked, so a lock that another one held would stay locked in it for ever.

    python -m coursekit.kernels.zygote stop     ends this user's zygotes; running kernels stay
"""

import array
import gc
import json
import os
import signal
import socket
import struct
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from coursekit.kernels import hugepages
from coursekit.kernels.packets import LARGEST_BYTES
from coursekit.kernels.preload import import_all

IDLE_SECONDS = 600
LOOK_SECONDS = 20
GROWTH = 1.25
DESCRIPTORS = 32
REQUEST_SECONDS = 30


class Zygote:
    """Serves one listening socket until it is idle, grown, or no longer fit to fork.

    Args:
        listener: The listening SOCK_SEQPACKET socket.
        path: Where it is bound; removed at the end.
        idle_seconds: Time without a request after which it ends.
        growth: Resident memory over that of the beginning at which it makes room for a fresh one.
    """

    def __init__(self, listener: socket.socket, path: Path, idle_seconds: float = IDLE_SECONDS, growth: float = GROWTH):
        self.listener = listener
        self.path = path
        self.idle_seconds = idle_seconds
        self.growth = growth
        self.baseline_bytes = resident_bytes()
        listener.settimeout(min(idle_seconds, LOOK_SECONDS))

    def run(self) -> str:
        """Serve, and return why it ended. Clients that then wait find their connection closed and ask a fresh zygote."""
        try:
            asked_seconds = time.monotonic()
            while True:
                try:
                    connection, _ = self.listener.accept()
                except TimeoutError:
                    if not self.path.exists():
                        return "its folder is gone"
                    if time.monotonic() - asked_seconds >= self.idle_seconds:
                        return "idle"
                    continue
                asked_seconds = time.monotonic()
                with connection:
                    if reason := self.unfit():
                        return reason
                    if peer(connection)[1] == os.geteuid():
                        self._fork(connection)
        finally:
            self.close()

    def unfit(self) -> str | None:
        """Return why it must not fork any more, or None."""
        if (count := thread_count()) != 1:
            return f"{count} threads"
        if (now := resident_bytes()) > self.growth * self.baseline_bytes:
            return f"grown from {self.baseline_bytes >> 20} to {now >> 20} MiB"
        return None

    def close(self) -> None:
        """Stop listening: first the name goes, so that whoever is turned away cannot find it again."""
        self.path.unlink(missing_ok=True)
        self.listener.close()

    def _fork(self, connection: socket.socket) -> None:
        if os.fork() == 0:
            try:
                self.listener.close()
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                serve_one(connection)
            finally:
                os._exit(70)


def serve_one(connection: socket.socket) -> None:
    """Read the request from `connection` and become its supervisor; never returns when the request is whole."""
    from coursekit.kernels.supervisor import supervise

    connection.settimeout(REQUEST_SECONDS)
    request, descriptors = receive_request(connection)
    connection.settimeout(None)
    supervise(request, connection, descriptors, True)


def send_request(connection: socket.socket, request: dict, descriptors: Sequence[int]) -> None:
    """Send a request, with descriptors, as one packet."""
    data = json.dumps(request).encode()
    if len(data) > LARGEST_BYTES or len(descriptors) > DESCRIPTORS:
        raise ValueError(
            f"a request holds at most {LARGEST_BYTES} bytes and {DESCRIPTORS} descriptors; "
            f"received {len(data)} and {len(descriptors)}. Hand larger data over by a file or a descriptor."
        )
    socket.send_fds(connection, [data], list(descriptors))


def receive_request(connection: socket.socket) -> tuple[dict, list[int]]:
    """Receive what `send_request` sent.

    Raises:
        ConnectionError: If the client went away or its packet was cut.
    """
    size = array.array("i").itemsize
    data, ancillary, flags, _ = connection.recvmsg(LARGEST_BYTES, socket.CMSG_SPACE(DESCRIPTORS * size))
    descriptors = array.array("i")
    for level, kind, content in ancillary:
        if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
            descriptors.frombytes(content[: len(content) - len(content) % size])
    if not data or flags & (socket.MSG_TRUNC | socket.MSG_CTRUNC):
        for descriptor in descriptors:
            os.close(descriptor)
        raise ConnectionError(f"expected one whole request; received {len(data)} bytes, flags {flags}.")
    return json.loads(data), list(descriptors)


def peer(connection: socket.socket) -> tuple[int, int]:
    """Return process id and user id of the other end, as the kernel knows them."""
    process, user, _ = struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
    return process, user


def thread_count() -> int:
    """Return how many threads this process has, those of C libraries included."""
    return len(os.listdir("/proc/self/task"))


def resident_bytes() -> int:
    """Return the resident memory of this process."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def stop(folder: Path) -> list[int]:
    """End every zygote that listens in `folder`, and return their process ids."""
    from coursekit.kernels.warming import open_zygote

    ended = []
    for path in sorted(folder.glob("z-*.sock")):
        if connection := open_zygote(path):
            with connection:
                ended.append(peer(connection)[0])
                os.kill(ended[-1], signal.SIGTERM)
        path.unlink(missing_ok=True)
    return ended


def serve(descriptor: int, path: Path, names: Sequence[str]) -> None:
    """Become a zygote, apart from the process that started it: import `names`, then serve until it is time to end."""
    reading, writing = os.pipe()
    if os.fork():
        os.close(writing)
        os.read(reading, 1)  # until the other one listens
        os._exit(0)
    os.close(reading)
    os.setsid()
    listener = socket.socket(fileno=descriptor)
    listener.listen(128)  # in this process: clients are told who called `listen`, and end a zygote by that number
    os.close(writing)
    for failure in import_all(names):
        print(f"not preloaded: {failure}", file=sys.stderr)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # ended children vanish without being waited for
    gc.collect()
    gc.freeze()  # keeps the collector from touching, and so copying, every page in every child
    hugepages.gather()
    reason = Zygote(listener, path).run()
    print(f"ended: {reason}", file=sys.stderr)


def main(arguments: Sequence[str]) -> None:
    """Run `stop`, or `serve DESCRIPTOR PATH MODULES`, which only `coursekit.kernels.warming` does."""
    if arguments[0] == "serve":
        serve(int(arguments[1]), Path(arguments[2]), [name for name in arguments[3].split(",") if name])
    elif list(arguments) == ["stop"]:
        from coursekit.kernels.runtime_folder import runtime_folder

        print(f"ended {len(stop(runtime_folder()))} zygotes")
    else:
        raise SystemExit(f"expected: python -m coursekit.kernels.zygote stop; received: {' '.join(arguments)}")


if __name__ == "__main__":
    main(sys.argv[1:] or ["nothing"])
