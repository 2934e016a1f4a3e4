"""Tasks side by side, in real worker processes."""

import subprocess
import sys
import time

import psutil
import pytest

from coursekit.execution.pool import Interrupted, end_tree, run_tasks


def test_two_tasks_run_at_the_same_time_and_the_outcomes_keep_their_order(make_task, recorder):
    nap = "import time; began = time.time(); time.sleep(3); print(began, time.time())"
    tasks = [make_task("first", nap), make_task("second", nap)]
    outcomes = run_tasks(tasks, 2, recorder)
    assert [(outcome.lesson, outcome.passed) for outcome in outcomes] == [("first", True), ("second", True)]
    order = [(lesson, event["event"]) for lesson, event in recorder.events]
    both_started = max(order.index(("first", "started")), order.index(("second", "started")))
    assert both_started < min(order.index(("first", "finished")), order.index(("second", "finished")))


def test_one_job_runs_one_task_after_the_other(make_task, recorder):
    run_tasks([make_task("first", "1"), make_task("second", "2")], 1, recorder)
    lessons = [lesson for lesson, _ in recorder.events]
    assert lessons == sorted(lessons)


def test_a_failure_leaves_the_other_lessons_alone(make_task, recorder):
    outcomes = run_tasks([make_task("bad", "1 / 0"), make_task("good", "1")], 1, recorder)
    assert [outcome.passed for outcome in outcomes] == [False, True]


def test_a_worker_that_dies_fails_its_lesson_and_names_the_cell(make_task, recorder):
    kill_the_parent = "import os, signal, time\nos.kill(os.getppid(), signal.SIGKILL)\ntime.sleep(30)"
    outcomes = run_tasks([make_task("killer", kill_the_parent), make_task("good", "1")], 1, recorder)
    failure = outcomes[0].failure
    assert "ended with exit code -9 before the lesson was done" in failure.error
    assert (failure.cell_number, failure.first_line) == (3, "import os, signal, time")
    assert outcomes[1].passed


def test_a_worker_that_cannot_begin_tells_its_stderr(make_task, recorder):
    task = make_task("gone", "1")
    task.source.unlink()
    (outcome,) = run_tasks([task], 1, recorder)
    assert outcome.failure.cell_number is None
    assert "FileNotFoundError" in outcome.failure.last_output
    assert not task.notebook.exists()


class StopsAtFirstCell:
    """A reporter that is interrupted, as by Ctrl-C, when a cell has begun for good."""

    def __init__(self, error):
        self.error = error
        self.kernels = []

    def event(self, task, event):
        if event["event"] == "started":
            self.kernels.append(event["kernel_process_id"])
        if event["event"] == "cell" and "sleep" in event["first_line"]:
            raise self.error

    def tick(self):
        pass


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
def test_an_interruption_ends_workers_and_kernels(make_task, error):
    tasks = [make_task("slow", "import time; time.sleep(120)"), make_task("waiting", "1")]
    reporter = StopsAtFirstCell(error)
    began = time.monotonic()
    with pytest.raises(Interrupted if error is KeyboardInterrupt else error) as raised:
        run_tasks(tasks, 1, reporter)
    assert time.monotonic() - began < 30
    assert reporter.kernels and not any(psutil.pid_exists(kernel) for kernel in reporter.kernels)
    assert not tasks[0].notebook.exists()
    if error is KeyboardInterrupt:
        errors = [outcome.failure.error for outcome in raised.value.outcomes]
        assert errors == ["interrupted", "interrupted before it began"]


def test_ending_a_process_that_is_gone_is_no_error():
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    end_tree(gone.pid)


def test_a_process_that_ignores_the_polite_end_is_killed_with_its_children():
    stubborn = (
        "import signal, subprocess, sys, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(120)'])\n"
        "print('ready', flush=True)\n"
        "time.sleep(120)\n"
    )
    with subprocess.Popen([sys.executable, "-c", stubborn], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "ready\n"
        family = [psutil.Process(process.pid), *psutil.Process(process.pid).children()]
        end_tree(process.pid)
        assert len(family) == 2 and not any(member.is_running() for member in family)
