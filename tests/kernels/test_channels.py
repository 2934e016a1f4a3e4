"""What reaches a client from a kernel that floods or lies."""

import asyncio
from queue import Empty

import pytest
import zmq
from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.client import KernelClient
from jupyter_client.session import Session

from coursekit.kernels.channels import (
    AsyncGuardedChannel,
    GuardedChannel,
    OutputGate,
    bound_context,
    guarded_client,
    is_well_formed,
    message_limit,
)


def message(kind: str = "stream", cell: str = "cell", **content) -> dict:
    return {
        "msg_type": kind,
        "header": {"msg_type": kind},
        "parent_header": {"msg_id": cell},
        "content": content,
        "metadata": {},
        "buffers": [],
    }


def test_little_output_passes_untouched():
    gate = OutputGate(8000)
    said = [message(text="a"), message("display_data", data={}), message("status", execution_state="idle")]
    assert [gate.admit(each, 300) for each in said] == said
    assert not gate.cut


def test_a_flood_ends_with_a_note():
    gate = OutputGate(8 << 20)
    passed = 0
    while not gate.cut:
        handed_on = gate.admit(message(name="stdout", text="line\n"), 1988)
        passed += not gate.cut
    assert passed == 524  # 524 * (1988 + 12) <= 2**20 < 525 * (1988 + 12)
    assert handed_on["msg_type"] == handed_on["header"]["msg_type"] == "stream"
    assert "a cell may print 1 MiB of text and show 8 MiB in all" in handed_on["content"]["text"]
    assert gate.admit(message(text="more"), 10)["content"] == {"execution_state": "busy"}
    assert gate.admit(message("status", execution_state="idle"), 10)["content"] == {"execution_state": "idle"}
    assert gate.admit(message(cell="next", text="fine"), 10)["content"] == {"text": "fine"}
    assert list(gate.cut) == ["cell"]


def test_pictures_may_be_larger_than_text():
    gate = OutputGate(8000)
    assert gate.admit(message("display_data", data={}), 7000)["msg_type"] == "display_data"
    assert "Output cut" in gate.admit(message("display_data", data={}), 7000)["content"]["text"]


@pytest.mark.parametrize(("kind", "size", "expected"), [("stream", 900, 1), ("display_data", 7900, 4)])
def test_all_cells_together_are_bounded_and_so_is_the_memory_for_them(kind, size, expected):
    gate = OutputGate(8000)
    passed = [gate.admit(message(kind, f"cell {number}", text="x"), size)["content"] for number in range(5000)]
    assert passed.count({"text": "x"}) == expected
    assert len(gate.cut) == 1000
    assert len(gate._cells) == 16


def test_an_enormous_status_counts_as_output():
    gate = OutputGate(8000)
    assert gate.admit(message("status", execution_state="idle"), 2 << 20)["msg_type"] == "stream"


@pytest.fixture(params=[False, True], ids=["blocking", "async"])
def pair(request):
    """A sender, `get(timeout)`, and the guarded channel that listens to it."""
    session = Session(key=b"k")
    context = (zmq.asyncio.Context if request.param else zmq.Context)()
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    with zmq.Context() as sending, sending.socket(zmq.PUSH) as sender:
        receiver = bound_context(context, 1 << 20).socket(zmq.PULL)
        sender.linger = receiver.linger = 0
        receiver.connect(f"tcp://127.0.0.1:{sender.bind_to_random_port('tcp://127.0.0.1')}")
        if request.param:
            channel = AsyncGuardedChannel(receiver, session)
            get = lambda timeout=5: loop.run_until_complete(channel.get_msg(timeout))  # noqa: E731
        else:
            channel = GuardedChannel(receiver, session)
            get = lambda timeout=5: channel.get_msg(timeout)  # noqa: E731
        yield sender, get, channel
        channel.close()
        context.destroy(linger=0)
    loop.close()
    asyncio.set_event_loop(None)


def test_malformed_messages_are_dropped(pair):
    sender, get, _channel = pair
    session, other = Session(key=b"k"), Session(key=b"other")
    sender.send(b"garbage")
    sender.send_multipart([b"<IDS|MSG>", b"", b"{}", b"{}", b"{}", b"{}"])
    other.send(sender, "stream", {"name": "stdout", "text": "forged"})
    session.send_raw(sender, [b"{}", b"[]", b"{}", b"[" * 100_000])
    session.send_raw(sender, [b"{}", b"3", b"{}", b"{}"])
    session.send(sender, "stream", {"name": "stdout", "text": "true"})
    said = [get() for _ in range(6)]
    assert [each["msg_type"] for each in said] == ["status"] * 5 + ["stream"]
    assert said[-1]["content"]["text"] == "true"
    assert all(each["parent_header"] == {} for each in said)
    with pytest.raises(Empty):
        get(0.01)


