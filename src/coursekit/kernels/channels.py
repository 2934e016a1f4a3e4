"""Clients that a flooding or hostile kernel cannot harm: bounded queues, bounded messages, output cut per cell.

The kernel's own cutting (`payloads.BoundedSession`) serves honest mistakes. What stands here trusts nothing that
arrives: ZeroMQ refuses a frame that is too large before it takes memory for it, holds few messages, and what is not a
signed, well-formed message is left out.
"""

import logging
import time
from collections import OrderedDict
from functools import cache
from queue import Empty
from typing import Any

import zmq
from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.channels import AsyncZMQSocketChannel, ZMQSocketChannel
from jupyter_client.client import KernelClient
from jupyter_client.utils import run_sync
from traitlets import Type

log = logging.getLogger(__name__)
QUEUED_MESSAGES = 8
CELLS_REMEMBERED = 16
CUTS_REMEMBERED = 1000
TOTAL_OVER_CELL = 4
TEXT_SHARE = 8
LINE_BYTES = 12
PASSED_ON = {"status", "execute_input", "iopub_welcome", "shutdown_reply"}
PASSED_ON_BYTES = 1 << 20
READY_POLL_SECONDS = 0.2
DEEPEST_CONTENT = 100


class OutputGate:
    """Decides which of a kernel's messages reach the client: one message in, one message out.

    Text is held shorter than pictures: a cell may print an eighth of what it may say in all. All cells of a kernel together
    may print half as much again as one, and say four times as much. The first message beyond is replaced by a note, later
    ones by a status that everybody passes over.

    Args:
        output_bytes: What one cell may say, as bytes of messages.

    Attributes:
        cut: The requests (message ids) whose output was cut.
    """

    def __init__(self, output_bytes: int):
        self.output_bytes = output_bytes
        self.text_bytes = output_bytes // TEXT_SHARE
        self.cut: OrderedDict[str, None] = OrderedDict()
        self._cells: OrderedDict[str, list[int]] = OrderedDict()  # text and everything, in bytes
        self._total = [0, 0]

    def admit(self, message: dict[str, Any], size: int) -> dict[str, Any]:
        """Return what to hand on in place of `message`, which came as `size` bytes."""
        if message["msg_type"] in PASSED_ON and size <= PASSED_ON_BYTES:
            return message
        cell = str(message["parent_header"].get("msg_id", ""))[:64]
        if cell in self.cut:
            return neutral(message)
        text = self._text_cost(message, size)
        spent = self._cells[cell] = [
            sum(pair) for pair in zip(self._cells.pop(cell, [0, 0]), (text, size), strict=True)
        ]
        total = [sum(pair) for pair in zip(self._total, (text, size), strict=True)]
        _forget(self._cells, CELLS_REMEMBERED)
        fits = spent[0] <= self.text_bytes and spent[1] <= self.output_bytes
        if fits and total[0] <= self.text_bytes * 3 // 2 and total[1] <= TOTAL_OVER_CELL * self.output_bytes:
            self._total = total
            return message
        self.cut[cell] = None
        _forget(self.cut, CUTS_REMEMBERED)
        return self._notice(message)

    def _text_cost(self, message: dict[str, Any], size: int) -> int:
        """What a message adds to a notebook as text: a stored notebook has every line on a line of its own."""
        if message["msg_type"] not in ("stream", "error"):
            return 0
        text = message["content"].get("text")
        return size + LINE_BYTES * (text.count("\n") if isinstance(text, str) else 0)

    def _notice(self, message: dict[str, Any]) -> dict[str, Any]:
        """Return the note that takes the place of the first message that is left out."""
        note = (
            f"\n[Output cut here: a cell may print {self.text_bytes / 2**20:g} MiB of text and show "
            f"{self.output_bytes / 2**20:g} MiB in all. Print less, or only every so many steps.]\n"
        )
        return _like(message, "stream", {"name": "stdout", "text": note})


