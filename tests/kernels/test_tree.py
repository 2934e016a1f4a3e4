"""Measure and kill trees of real processes."""

import os
import subprocess
import sys
import time

from coursekit.kernels import tree

GRANDCHILD = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'print(1, flush=True); input()'])"


def test_members_are_all_descendants():
    with subprocess.Popen([sys.executable, "-c", GRANDCHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        found = tree.members({process.pid})
        assert process.pid in found and len(found) == 2
        process.stdin.close()
    assert tree.members({process.pid}) == set()


def test_usage_is_measured():
    code = "b = bytearray(100 << 20); print(1, flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        used = tree.usage({process.pid})
        assert 100 <= used.memory_mib < 140 and used.cpu_seconds > 0
        assert 100 <= tree.proportional_memory_mib({process.pid}) < 140
        process.stdin.close()
    assert tree.usage({process.pid}) == tree.Usage(0, 0)
    assert tree.proportional_memory_mib({process.pid}) == 0


def test_kill_finds_processes_that_lost_their_parent():
    code = (
        "import os, signal, time\n"
        "if os.fork() == 0:\n"
        "    signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "    print(os.getpid(), flush=True)\n"
        "    time.sleep(600)\n"
        "time.sleep(600)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:
        child = int(process.stdout.readline())
        assert tree.kill({process.pid}, spared=set())
    until = time.monotonic() + 10
    while tree._alive(child) and time.monotonic() < until:
        time.sleep(0.01)
    assert not tree._alive(child)


def test_kill_gives_up_after_its_patience():
    with subprocess.Popen(["sleep", "600"]) as process:
        tree_kill, tree._kill_one = tree._kill_one, lambda _: None
        try:
            assert tree.kill({process.pid}, set(), patience_seconds=0.05) is False
        finally:
            tree._kill_one = tree_kill
            process.kill()


def test_killing_the_dead_is_no_error():
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    tree._kill_one(process.pid)


def test_collect_waits_for_all_children_but_one():
    first, second = (os.fork() or os._exit(0) for _ in range(2))
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
    tree.collect(spared=first)
    os.waitpid(first, 0)
    os.waitid(os.P_PID, second, os.WEXITED | os.WNOWAIT)
    tree.collect()
    assert not os.path.exists(f"/proc/{second}")
    tree.collect()


def test_threads_of_a_user_are_counted():
    before = tree.threads_of_user(os.getuid())
    assert before >= 1
    assert tree.threads_of_user(4_000_000_000) == 0