def test_a_gate_on_a_channel_holds_back(pair):
    sender, get, channel = pair
    channel.gate = OutputGate(80_000)
    session = Session(key=b"k")
    parent = session.msg("execute_request")
    for _ in range(3):
        session.send(sender, "stream", {"name": "stdout", "text": "x" * 6000}, parent=parent)
    said = [get() for _ in range(3)]
    assert [each["msg_type"] for each in said] == ["stream", "stream", "status"]
    assert "Output cut" in said[1]["content"]["text"]


@pytest.mark.parametrize("factory", [BlockingKernelClient, AsyncKernelClient])
def test_client_is_the_callers_class_with_guarded_channels(factory):
    made = guarded_client(factory, 8 << 20)
    assert issubclass(made, factory)
    assert made is guarded_client(factory, 8 << 20)
    assert made.__mro__[1] is guarded_client(made, 4 << 20).__mro__[1]
    client = made()
    assert issubclass(client.iopub_channel_class, GuardedChannel | AsyncGuardedChannel)
    assert client.iopub_channel_class.output_bytes == 8 << 20
    with client.context.socket(zmq.SUB) as socket:
        assert socket.getsockopt(zmq.MAXMSGSIZE) == 2 * message_limit(8 << 20)
        assert socket.getsockopt(zmq.RCVHWM) == 8
    client.context.destroy(linger=0)


def test_other_kinds_of_client_keep_their_channels():
    made = guarded_client(KernelClient, 8 << 20)
    assert made.iopub_channel_class is KernelClient.iopub_channel_class


RIGHT = [
    ("stream", {"name": "stderr", "text": "a"}),
    ("display_data", {"data": {"text/html": ["a", "b"], "application/x+json": {"a": [1]}}, "metadata": {}}),
    ("update_display_data", {"data": {}, "metadata": {}, "transient": {"display_id": "a"}}),
    ("execute_result", {"data": {"text/plain": "1"}, "metadata": {}, "execution_count": 1}),
    ("error", {"ename": "E", "evalue": "", "traceback": ["a"]}),
    ("status", {"execution_state": "idle"}),
    ("execute_input", {"code": "a", "execution_count": 1}),
    ("clear_output", {"wait": True}),
    ("comm_open", {"comm_id": "a", "data": {}, "target_name": "b"}),
    ("execute_reply", {"status": "aborted"}),
    ("comm_info_reply", {"comms": {}}),
    ("of_tomorrow", {"anything": [1]}),
]
deep: dict = {}
for _ in range(200):
    deep = {"deeper": deep}
WRONG = [
    ("stream", {}),
    ("stream", {"name": "stdlog", "text": "a"}),
    ("stream", {"name": "stdout", "text": None}),
    ("stream", {"name": ["stdout"], "text": "a"}),
    ("display_data", {"data": 5, "metadata": {}}),
    ("display_data", {"data": {}}),
    ("display_data", {"data": {"text/plain": {}}, "metadata": {}}),
    ("display_data", {"data": {}, "metadata": {}, "transient": {"display_id": []}}),
    ("update_display_data", {"data": {}, "metadata": {}, "transient": []}),
    ("execute_result", {"data": {}, "metadata": {}}),
    ("error", {"ename": {}, "evalue": "", "traceback": []}),
    ("error", {"ename": "E", "evalue": "", "traceback": "x"}),
    ("status", {"execution_state": []}),
    ("execute_input", {"code": "a", "execution_count": "1"}),
    ("clear_output", {"wait": "yes"}),
    ("comm_msg", {"comm_id": "a"}),
    ("execute_reply", {}),
    ("execute_reply", {"status": "error"}),
    ("of_tomorrow", deep),
    (3, {}),
]


@pytest.mark.parametrize(("kind", "content", "expected"), [(*r, True) for r in RIGHT] + [(*w, False) for w in WRONG])
def test_a_signed_message_must_have_what_its_kind_has(kind, content, expected):
    assert is_well_formed(message(kind, **content)) is expected


def test_signed_but_malformed_messages_are_dropped(pair):
    sender, get, _channel = pair
    session = Session(key=b"k")
    session.send(sender, "stream", {})
    session.send(sender, "stream", {"name": "stdout", "text": "true"})
    assert [get()["msg_type"] for _ in range(2)] == ["status", "stream"]