def is_well_formed(message: dict[str, Any]) -> bool:
    """Whether a message has what clients take for granted in one of its kind; of kinds not known here: any content.

    A signature says only that the message comes from the kernel, and the kernel runs a learner's code.
    """
    kind, content = message["msg_type"], message["content"]
    if not isinstance(kind, str) or _is_deep(content):
        return False
    count, transient = content.get("execution_count"), content.get("transient")
    if not (count is None or type(count) is int) or not (transient is None or isinstance(transient, dict)):
        return False
    if kind.startswith("comm") and kind != "comm_info_reply":
        return isinstance(content.get("comm_id"), str) and isinstance(content.get("data"), dict)
    match kind:
        case "stream":
            return content.get("name") in ("stdout", "stderr") and isinstance(content.get("text"), str)
        case "execute_result" | "display_data" | "update_display_data":
            named = (transient or {}).get("display_id")
            complete = kind != "execute_result" or "execution_count" in content
            return complete and _shows(content) and (named is None or isinstance(named, str))
        case "error":
            return _tells_error(content)
        case "status":
            return isinstance(content.get("execution_state"), str)
        case "execute_input":
            return isinstance(content.get("code"), str)
        case "clear_output":
            return isinstance(content.get("wait", False), bool)
        case "execute_reply":
            status = content.get("status")
            return isinstance(status, str) and (status != "error" or _tells_error(content))
    return True


def _shows(content: dict[str, Any]) -> bool:
    """Whether there is a bundle of MIME types: text, or lines of text; what is JSON may be anything."""
    data, metadata = content.get("data"), content.get("metadata")
    return (
        isinstance(data, dict)
        and isinstance(metadata, dict)
        and all(mime.endswith("json") or isinstance(value, str) or _is_lines(value) for mime, value in data.items())
    )


def _tells_error(content: dict[str, Any]) -> bool:
    told = isinstance(content.get("ename"), str) and isinstance(content.get("evalue"), str)
    return told and _is_lines(content.get("traceback"))


def _is_lines(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(line, str) for line in value)


def _is_deep(content: Any) -> bool:
    """Whether something is nested so deep that whoever writes or checks the notebook may run out of stack."""
    layer = [content]
    for _ in range(DEEPEST_CONTENT):
        layer = [
            inner
            for each in layer
            for inner in (each.values() if isinstance(each, dict) else each)
            if isinstance(inner, dict | list)
        ]
        if not layer:
            return False
    return True


def neutral(message: dict[str, Any]) -> dict[str, Any]:
    """Return a message that says nothing, in place of one that is left out; a client that polled for one gets one."""
    return _like(message, "status", {"execution_state": "busy"})


def _like(message: dict[str, Any], kind: str, content: dict[str, Any]) -> dict[str, Any]:
    """Return a message that seems to come from the same cell."""
    header = {**message["header"], "msg_type": kind}
    return {**message, "msg_type": kind, "header": header, "content": content, "metadata": {}, "buffers": []}


def _forget(kept: OrderedDict, most: int) -> None:
    """Drop the oldest entries beyond `most`: a hostile kernel can invent any number of cells."""
    while len(kept) > most:
        kept.popitem(last=False)


NOTHING = {"msg_id": "", "msg_type": "malformed", "header": {}, "parent_header": {}}


class _Guarded:
    """What both kinds of channel share: messages pass the gate, if there is one, or are left out if malformed."""

    output_bytes: int | None = None

    def __init__(self, *arguments: Any, **options: Any):
        super().__init__(*arguments, **options)
        self.gate = None if self.output_bytes is None else OutputGate(self.output_bytes)

    def _read(self, frames: list[bytes]) -> dict[str, Any]:
        """Read one message; whatever a hostile sender put there, it raises nothing."""
        try:
            _identities, rest = self.session.feed_identities(frames)
            message = self.session.deserialize(rest)
            message["parent_header"] = dict(message["parent_header"])
            message["content"] = dict(message["content"])
            if not is_well_formed(message):
                raise ValueError(f"a {str(message['msg_type'])[:40]!r} whose content is none of that kind")
            return message if self.gate is None else self.gate.admit(message, sum(map(len, frames)))
        except Exception as error:  # unsigned, signed with another key, not JSON, nested too deep, of the wrong shape
            log.debug("left out a malformed message: %s", error)
            return neutral(NOTHING)


