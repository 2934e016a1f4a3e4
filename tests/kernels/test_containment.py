"""Attack real sandboxes from inside. Runs as whoever runs pytest; `test_ordinary_user.py` adds an ordinary user's turn."""

import errno
import os
import platform
import shutil
import signal
import socket
import sys
from pathlib import Path

import pytest
from containing import attack, request, start

import coursekit
from coursekit.kernels import seccomp
from coursekit.kernels.sandbox import environment_places

CHECKOUT = Path(__file__).resolve().parents[2]
MIB = 1024 * 1024


@pytest.fixture
def secret(tmp_path) -> Path:
    """A file beside the submission that everybody on the host may read."""
    path = tmp_path / "gradebook.db"
    path.write_text("every learner's grades")
    return path


def test_sees_no_file_of_the_host(secret):
    home = Path.home()
    lures = [str(secret), str(CHECKOUT / "pyproject.toml"), *map(str, (CHECKOUT / "course").glob("*.toml"))]
    lures += [str(path) for folder in ("grader", "tests/kernels") for path in (CHECKOUT / folder).glob("*.py")]
    assert all(Path(lure).is_file() for lure in lures) and len(lures) > 5
    lures += ["/etc/shadow", "/etc/hostname", "/etc/machine-id", f"{home}/.bashrc", "/proc/1/environ", "/proc/1/mem"]
    lures += [
        "/proc/kmsg",
        "/dev/kmsg",
        "/proc/keys",
        "/proc/kcore",
        "/proc/timer_list",
        "/proc/kallsyms",
        "/var/log/syslog",
    ]
    assert attack("read_each", {"paths": lures}) == {}


def test_sees_no_folder_of_the_host(tmp_path):
    folders = [
        "/sys",
        "/var",
        str(Path.home() / ".ssh"),
        "/boot",
        "/opt",
        "/srv",
        "/mnt",
        "/run/user",
        "/run/systemd",
        str(tmp_path),
    ]
    folders += [str(CHECKOUT / name) for name in ("course", "grader", "tests/adversarial", ".git")]
    assert attack("list_each", {"paths": folders}) == []


def test_knows_nobody_but_itself():
    passwd = attack("read_each", {"paths": ["/etc/passwd", "/etc/group"]})
    assert "root" not in passwd["/etc/passwd"] and passwd["/etc/passwd"].startswith("learner:x:1000:")
    assert attack("identity") == {
        "user": "learner",
        "ids": [1000] * 6,
        "home": "/home/learner",
        "host": "sandbox",
        "umask": 0o022,
    }


def test_sees_no_other_process():
    assert attack("see_processes", {"highest": 300}) == {"listed": [], "opened": []}


def test_reaches_no_service_of_the_host(tmp_path):
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.socket(socket.AF_UNIX) as abstract,
        socket.socket(socket.AF_UNIX) as path,
    ):
        name = f"coursekit-test-{os.getpid()}"
        abstract.bind("\0" + name)
        path.bind(str(tmp_path / "service"))
        for listening in (abstract, path):
            listening.listen()
        port = server.getsockname()[1]
        socket.create_connection(("127.0.0.1", port)).close()  # it answers outside
        arguments = {"port": port, "abstract": name, "path": str(tmp_path / "service")}
        assert attack("connect_each", arguments) == {}


def test_resolves_no_name():
    assert attack("look_up", {"names": ["example.org", "jupyterhub", socket.getfqdn("gradebook")]}) == {}


def test_has_no_network_interface():
    assert attack("interfaces") == []


def test_gets_no_environment_of_its_starter():
    seen = attack("environment", environment={"API_TOKEN": "a-secret"})
    assert "a-secret" not in str(seen) and "API_TOKEN" not in str(seen)
    assert seen["block"] == ""
    assert set(seen["python"]) >= {"HOME", "PATH", "LANG", "USER", "COURSEKIT_PASSED_FDS", "COURSEKIT_SOCKETS"}


def test_environment_that_was_asked_for_arrives():
    run = start(request("attempt", {"attack": "environment"}, environment={"KERAS_BACKEND": "jax"}))
    run.finish()
    assert '"KERAS_BACKEND": "jax"' in run.read().decode()
    assert run.all_dead()


