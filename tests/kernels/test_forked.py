"""A forked supervisor, as a warm process starts it; what runs in its forks is recorded and counted as covered."""

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from containing import INSIDE, request

from coursekit.kernels import cgroups, packets, supervisor

sys.path.insert(0, str(INSIDE))
import tracing  # noqa: E402

PACKAGE = str(Path(supervisor.__file__).parent)


def add_to_coverage(lines: dict[str, list[int]]) -> None:
    """Add lines that ran elsewhere to the coverage that is being measured, if it is."""
    coverage = sys.modules.get("coverage")
    current = coverage.Coverage.current() if coverage else None
    if current is not None:
        current.get_data().add_lines(lines)


def _read_all(descriptor: int) -> bytes:
    with os.fdopen(descriptor, "rb") as stream:
        return stream.read()


@pytest.fixture
def supervised(tmp_path):
    """supervised(request, act, as_program) -> (events, lines of coursekit.kernels that ran).

    `act` is called with the control socket and each event.
    """
    folder = tmp_path / "lines"
    folder.mkdir()
    folder.chmod(0o777)

    def supervise(asked: dict, act: Callable | None = None, as_program: bool = False):
        ours, theirs = packets.pair()
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            signal.alarm(90)
            ours.close()
            os.close(reading)
            kept = tracing.save_at_exit(str(folder))
            tracing.start(PACKAGE)
            if as_program:
                supervisor.main([str(theirs.detach()), str(writing), str(kept)])
            supervisor.supervise(asked, theirs, [writing, kept], zygote_child=True)
        theirs.close()
        os.close(writing)
        told: list[bytes] = []
        reader = threading.Thread(target=lambda: told.append(_read_all(reading)))
        reader.start()
        ours.settimeout(90)
        events = []
        with ours:
            if as_program:
                packets.send(ours, asked)
            while (event := packets.receive(ours) if ours.fileno() >= 0 else None) is not None:
                events.append(event)
                if act:
                    act(ours, event)
        reader.join(60)
        assert not reader.is_alive(), "somebody inside is still alive"
        os.waitpid(child, 0)
        lines: dict[str, set[int]] = {}
        texts = [line for line in told[0].splitlines() if line.startswith(b'{"/')]
        texts += [file.read_bytes() for file in folder.iterdir()]
        for text in filter(None, texts):  # empty where one was killed while it wrote
            for file, numbers in json.loads(text).items():
                lines.setdefault(file, set()).update(numbers)
        add_to_coverage({file: sorted(numbers) for file, numbers in lines.items()})
        return events, {Path(file).name for file in lines}

    return supervise


def traced(contained: bool = True, **settings) -> dict:
    """Return a request for the payload that tells which lines ran."""
    return request("", contained=contained, **settings) | {"payload": "tracing:report"}


@pytest.fixture
def submission(tmp_path) -> Path:
    folder = tmp_path / "submission"
    folder.mkdir()
    (folder / "data.csv").write_text("1")
    return folder


@pytest.mark.parametrize("contained", [True, False])
def test_a_fork_contains_its_program(contained, supervised, submission):
    events, modules = supervised(traced(contained, folder=submission))
    assert [event["event"] for event in events] == ["started", "ended"]
    assert events[0]["contained"] is contained
    assert events[1] == {"event": "ended", "code": 0, "signal": None, "reason": "exited", "hit": [], "tail": ""}
    assert modules >= {"supervisor.py", "starting.py", "sealing.py", "watching.py"}
    assert contained == ("entering.py" in modules)


def test_a_program_of_its_own_reads_its_request(supervised):
    events, _ = supervised(request("wipe"), as_program=True)
    assert events[-1]["code"] == 5


def test_one_that_gets_no_request_ends():
    ours, theirs = packets.pair()
    ours.close()
    with theirs, pytest.raises(SystemExit, match="closed before a request came"):
        supervisor.main([str(os.dup(theirs.fileno()))])


