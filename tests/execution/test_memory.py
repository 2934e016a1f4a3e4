"""Peak memory, held against processes that take a known amount."""

import subprocess
import sys

import pytest

from coursekit.execution.memory import PeakMemory, high_water_bytes, tree_bytes

MIB = 2**20
HOLD = "import sys; block = b'1' * ({} * 2**20); {} ; print('ready', flush=True); sys.stdin.read()"


@pytest.fixture
def holder():
    """Return a function that starts a process which holds some MiB until the test ends."""
    started = []

    def start(mebibytes, then="pass"):
        process = subprocess.Popen(
            [sys.executable, "-c", HOLD.format(mebibytes, then)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        assert process.stdout.readline() == "ready\n"
        return process

    yield start
    for process in started:
        process.communicate()


def test_the_tree_holds_the_memory_of_the_children_too(holder):
    child = (
        "import subprocess; p = subprocess.Popen([sys.executable, '-c', \"b = b'1' * (200 * 2**20); print(flush=True); "
    )
    child += 'input()"], stdin=0, stdout=subprocess.PIPE); p.stdout.readline()'
    alone, with_child = tree_bytes(holder(100).pid), tree_bytes(holder(100, child).pid)
    assert 100 * MIB < alone < 150 * MIB
    assert 200 * MIB < with_child - alone < 250 * MIB


def test_memory_that_was_given_back_stays_in_the_high_water_mark(holder):
    process = holder(150, "del block")
    assert tree_bytes(process.pid) < 100 * MIB
    assert 150 * MIB < high_water_bytes(process.pid) < 200 * MIB
    peak = PeakMemory(process.pid, interval_seconds=0.01)
    peak.start()
    assert peak.stop() == high_water_bytes(process.pid)


def test_the_peak_of_a_cell_is_forgotten_with_the_cell(holder):
    peak = PeakMemory(holder(50).pid)
    peak.sample()
    assert peak.cell_peak_bytes == peak.peak_bytes > 50 * MIB
    peak.reset_cell()
    assert peak.cell_peak_bytes == 0 < peak.peak_bytes


def test_a_process_that_is_gone_holds_nothing():
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    assert tree_bytes(gone.pid) == high_water_bytes(gone.pid) == 0