class GuardedChannel(_Guarded, ZMQSocketChannel):
    """A blocking channel that survives whatever is sent to it."""

    def _recv(self, **options: Any) -> dict[str, Any]:
        return self._read(self.socket.recv_multipart(**options))


class AsyncGuardedChannel(_Guarded, AsyncZMQSocketChannel):
    """An asynchronous channel that survives whatever is sent to it."""

    async def _recv(self, **options: Any) -> dict[str, Any]:
        return self._read(await self.socket.recv_multipart(**options))


async def _wait_for_ready(self: KernelClient, timeout: float | None = None) -> None:
    """Wait until the kernel answers and its output arrives.

    jupyter_client listens for 0.2 s more to be sure that nothing is left on the way; here the idle status that belongs
    to the question ends the wait.

    Raises:
        RuntimeError: If the kernel dies first or does not answer within `timeout` seconds.
    """
    deadline = float("inf") if timeout is None else time.monotonic() + timeout
    while True:
        asked = self.kernel_info()
        try:
            reply = await self._async_get_shell_msg(timeout=1)
            while reply["parent_header"].get("msg_id") != asked:
                reply = await self._async_get_shell_msg(timeout=1)
            while not _idle(await self._async_get_iopub_msg(timeout=READY_POLL_SECONDS), asked):
                pass
        except Empty:
            if not await self._async_is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info") from None
            if time.monotonic() > deadline:
                raise RuntimeError(f"Kernel didn't respond in {timeout:g} seconds") from None
        else:
            self._handle_kernel_info_reply(reply)
            return


def _idle(message: dict[str, Any], asked: str) -> bool:
    """Whether `message` says that the kernel has done what `asked` wanted."""
    ours = message["parent_header"].get("msg_id") == asked
    return ours and message["msg_type"] == "status" and message["content"].get("execution_state") == "idle"


def bound_context(context: zmq.Context, message_bytes: int) -> zmq.Context:
    """Let every socket that will be made in `context` refuse larger frames and hold few messages."""
    context.setsockopt(zmq.MAXMSGSIZE, message_bytes)
    context.setsockopt(zmq.RCVHWM, QUEUED_MESSAGES)
    return context


def message_limit(output_bytes: int) -> int:
    """Return how large one message may be, in bytes: half of what a cell may say, so that a cut one still gets through."""
    return output_bytes // 2


@cache
def guarded_client(factory: type[KernelClient], output_bytes: int) -> type[KernelClient]:
    """Return `factory` as a class whose channels cut output at `output_bytes` a cell and bound every message."""
    if original := getattr(factory, "guarded_from", None):
        return guarded_client(original, output_bytes)

    def own_context(self: KernelClient) -> zmq.Context:
        return bound_context(factory._context_default(self), 2 * message_limit(output_bytes))

    members: dict[str, Any] = {"guarded_from": factory, "_context_default": own_context}
    asynchronous = issubclass(factory, AsyncKernelClient)
    if asynchronous or issubclass(factory, BlockingKernelClient):
        channel = AsyncGuardedChannel if asynchronous else GuardedChannel
        iopub = type(f"IOPub{channel.__name__}", (channel,), {"output_bytes": output_bytes})
        members |= {f"{name}_channel_class": Type(channel) for name in ("shell", "stdin", "control")}
        members |= {"iopub_channel_class": Type(iopub)}
        members |= {"wait_for_ready": _wait_for_ready if asynchronous else run_sync(_wait_for_ready)}
    return type(f"Guarded{factory.__name__}", (factory,), members)