def test_what_takes_too_much_processor_time_is_ended(supervised):
    events, _ = supervised(request("spin", {"children": 1}, cpu_seconds=1))
    assert events[-1]["reason"] == "cpu"


def test_what_takes_too_long_is_ended(supervised):
    events, _ = supervised(request("wait", submission_seconds=1))
    assert events[-1]["reason"] == "wall"


@pytest.mark.parametrize("grouped", [True, False])
def test_what_takes_too_much_memory_is_ended(supervised, monkeypatch, grouped):
    if not grouped:
        monkeypatch.setattr(cgroups, "create", lambda limits: None)
    asked = {"children": 8, "mib": 100, "seconds": 2}
    events, _ = supervised(request("hold_memory", asked, memory_mib=640))
    assert events[-1]["reason"] == "memory" or (events[0]["cgroup"] and "memory" in events[-1]["hit"])


def test_what_is_refused_processes_is_reported(supervised):
    events, _ = supervised(request("attempt", {"attack": "fork_until_refused", "most": 100}, processes=20))
    assert events[-1]["hit"] == (["processes"] if events[0]["cgroup"] else [])


def test_commands_are_obeyed(supervised):
    def act(control, event):
        if event["event"] == "started":
            packets.send(control, {"signal": 4000})
            packets.send(control, {"signal": int(signal.SIGUSR1)})

    events, _ = supervised(request("wait"), act)
    assert (events[-1]["reason"], events[-1]["signal"]) == ("signal", signal.SIGUSR1)


def test_what_is_no_command_ends_everything(supervised):
    events, _ = supervised(request("wait"), lambda control, event: event["event"] == "started" and control.send(b"{"))
    assert events[-1]["reason"] == "killed"


def test_a_client_that_goes_away_ends_everything(supervised):
    events, _ = supervised(request("wait"), lambda control, event: control.close())
    assert len(events) == 1


def test_a_chatty_program_keeps_its_last_words(supervised):
    events, _ = supervised(request("talk", {"mib": 1}))
    assert events[-1]["tail"].endswith("last word")


def test_a_failing_payload_is_told(supervised):
    events, _ = supervised(request("fail"))
    assert events[-1]["code"] == 1 and "ZeroDivisionError" in events[-1]["tail"]


def test_too_large_a_submission_is_refused(supervised, submission):
    (submission / "large").write_bytes(bytes(12 << 20))
    events, _ = supervised(traced(folder=submission, disk_mib=16))
    assert [event["event"] for event in events] == ["refused"]
    assert "do not fit into the sandbox's disk" in events[0]["reason"]


def test_a_place_that_the_user_inside_may_not_read_is_named(supervised, tmp_path):
    closed = tmp_path / "data"
    closed.mkdir(mode=0o700)
    events, _ = supervised(traced(read_only=(closed,)))
    if os.geteuid() == 0:
        assert events[0]["reason"] == f"the user inside may not read {closed}"
        assert f"chmod -R o+rX {closed}" in events[0]["mend"]
    else:  # an ordinary user stays the owner, inside too
        assert events[-1]["code"] == 0


@pytest.mark.parametrize("contained", [True, False])
def test_a_folder_that_is_none_is_refused(supervised, contained, tmp_path):
    events, _ = supervised(traced(contained, folder=tmp_path / "missing"))
    assert events[0]["event"] == "refused" and "cannot be opened" in events[0]["reason"]


def test_a_mount_that_is_missing_is_refused(supervised, tmp_path):
    events, _ = supervised(traced(read_only=(tmp_path / "missing",)))
    assert events[0]["event"] == "refused"
    assert "bubblewrap failed" in events[0]["reason"] and "missing" in events[0]["reason"]


def test_supervision_ends_soon_after_its_program(supervised):
    before = time.monotonic()
    supervised(request("wipe"))
    assert time.monotonic() - before < 10
