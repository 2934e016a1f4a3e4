import socket

import pytest

from coursekit.errors import CourseError
from coursekit.lab import ports


@pytest.fixture
def busy():
    """A port that something listens on."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_port_that_something_listens_on_is_not_free(busy):
    assert not ports.is_free(busy)
    assert ports.is_free(free_port())


def test_next_free_one_after_a_busy_one(busy, monkeypatch):
    monkeypatch.setattr(ports, "DEFAULT", busy)
    chosen = ports.choose(None)
    assert busy < chosen < busy + ports.TRIED
    assert ports.is_free(chosen)


def test_wanted_one_is_taken_or_the_reason_told(busy):
    wanted = free_port()
    assert ports.choose(wanted) == wanted
    with pytest.raises(CourseError, match=f"port {busy} is in use.*leave out --port"):
        ports.choose(busy)


def test_all_busy(busy, monkeypatch):
    monkeypatch.setattr(ports, "DEFAULT", busy)
    monkeypatch.setattr(ports, "TRIED", 1)
    with pytest.raises(CourseError, match="all in use; name a free one with --port"):
        ports.choose(None)
