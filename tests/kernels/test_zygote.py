"""The fork server: started once, checked before every fork, replaced when it is dead, grown or of other versions."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from warm_kernels import LIGHT, runtime

from coursekit.kernels import warming, zygote
from coursekit.kernels.limits import Limits
from coursekit.kernels.runtime import launch
from coursekit.kernels.sandbox import Sandbox


@pytest.fixture
def folder():
    with runtime() as made:
        yield made


def warm_process() -> int:
    with warming.warm_connection(environment()) as connection:
        return zygote.peer(connection)[0]


def environment() -> dict[str, str]:
    from coursekit.kernels.preload import SETTINGS

    return dict(SETTINGS)


def ready(process: int) -> None:
    """Wait until a zygote has imported everything: then it ignores ended children."""
    deadline = time.monotonic() + 30
    while (
        not int(next(x for x in Path(f"/proc/{process}/status").read_text().splitlines() if x[:7] == "SigIgn:")[8:], 16)
        & 1 << 16
    ):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_one_zygote_serves_many(folder):
    first = warm_process()
    for _ in range(5):
        with launch(
            "coursekit.kernels.availability:probe", {}, limits=Limits(), sandbox=Sandbox(), environment={}
        ) as done:
            assert done.wait(30) == 0
    assert warm_process() == first
    assert len(list(folder.glob("z-*.sock"))) == 1


def test_killed_one_is_replaced(folder):
    first = warm_process()
    os.kill(first, signal.SIGKILL)
    assert list(folder.glob("z-*.sock")), "a stale socket stays behind"
    with launch("coursekit.kernels.availability:probe", {}, limits=Limits(), sandbox=Sandbox(), environment={}) as done:
        assert done.wait(30) == 0
    assert warm_process() != first


def test_another_environment_has_another_zygote(folder):
    first = warm_process()
    with warming.warm_connection({**environment(), "KERAS_BACKEND": "jax"}) as connection:
        assert zygote.peer(connection)[0] != first
    assert len(list(folder.glob("z-*.sock"))) == 2


def test_other_versions_replace_it(folder, monkeypatch):
    first = warm_process()
    ready(first)
    monkeypatch.setattr(warming, "versions", lambda: "f" * 16)
    assert warm_process() != first
    deadline = time.monotonic() + 10
    while alive(first):
        assert time.monotonic() < deadline, "the zygote of old versions lives on"
        time.sleep(0.01)


def alive(process: int) -> bool:
    try:
        return " Z " not in Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return False


@pytest.mark.parametrize(
    "habit",
    ["held.append(bytearray(300 << 20))", "threading.Thread(target=time.sleep, args=(60,), daemon=True).start()"],
)
def test_grown_or_threaded_one_is_replaced(habit, tmp_path, monkeypatch):
    """A module that makes its process grow, or start a thread, with each fork."""
    (tmp_path / "spoils.py").write_text(
        f"import os, threading, time\nheld = []\nos.register_at_fork(after_in_parent=lambda: {habit})\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with runtime(LIGHT + ",spoils"):
        given = {"PYTHONPATH": str(tmp_path)}
        seen = []
        for _ in range(2):
            with warming.warm_connection({**environment(), **given}) as connection:
                seen.append(zygote.peer(connection)[0])
            with launch(
                "coursekit.kernels.availability:probe", {}, limits=Limits(), sandbox=Sandbox(), environment=given
            ) as done:
                assert done.wait(30) == 0
        assert len(set(seen)) == 2


def test_never_fit_means_cold_and_says_so(tmp_path, caplog):
    """A module that leaves a thread behind makes every fork unsafe."""
    (tmp_path / "threaded.py").write_text(
        "import threading, time\nthreading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n"
    )
    with runtime(LIGHT + ",threaded") as folder:
        given = {"PYTHONPATH": str(tmp_path)}
        with launch(
            "coursekit.kernels.availability:probe", {}, limits=Limits(), sandbox=Sandbox(), environment=given
        ) as done:
            assert done.wait(30) == 0
        assert "no warm process would serve" in caplog.text
        assert "2 threads" in "".join(path.read_text() for path in folder.glob("*.log"))


def test_two_processes_at_once_start_one(folder):
    code = (
        "import coursekit.kernels.warming as w, coursekit.kernels.zygote as z; print(z.peer(w.warm_connection({}))[0])"
    )
    started = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(3)]
    said = [process.communicate(timeout=60)[0] for process in started]
    assert len(list(folder.glob("z-*.sock"))) == 1
    assert all(text.strip().isdigit() for text in said)


def test_strangers_are_not_talked_to(folder, monkeypatch, tmp_path):
    """A socket at the right place that another user listens at is treated as nobody's."""
    path = folder.parent / "x"
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
        listener.bind(str(path))
        listener.listen(1)
        monkeypatch.setattr(warming, "peer", lambda _: (1, os.geteuid() + 1))
        assert warming.open_zygote(path) is None


