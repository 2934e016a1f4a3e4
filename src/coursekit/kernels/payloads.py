"""What runs inside a sandbox as a Jupyter kernel: ipykernel, on listening sockets that were handed over.

The sockets were opened outside and only their descriptors come in, so no path of theirs exists inside: nothing there can
be filled, replaced or pointed elsewhere, and a client may connect before the kernel is up.
"""

import os
import random
import sys
import tempfile
from typing import Any

import zmq
from ipykernel.heartbeat import Heartbeat
from ipykernel.iostream import IOPubThread
from ipykernel.kernelapp import IPKernelApp
from jupyter_client.session import Session
from traitlets import Dict
from traitlets.config import Config
from zmq.eventloop.zmqstream import ZMQStream

CHANNELS = ("shell", "iopub", "stdin", "hb", "control")
TEXT_SHARE = 8
PORTS = {f"{name}_port": number for number, name in enumerate(CHANNELS, 1)}


def kernel(arguments: dict[str, Any], descriptors: list[int]) -> None:
    """Be a Jupyter kernel until told to end.

    Args:
        arguments: "key" and "signature_scheme" of the session, "message_bytes" that one message may have, and
            "options", further command-line options for ipykernel.
        descriptors: What the client passed, then the listening sockets in the order of `CHANNELS`.
    """
    passed, listening = descriptors[: -len(CHANNELS)], descriptors[-len(CHANNELS) :]
    os.environ["COURSEKIT_PASSED_FDS"] = ",".join(map(str, passed))
    reseed()
    sys.argv = ["ipykernel_launcher.py"]
    app = SandboxKernelApp.instance(
        config=configuration(),
        transport="ipc",
        ip="sandbox",
        listening=dict(zip(PORTS.values(), listening, strict=True)),
        **PORTS,
    )
    app.session = BoundedSession(
        parent=app, key=arguments["key"].encode(), signature_scheme=arguments["signature_scheme"]
    )
    app.session.message_bytes = arguments["message_bytes"]
    app.initialize(arguments.get("options", []))
    sys.path.append("")  # last: modules beside the notebook are found, and hide none of Python's or the environment's
    app.start()


def configuration() -> Config:
    """Return ipykernel's settings: C++ output apart, as the kernel `coursekit` has it, and no file of history."""
    config = Config()
    config.IPKernelApp.capture_fd_output = False
    config.HistoryManager.enabled = False
    return config


def reseed() -> None:
    """Give this process its own random numbers; processes forked from one parent would otherwise share them."""
    random.seed()
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()


class SandboxKernelApp(IPKernelApp):
    """ipykernel's application, on sockets that somebody else opened and without a connection file."""

    listening = Dict(help="descriptor of the listening socket for each port")

    def init_connection_file(self) -> None:
        """Read none: the caller knows everything already."""

    def write_connection_file(self, **_extra: Any) -> None:
        """Write none: a key in a file could be read by what runs here."""

    def log_connection_info(self) -> None:
        """Print nothing about how to connect: nobody else should."""

    def _try_bind_socket(self, socket: zmq.Socket, port: int) -> int:
        socket.setsockopt(zmq.SNDHWM, 0)  # a slow reader makes this process wait or grow, never lose messages
        return bind_descriptor(socket, self.listening[port], port)

    def init_control(self, context: zmq.Context) -> None:
        """Open the control channel; the debugger's way back to the shell channel would be a path outside."""
        super().init_control(context)
        self.debug_shell_socket.disconnect(self.shell_socket.getsockopt(zmq.LAST_ENDPOINT))

    def init_iopub(self, context: zmq.Context) -> None:
        """Open the output channel, with a way for forked processes to print that needs no network."""
        self.iopub_socket = context.socket(zmq.XPUB)
        self.iopub_socket.linger = 1000
        self.iopub_port = self._bind_socket(self.iopub_socket, self.iopub_port)
        self.configure_tornado_logger()
        self.iopub_thread = SandboxIOPubThread(self.iopub_socket, pipe=True, session=self.session)
        self.iopub_thread.start()
        self.iopub_socket = self.iopub_thread.background_socket

    def init_heartbeat(self) -> None:
        """Start the heartbeat, in a context of its own as ipykernel does, so that nothing here delays it."""
        self.heartbeat = SandboxHeartbeat(zmq.Context(), (self.transport, self.ip, self.hb_port))
        self.heartbeat.descriptor = self.listening[self.hb_port]
        self.heartbeat.start()