def test_memory_holds_no_text_of_the_grader(monkeypatch):
    token = f"hidden-{os.getpid()}-test"
    monkeypatch.setenv("GRADEBOOK_PASSWORD", token)
    assert attack("search_memory", {"reversed_token": token[::-1]}) <= 0


def test_inherits_no_descriptor():
    seen = attack("descriptors")
    assert set(seen) <= {"0", "1", "2", "3", "4"}  # 4 lists them
    assert seen["0"] == "/dev/null" and seen["1"] == seen["2"] and seen["1"].startswith("pipe:")


def test_dangerous_system_calls_are_refused():
    column = list(seccomp.AUDIT_ARCHITECTURES).index(platform.machine())
    expected = {name: errno.EPERM for name in seccomp.REFUSED} | {name: errno.ENOSYS for name in seccomp.MISSING}
    numbers = {name: pair[column] for name, pair in (seccomp.REFUSED | seccomp.MISSING).items()}
    numbers = {name: number for name, number in numbers.items() if number is not None}
    assert attack("call_each", {"calls": numbers}) == {name: expected[name] for name in numbers}


def test_makes_no_namespace():
    flags = [0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000]
    column = list(seccomp.AUDIT_ARCHITECTURES).index(platform.machine())
    answers = attack("make_namespaces", {"flags": flags, "clone": seccomp.CLONE[column]})
    assert len(answers) == 2 * len(flags) and set(answers.values()) == {errno.EPERM}


def test_calls_of_another_architecture_kill():
    ended = attack("other_architecture")
    assert ended & 0x7F == (signal.SIGSYS if platform.machine() == "x86_64" else signal.SIGILL)


def test_types_nothing_into_a_terminal():
    assert attack("type_into_terminal") == "PermissionError"


def test_becomes_nobody_else(tmp_path):
    program = tmp_path / "id"
    shutil.copy("/usr/bin/id", program)
    program.chmod(0o4755)
    tmp_path.chmod(0o755)
    assert attack("become_somebody", {"program": str(program)}, read_only=(program,)) == {
        "set-user-id": "1000",
        "capabilities": "",
    }


def test_writes_nothing_of_the_system(tmp_path):
    tmp_path.chmod(0o755)
    (tmp_path / "data").mkdir(mode=0o777)
    places = ["/", "/usr", "/usr/bin", "/etc", "/dev", "/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger", "/home"]
    places += ["/run", "/etc/passwd", sys.prefix, os.path.dirname(coursekit.__file__), str(tmp_path / "data")]
    places += ["/proc/sys/kernel/hostname", "/proc/sys/user/max_user_namespaces", "/proc/1/oom_score_adj"]
    assert attack("write_each", {"paths": places}, read_only=(tmp_path / "data",)) == []
    assert list((tmp_path / "data").iterdir()) == []


def test_has_no_device_of_the_machine():
    names = ["core", "fd", "full", "null", "ptmx", "pts", "random", "shm", "stderr", "stdin", "stdout", "tty"]
    assert set(attack("devices")) <= {*names, "urandom", "zero", "console"}
    assert attack("make_devices") == []


def test_one_large_block_of_memory_is_an_exception():
    assert attack("allocate_block", {"mib": 2048}, memory_mib=512) == "MemoryError"


def test_memory_of_many_processes_counts_together():
    asked = {"attack": "allocate_in_children", "children": 6, "mib": 100, "seconds": 2}
    run = start(request("attempt", asked, memory_mib=300))
    ended = run.finish()
    answer = run.read()
    assert ended["reason"] == "memory" or (b"9" in answer and "memory" in ended["hit"])
    assert not answer or run.all_dead()


def test_processes_are_counted():
    assert 8 <= attack("fork_until_refused", {"most": 200}, processes=32) < 32
    assert 8 <= attack("start_threads_until_refused", {"most": 200}, processes=32) < 32


