"""Plain data over a local socket that keeps the bounds of messages: one packet is one JSON object."""

import json
import socket
from typing import Any

LARGEST_BYTES = 128 * 1024


def pair() -> tuple[socket.socket, socket.socket]:
    """Return two connected ends."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


def send(end: socket.socket, message: dict[str, Any]) -> None:
    """Send one message.

    Raises:
        ValueError: If it is longer than `LARGEST_BYTES`.
        OSError: If the other end is gone.
    """
    packet = json.dumps(message).encode()
    if len(packet) > LARGEST_BYTES:
        raise ValueError(
            f"a message holds at most {LARGEST_BYTES} bytes; received {len(packet)}. Send large data apart."
        )
    end.sendall(packet)


def receive(end: socket.socket) -> dict[str, Any] | None:
    """Return the next message, or None when the other end is gone.

    Raises:
        TimeoutError: If the socket has a timeout and nothing came.
        ValueError: If what came is no JSON object.
    """
    try:
        packet = end.recv(LARGEST_BYTES + 1)
    except ConnectionError:
        return None
    if not packet:
        return None
    message = json.loads(packet)
    if not isinstance(message, dict):
        raise ValueError(f"a message is a JSON object; received {type(message).__name__}.")
    return message
