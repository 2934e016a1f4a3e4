"""The kernel's own cutting of messages; the kernel itself is tested through the provisioner."""

import os
import random
import signal
import socket
import sys
from contextlib import ExitStack

import numpy as np
import pytest
from jupyter_client.session import Session

from coursekit.kernels.payloads import (
    CHANNELS,
    BoundedSession,
    SandboxHeartbeat,
    SandboxKernelApp,
    configuration,
    kernel,
    reseed,
    shortened,
)


def sent(content: dict, kind: str = "stream", message_bytes: int = 100_000) -> tuple[dict, int]:
    """Serialize with a bounded session; return the content that arrives and the size of all frames."""
    session = BoundedSession(key=b"k")
    session.message_bytes = message_bytes
    frames = session.serialize(session.msg(kind, content))
    return Session(key=b"k").deserialize(frames[1:])["content"], sum(map(len, frames))


def test_what_fits_is_left_as_it_is():
    content = {"name": "stdout", "text": "hello"}
    assert sent(content)[0] == content
    bundle = {"data": {"text/plain": "x", "image/png": "A" * 1000}, "metadata": {"a": [1, None]}}
    assert sent(bundle, "display_data")[0] == bundle


def test_long_text_is_cut_with_a_note():
    content, size = sent({"name": "stdout", "text": "x" * 1_000_000})
    assert content["text"].endswith("[cut: 987,500 more characters]\n")
    assert size <= 100_000


def test_text_that_grows_in_json_is_cut_further():
    content, size = sent({"name": "stdout", "text": "\0" * 1_000_000})
    assert "more characters]" in content["text"]
    assert size <= 100_000


def test_large_display_is_left_out_with_a_note():
    content, size = sent({"data": {"image/png": "A" * 500_000}, "metadata": {}}, "display_data")
    assert content["data"] == {"text/plain": "[output left out: 500,000 characters]"}
    assert size <= 100_000


def test_error_is_cut_and_keeps_its_name():
    content, _ = sent({"ename": "ValueError", "evalue": "y" * 300_000, "traceback": ["z" * 300_000] * 3}, "error")
    assert content["ename"] == "ValueError"
    assert content["evalue"].startswith("yyy")


def test_many_small_parts_are_dropped_when_nothing_else_helps():
    content, size = sent(
        {"status": "ok", "payload": [{str(number): number} for number in range(100_000)]}, "execute_reply"
    )
    assert content["status"] == "ok"
    assert size <= 100_000
    assert shortened([1, 2], 1000) == [1, 2]


def test_settings_and_seeds():
    assert configuration().IPKernelApp.capture_fd_output is False
    random.seed(0)
    np.random.seed(0)
    before = random.random(), np.random.random()
    random.seed(0)
    np.random.seed(0)
    reseed()
    assert before != (random.random(), np.random.random())


@pytest.fixture
def listening():
    """Five listening sockets, as a provisioner opens them; their descriptors are copied, since ZeroMQ closes its own."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket(socket.AF_UNIX)) for _ in CHANNELS]
        for each in sockets:
            each.bind("")
            each.listen(4)
        yield sockets


def test_kernel_comes_up_in_this_process(listening, monkeypatch, tmp_path):
    """Everything up to the event loop, which only real kernels run; afterwards this process is as before."""
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    monkeypatch.setenv("COURSEKIT_PASSED_FDS", "")
    monkeypatch.setattr(sys, "argv", list(sys.argv))
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    kept = {name: getattr(sys, name) for name in ("stdout", "stderr", "displayhook", "excepthook")}
    seen = {}

    def start(app):
        seen.update(ports=app.ports, key=app.session.key, welcome=app.iopub_thread._pipe_endpoint, argv=sys.argv)
        assert isinstance(app.heartbeat, SandboxHeartbeat)
        context, sending = app.iopub_thread._setup_pipe_out()
        sending.close(linger=0)
        context.term()

    monkeypatch.setattr(SandboxKernelApp, "start", start)
    arguments = {"key": "secret", "signature_scheme": "hmac-sha256", "message_bytes": 1 << 20}
    try:
        kernel(arguments, [99, *(os.dup(each.fileno()) for each in listening)])
        assert os.environ["COURSEKIT_PASSED_FDS"] == "99"
    finally:
        app = SandboxKernelApp.instance()
        app.kernel.shell.__class__.clear_instance()
        app.kernel.__class__.clear_instance()
        SandboxKernelApp.clear_instance()
        app.close()
        for name, value in kept.items():
            setattr(sys, name, value)
    assert seen["key"] == b"secret"
    assert sorted(seen["ports"]) == [1, 2, 3, 4, 5]
    assert seen["welcome"].startswith("ipc:///")
    assert seen["argv"] == ["ipykernel_launcher.py"]
