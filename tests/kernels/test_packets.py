"""Messages over a local socket: whole, bounded, JSON."""

import pytest

from coursekit.kernels import packets


def test_messages_keep_their_bounds():
    ours, theirs = packets.pair()
    with ours, theirs:
        packets.send(ours, {"a": 1})
        packets.send(ours, {"b": "ü" * 1000})
        assert packets.receive(theirs) == {"a": 1}
        assert packets.receive(theirs) == {"b": "ü" * 1000}


def test_closed_end_is_none():
    ours, theirs = packets.pair()
    ours.close()
    with theirs:
        assert packets.receive(theirs) is None
        with pytest.raises(OSError):
            packets.send(theirs, {})


def test_too_long_a_message_is_refused():
    ours, theirs = packets.pair()
    with ours, theirs, pytest.raises(ValueError, match="at most 131072 bytes"):
        packets.send(ours, {"a": "x" * 131072})


def test_what_is_no_object_is_refused():
    ours, theirs = packets.pair()
    with ours, theirs:
        ours.send(b"[1]")
        with pytest.raises(ValueError, match="received list"):
            packets.receive(theirs)
        ours.send(b"{")
        with pytest.raises(ValueError):
            packets.receive(theirs)