class SandboxIOPubThread(IOPubThread):
    """ipykernel's output thread; what forked processes print comes over a local socket, not over TCP."""

    def _setup_pipe_in(self) -> None:
        self._pipe_uuid = os.urandom(16)
        receiving = self.socket.context.socket(zmq.PULL)
        receiving.linger = 0
        self._pipe_endpoint = f"ipc://{tempfile.gettempdir()}/printed-{self._pipe_uuid.hex()}"
        receiving.bind(self._pipe_endpoint)
        self._pipe_in = ZMQStream(receiving, self.io_loop)
        self._pipe_in.on_recv(self._handle_pipe_msg)

    def _setup_pipe_out(self) -> tuple[zmq.Context, zmq.Socket]:
        context = zmq.Context()  # the parent's does not live through a fork
        sending = context.socket(zmq.PUSH)
        sending.linger = 3000
        sending.connect(self._pipe_endpoint)
        return context, sending


class SandboxHeartbeat(Heartbeat):
    """ipykernel's heartbeat on a listening socket that somebody else opened."""

    descriptor = -1

    def _try_bind_socket(self) -> None:
        bind_descriptor(self.socket, self.descriptor, self.port)


def bind_descriptor(socket: zmq.Socket, descriptor: int, port: int) -> int:
    """Let a ZeroMQ socket take its connections from a listening descriptor; the path given to `bind` is not used."""
    socket.setsockopt(zmq.USE_FD, descriptor)
    socket.bind(f"ipc://sandbox-{port}")
    return port


class BoundedSession(Session):
    """Cuts a message that is too large for the client, with a note, instead of losing the connection over it."""

    message_bytes = 4 << 20

    def serialize(self, msg: dict[str, Any], ident: Any = None) -> list[bytes]:
        """Return the message's frames, its content cut until they fit; text is cut earlier than pictures, as the client does."""
        most = (
            self.message_bytes // TEXT_SHARE if msg["msg_type"] in ("stream", "error") else self.message_bytes - 16_384
        )
        for length in (most, self.message_bytes // TEXT_SHARE):
            msg = {**msg, "content": shortened(msg.get("content"), length)}
            frames = super().serialize(msg, ident)
            if sum(map(len, frames)) <= self.message_bytes:
                return frames
        return super().serialize({**msg, "content": replaced(msg["content"]), "metadata": {}}, ident)


def shortened(value: Any, length: int) -> Any:
    """Return plain data with every text cut to `length` characters; what is short enough is returned as it is."""
    if isinstance(value, str) and len(value) > length:
        return f"{value[:length]}\n[cut: {len(value) - length:,} more characters]\n"
    if isinstance(value, dict):
        if isinstance(value.get("data"), dict) and _characters(value["data"]) > length:
            note = f"[output left out: {_characters(value['data']):,} characters]"
            return {**value, "data": {"text/plain": note}, "metadata": {}}
        return {name: shortened(each, length) for name, each in value.items()}
    if isinstance(value, list) and _characters(value) > length:
        return [shortened(each, length // max(1, len(value))) for each in value[:1000]]
    return value


def replaced(content: dict[str, Any]) -> dict[str, Any]:
    """Return what is left of a content that no cutting made fit: its short texts and numbers, and empty containers."""
    small = {}
    for name, value in content.items():
        if isinstance(value, (dict, list)):
            small[name] = type(value)()
        else:
            small[name] = "[output left out]" if isinstance(value, str) and len(value) > 1000 else value
    return small


def _characters(value: Any) -> int:
    """How many characters the texts in plain data have together."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(_characters(each) for each in value.values())
    if isinstance(value, list):
        return sum(_characters(each) for each in value)
    return 8