def test_a_fork_bomb_ends_with_its_time():
    run = start(request("fork_forever", processes=40, submission_seconds=2))
    assert run.finish()["reason"] == "wall"
    assert run.all_dead()


def test_files_have_a_largest_size_and_a_largest_sum():
    for folder in (".", "/tmp"):
        got = attack("write_until_refused", {"folder": folder, "file_mib": 8}, file_mib=8, disk_mib=40)
        assert got["errors"] == ["EFBIG", "ENOSPC"]
        assert got["largest"] == 8 * MIB and 19 * MIB <= got["sum"] <= 20 * MIB
    got = attack("write_until_refused", {"folder": "/dev/shm", "file_mib": 8}, file_mib=8, shared_mib=12)
    assert got["sum"] <= 12 * MIB and "ENOSPC" in got["errors"]


def test_files_have_a_largest_number():
    for folder in (".", "/tmp"):
        assert 900 < attack("make_files_until_refused", {"folder": folder, "most": 10_000}, disk_files=2000) <= 1000
    assert attack("make_files_until_refused", {"folder": "/dev/shm", "most": 10_000}) <= 1024


def test_folder_for_sockets_holds_almost_nothing():
    assert attack("make_files_until_refused", {"folder": "/run/coursekit", "most": 10_000}) <= 64
    got = attack("write_until_refused", {"folder": "/run/coursekit", "file_mib": 8})
    assert got["sum"] <= 64 * 1024 and got["errors"] == ["ENOSPC"]


def test_full_disk_is_reported():
    run = start(request("attempt", {"attack": "write_until_refused", "folder": ".", "file_mib": 8}, disk_mib=16))
    assert run.finish()["hit"] == ["disk"]


# Where the checkout or its Python lies below /tmp, the sandbox's own /tmp holds the way to it, and nothing else.
SHOWN_BELOW_TMP = {place.parts[2] for place in environment_places() if place.is_relative_to("/tmp")}


def test_no_core_is_dumped():
    assert set(attack("crash_and_look", {"folder": "/tmp"})) == SHOWN_BELOW_TMP
    run = start(request("attempt", {"attack": "crash_and_look", "folder": "."}))
    run.finish()
    assert not list(Path.cwd().glob("core*"))


def test_kills_nobody_outside():
    child = os.fork()
    if child == 0:
        signal.pause()
        os._exit(0)
    try:
        attack("kill_everybody", {})
        assert os.waitpid(child, os.WNOHANG) == (0, 0)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def test_daemon_dies_with_its_sandbox():
    run = start(request("leave_daemon"))
    ended = run.finish()
    assert (ended["code"], ended["reason"]) == (7, "exited")
    assert run.all_dead()


def test_two_sandboxes_share_nothing():
    first = start(request("listen"))
    assert first.event()["event"] == "started"
    assert first.read() == b"ready\n"
    assert attack("list_each", {"paths": ["/dev/shm", "/run/coursekit", "."]}) == []
    assert set(attack("names_in", {"folder": "/tmp"})) == SHOWN_BELOW_TMP
    first.control.close()
    first.process.wait()
    assert first.all_dead()


def test_two_programs_draw_different_random_numbers():
    assert attack("random_numbers") != attack("random_numbers")


def test_submission_is_copied_without_notebooks_and_links(tmp_path):
    folder = tmp_path / "submission"
    (folder / "data").mkdir(parents=True)
    (folder / "answer.py").write_text("x = 1")
    (folder / "data" / "table.csv").write_text("a,b")
    (folder / "lesson.ipynb").write_text("{}")
    (folder / "stolen").symlink_to("/etc/passwd")
    (tmp_path / "other").write_text("somebody else's")
    (folder / "hard").hardlink_to(tmp_path / "other")
    os.mkfifo(folder / "pipe")
    run = start(request("attempt", {"attack": "work_folder"}, folder=folder))
    run.finish()
    assert run.events[0]["left_out"] == ["hard", "pipe", "stolen"]
    assert run.read().decode().strip() == (
        '{"got": {"": "/home/learner/work", "answer.py": "x = 1", "data/table.csv": "a,b"}}'
    )
    assert run.all_dead()
