import os
import socket
import struct
import threading
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursekit.grading.judge.frames import ConnectionEnded, DeadlinePassed, FrameError, FrameLimits, Frames, size_text


@pytest.fixture
def pair():
    a, b = socket.socketpair()
    yield Frames(a), Frames(b)
    a.close()
    b.close()


def raw_frame(header: bytes, rest: bytes = b"", total: int | None = None) -> bytes:
    return struct.pack("!QI", len(header) + len(rest) if total is None else total, len(header)) + header + rest


def test_message_and_buffers_arrive_as_they_were(pair):
    near, far = pair
    near.send({"op": "call"}, [b"abc", memoryview(b"12345678")])
    message, buffers = far.receive()
    assert message == {"op": "call"}
    assert [bytes(each) for each in buffers] == [b"abc", b"12345678"]


def test_large_message_crosses_while_the_other_side_reads(pair):
    near, far = pair
    data = os.urandom(3 * 2**20)
    thread = threading.Thread(target=near.send, args=("x", [data]))
    thread.start()
    assert bytes(far.receive(time.monotonic() + 10)[1][0]) == data
    thread.join()


def test_too_large_a_message_is_refused_before_anything_is_sent():
    a, b = socket.socketpair()
    with a, b:
        small = Frames(a, FrameLimits(frame_bytes=100))
        with pytest.raises(FrameError, match="at most 100 bytes"):
            small.send("x", [b"y" * 200])
        with pytest.raises(FrameError, match="buffers"):
            Frames(a, FrameLimits(buffers=1)).send("x", [b"", b""])
        small.send("next")
        assert Frames(b).receive()[0] == "next"


def test_announced_length_is_checked_before_memory_is_taken(pair):
    near, far = pair
    near.sock.sendall(struct.pack("!QI", 2**60, 10))
    with pytest.raises(FrameError, match="at most"):
        far.receive()


@pytest.mark.parametrize(
    "data",
    [
        raw_frame(b"[1,[5]]"),  # a buffer that is not there
        raw_frame(b"[1,[-1]]"),
        raw_frame(b'[1,["2"]]', b"ab"),
        raw_frame(b"[1]"),
        raw_frame(b"no JSON"),
        raw_frame(b"\xff\xfe"),
        raw_frame(b"[" * 5000),
        raw_frame(b"[1," + b"9" * 5000 + b"]"),
        struct.pack("!QI", 3, 10) + b"abc",
    ],
)
def test_broken_frame_is_refused(pair, data):
    near, far = pair
    near.sock.sendall(data)
    near.sock.shutdown(socket.SHUT_WR)
    with pytest.raises(FrameError):
        far.receive(time.monotonic() + 5)


def test_header_of_too_many_values_is_refused_unparsed(pair):
    near, _ = pair
    far = Frames(pair[1].sock, FrameLimits(nodes=10))
    near.sock.sendall(raw_frame(b"[[" + b"[]," * 50 + b"[]],[]]"))
    with pytest.raises(FrameError, match="values"):
        far.receive()


def test_deadline_passes_and_the_frame_can_still_be_received(pair):
    near, far = pair
    data = raw_frame(b'["late",[]]')
    near.sock.sendall(data[:15])
    with pytest.raises(DeadlinePassed):
        far.receive(time.monotonic() + 0.05)
    near.sock.sendall(data[15:])
    assert far.receive(time.monotonic() + 5)[0] == "late"
    with pytest.raises(DeadlinePassed):
        far.receive(time.monotonic() - 1)


def test_sender_does_not_wait_for_ever_for_a_reader_that_sleeps(pair):
    with pytest.raises(DeadlinePassed):
        pair[0].send("x", [b"y" * 2**24], time.monotonic() + 0.1)


def test_closed_socket_is_told(pair):
    near, far = pair
    near.sock.close()
    with pytest.raises(ConnectionEnded):
        far.receive()
    with pytest.raises(ConnectionEnded):
        far.send("x")
    with pytest.raises(ConnectionEnded):
        near.receive()


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_garbage_is_refused_or_awaited_never_a_crash(data):
    a, b = socket.socketpair()
    with a, b:
        a.sendall(data)
        a.shutdown(socket.SHUT_WR)
        with pytest.raises((FrameError, ConnectionEnded)):
            while True:
                Frames(b).receive(time.monotonic() + 2)


def test_sizes_are_written_for_readers():
    assert [size_text(n) for n in (5, 1536, 3 * 2**20, 5 * 2**30)] == ["5 bytes", "1.5 KiB", "3.0 MiB", "5.0 GiB"]
