"""Frames: how one message travels over the bridge's socket, and what it may weigh.

    8 bytes  length of all that follows after these 12 bytes, big-endian
    4 bytes  length of the header
    header   JSON: [message, [length of each buffer]]
    buffers  one after the other

Both ends are distrustful: every length is checked before memory is taken for it, and the header's brackets and commas
are counted before it is parsed.
"""

import json
import socket
import struct
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

MIB = 2**20
_LENGTHS = struct.Struct("!QI")
_encode_json = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
_decode_json = json.JSONDecoder().decode
JOINED_BYTES = 64 * 1024  # a message up to this size leaves in one system call, copied together


class FrameError(Exception):
    """What came over the socket is no frame within the limits; the connection is of no more use."""


class ConnectionEnded(Exception):
    """The other end closed the socket, or died."""


class DeadlinePassed(Exception):
    """The deadline passed before a whole frame had come or gone."""


@dataclass(frozen=True)
class FrameLimits:
    """What one message may hold.

    Args:
        frame_bytes: Header and buffers together, in bytes.
        header_bytes: Header alone, in bytes.
        nodes: Values in the header (JSON), as counted by its brackets and commas.
        buffers: Number of buffers (arrays, long texts).
        depth: How deep containers may be nested in one another.
        integer_bits: Length of a whole number, in bits.
    """

    frame_bytes: int = 256 * MIB
    header_bytes: int = 32 * MIB
    nodes: int = 4_000_000
    buffers: int = 100_000
    depth: int = 60
    integer_bits: int = 2**20


class Frames:
    """Sends and receives messages over a stream socket.

    Args:
        sock: Connected stream socket.
        limits: What one message may hold, in both directions.
    """

    def __init__(self, sock: socket.socket, limits: FrameLimits | None = None):
        self.sock = sock
        self.limits = limits or FrameLimits()
        self._start = bytearray(_LENGTHS.size)
        self._body: bytearray | None = None
        self._filled = 0  # bytes of the part that is being received; survives a passed deadline
        self._timeout: float | None = sock.gettimeout()

    def send(self, message: Any, buffers: Sequence[Any] = (), deadline: float | None = None) -> None:
        """Send one message.

        Args:
            message: JSON data.
            buffers: Bytes-like objects, contiguous.
            deadline: Value of time.monotonic() by which it must be gone; None: no limit.

        Raises:
            FrameError: If it is over the limits; nothing was sent then.
            DeadlinePassed: If the other end does not read; the connection is of no more use then.
            ConnectionEnded: If the other end is closed.
        """
        views = [memoryview(each).cast("B") for each in buffers]
        sizes = [view.nbytes for view in views]
        header = _encode_json([message, sizes]).encode("ascii")
        total = len(header) + sum(sizes)
        self._check(total, len(header))
        if len(views) > self.limits.buffers:
            raise FrameError(f"{len(views):,} buffers; at most {self.limits.buffers:,} fit in a message")
        start = _LENGTHS.pack(total, len(header)) + header
        try:
            self._until(deadline)
            if total <= JOINED_BYTES:
                self.sock.sendall(b"".join([start, *views]))
                return
            self.sock.sendall(start)
            for view in views:
                self._until(deadline)
                self.sock.sendall(view)
        except TimeoutError:
            raise DeadlinePassed from None
        except OSError as problem:
            raise ConnectionEnded(str(problem)) from None

    def receive(self, deadline: float | None = None) -> tuple[Any, list[memoryview]]:
        """Receive one message; a call after DeadlinePassed goes on where the last one stopped.

        Args:
            deadline: Value of time.monotonic() by which it must be there; None: no limit.

        Returns:
            The message (JSON data) and its buffers.

        Raises:
            FrameError: If what comes is no frame within the limits.
            DeadlinePassed: If it is not there in time.
            ConnectionEnded: If the other end is closed.
        """
        if self._body is None:
            self._fill(self._start, deadline)
            total, header_bytes = _LENGTHS.unpack(self._start)
            self._check(total, header_bytes)
            if header_bytes > total:
                raise FrameError(f"a header of {header_bytes} bytes in a frame of {total}")
            self._body, self._filled = bytearray(total), 0
        body = self._body
        self._fill(body, deadline)
        self._body, self._filled = None, 0
        _, header_bytes = _LENGTHS.unpack(self._start)
        return self._parse(body, header_bytes)

    def _fill(self, into: bytearray, deadline: float | None) -> None:
        view = memoryview(into)
        while self._filled < len(into):
            try:
                self._until(deadline)
                count = self.sock.recv_into(view[self._filled :])
            except TimeoutError:
                raise DeadlinePassed from None
            except OSError as problem:
                raise ConnectionEnded(str(problem)) from None
            if count == 0:
                raise ConnectionEnded("the other end of the bridge is closed")
            self._filled += count
        if into is self._start:
            self._filled = 0

    def _until(self, deadline: float | None) -> None:
        timeout = None
        if deadline is not None:
            timeout = deadline - time.monotonic()
            if timeout <= 0:
                raise DeadlinePassed
        if timeout is not None or self._timeout is not None:
            self.sock.settimeout(timeout)
            self._timeout = timeout

    def _check(self, total: int, header_bytes: int) -> None:
        if total > self.limits.frame_bytes or header_bytes > self.limits.header_bytes:
            limits = f"{size_text(self.limits.frame_bytes)}, of which {size_text(self.limits.header_bytes)} header"
            came = f"{size_text(total)}, of which {size_text(header_bytes)} header"
            raise FrameError(f"a message may have at most {limits}; this one has {came}")

    def _parse(self, body: bytearray, header_bytes: int) -> tuple[Any, list[memoryview]]:
        view = memoryview(body)
        header = bytes(view[:header_bytes])
        if header_bytes > self.limits.nodes:
            nodes = header.count(b",") + header.count(b"[") + header.count(b"{")
            if nodes > self.limits.nodes:
                raise FrameError(f"a header of {nodes:,} values; at most {self.limits.nodes:,} are taken")
        try:
            message, sizes = _decode_json(header.decode("ascii"))
            if type(sizes) is not list or len(sizes) > self.limits.buffers:
                raise ValueError("sizes of buffers expected")
            if any(type(size) is not int or size < 0 for size in sizes) or header_bytes + sum(sizes) != len(body):
                raise ValueError("the buffers do not fill the frame")
        except (ValueError, TypeError, RecursionError) as problem:
            raise FrameError(f"no message: {problem}") from None
        buffers, at = [], header_bytes
        for size in sizes:
            buffers.append(view[at : at + size])
            at += size
        return message, buffers


def size_text(count: float) -> str:
    """Return a number of bytes for a reader: `1.5 MiB`."""
    if count < 1024:
        return f"{count} bytes"
    for unit in ("KiB", "MiB"):
        count /= 1024
        if count < 1024:
            return f"{count:.1f} {unit}"
    return f"{count / 1024:.1f} GiB"
