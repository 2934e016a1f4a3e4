"""The grader's end of the control socket: asks the judge's process to run steps."""

import asyncio
import json
import socket
from typing import Any, Protocol

from coursekit.grading.judge.process import LENGTH, LONGEST_MESSAGE


class JudgeGone(Exception):
    """The judge's process ended, or answered in a way that it never does."""


class Process(Protocol):
    """What a launched judge can be told: see `coursekit.kernels.runtime.Contained`."""

    def close(self) -> None: ...


class Launch(Protocol):
    """Starts the judge's process with two descriptors: control socket, bridge."""

    def __call__(self, arguments: dict[str, Any], pass_fds: tuple[int, ...]) -> Process: ...


class JudgeConnection:
    """A judge's process and the control socket to it.

    Args:
        launch: Starts the process.
        bridge: The judge's end of the bridge; closed here once the process has it.
        arguments: For `process.run`.
    """

    def __init__(self, launch: Launch, bridge: socket.socket, arguments: dict[str, Any]):
        self._control, theirs = socket.socketpair()
        self._control.setblocking(False)
        self._turn = asyncio.Lock()
        with theirs, bridge:
            self.process = launch(arguments, (theirs.fileno(), bridge.fileno()))

    async def ask(self, message: dict[str, Any], timeout_seconds: float) -> dict[str, Any]:
        """Send a message and wait for its answer.

        Raises:
            JudgeGone: If the process ended or did not answer in time: it is of no use any more.
        """
        async with self._turn:
            try:
                async with asyncio.timeout(timeout_seconds):
                    await self._send(message)
                    return await self._receive()
            except TimeoutError:
                raise JudgeGone(f"no answer within {timeout_seconds:g} s") from None
            except OSError as problem:
                raise JudgeGone(str(problem)) from None

    async def connect(self, bridge: socket.socket, timeout_seconds: float = 10) -> None:
        """Give the judge a new bridge; this end of it is closed here."""
        with bridge:
            socket.send_fds(self._control, [b"\0"], [bridge.fileno()])
        await self.ask({"do": "connect"}, timeout_seconds)

    async def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps(message).encode()
        await asyncio.get_running_loop().sock_sendall(self._control, LENGTH.pack(len(body)) + body)

    async def _receive(self) -> dict[str, Any]:
        (length,) = LENGTH.unpack(await self._exactly(LENGTH.size))
        if length > LONGEST_MESSAGE:
            raise JudgeGone(f"an answer of {length} bytes")
        try:
            answer = json.loads(await self._exactly(length))
        except ValueError:
            raise JudgeGone("an answer that is no JSON") from None
        if not isinstance(answer, dict) or not isinstance(answer.get("status"), str):
            raise JudgeGone("an answer without a status")
        return answer

    async def _exactly(self, length: int) -> bytes:
        parts = bytearray()
        while len(parts) < length:
            part = await asyncio.get_running_loop().sock_recv(self._control, min(2**20, length - len(parts)))
            if not part:
                raise JudgeGone("its process ended")
            parts += part
        return bytes(parts)

    def close(self) -> None:
        """End the process."""
        self._control.close()
        self.process.close()