def test_command_stops_them(folder):
    first = warm_process()
    done = subprocess.run(
        [sys.executable, "-m", "coursekit.kernels.zygote", "stop"],
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    assert done.stdout == "ended 1 zygotes\n"
    deadline = time.monotonic() + 10
    while alive(first):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    zygote.main(["stop"])
    with pytest.raises(SystemExit, match="expected: python -m coursekit.kernels.zygote stop"):
        zygote.main(["nonsense"])


@pytest.fixture
def listening(tmp_path):
    path = Path(f"/tmp/ckl-{os.getpid()}")
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    listener.bind(str(path))
    listener.listen(4)
    yield listener, path
    listener.close()
    path.unlink(missing_ok=True)


def test_idle_one_ends(listening):
    listener, path = listening
    assert zygote.Zygote(listener, path, idle_seconds=0.05).run() == "idle"
    assert not path.exists()


def test_one_whose_folder_is_gone_ends(listening):
    listener, path = listening
    path.unlink()
    assert zygote.Zygote(listener, path, idle_seconds=0.05).run() == "its folder is gone"


class Left(Exception):
    """Stands for the end of a process."""


@pytest.fixture
def forked(monkeypatch):
    """Take the child's part of a fork in this process; leaving it raises `Left`."""

    def leave(code):
        raise Left(code)

    monkeypatch.setattr(os, "fork", lambda: 0)
    monkeypatch.setattr(os, "setsid", lambda: None)
    monkeypatch.setattr(os, "_exit", leave)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(zygote.gc, "freeze", lambda: None)
    return monkeypatch


def test_child_closes_the_listener_and_supervises(listening, forked):
    import coursekit.kernels.supervisor as supervisor

    listener, path = listening
    asked = []
    forked.setattr(supervisor, "supervise", lambda *given: asked.append(given))
    forked.setattr(zygote, "thread_count", lambda: 1)
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as client:
        client.connect(str(path))
        zygote.send_request(client, {"payload": "x"}, [])
        with pytest.raises(Left, match="70"):
            zygote.Zygote(listener, path, growth=100).run()
    assert [given[0] for given in asked] == [{"payload": "x"}]
    assert asked[0][2:] == ([], True)
    assert listener.fileno() == -1


def test_serving_imports_then_waits_until_idle(listening, forked, capsys):
    listener, path = listening
    forked.setattr(zygote, "IDLE_SECONDS", 0.05)
    forked.setattr(zygote.Zygote.__init__, "__defaults__", (0.05, 1.25))
    zygote.main(["serve", str(os.dup(listener.fileno())), str(path), "json,there_is_no_such_module"])
    assert capsys.readouterr().err.splitlines() == [
        "not preloaded: there_is_no_such_module: ModuleNotFoundError: No module named 'there_is_no_such_module'",
        "ended: idle",
    ]
    assert not path.exists()


def test_starter_leaves_once_the_other_listens(listening, forked):
    listener, path = listening
    forked.setattr(os, "fork", lambda: 1)
    forked.setattr(os, "read", lambda *_: b"")
    with pytest.raises(Left, match="0"):
        zygote.serve(listener.fileno(), path, [])


def test_unfit_one_turns_its_client_away(listening, monkeypatch):
    listener, path = listening
    server = zygote.Zygote(listener, path)
    server.baseline_bytes = 1
    monkeypatch.setattr(zygote, "thread_count", lambda: 1)
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as client:
        client.connect(str(path))
        assert server.run().startswith("grown from 0 to")
        assert client.recv(10) == b""


def test_requests_carry_descriptors(tmp_path):
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours, theirs, open(tmp_path / "file", "w") as file:
        zygote.send_request(ours, {"a": 1}, [file.fileno()])
        request, descriptors = zygote.receive_request(theirs)
        assert request == {"a": 1}
        assert os.fstat(descriptors[0]).st_ino == os.fstat(file.fileno()).st_ino
        os.close(descriptors[0])
        with pytest.raises(ValueError, match="at most"):
            zygote.send_request(ours, {"a": "x" * 300_000}, [])
        ours.close()
        with pytest.raises(ConnectionError, match="received 0 bytes"):
            zygote.receive_request(theirs)
