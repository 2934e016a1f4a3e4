"""Runs tasks side by side: one worker process each, watched by one thread each; the caller's thread stays free.

A worker that dies takes only its own lesson with it. Ctrl-C ends all workers and all kernels.
"""

import json
import queue
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import Process
from pathlib import Path
from typing import TextIO

import psutil

from coursekit.execution import forking
from coursekit.execution.outcome import Failure, Outcome
from coursekit.execution.plan import Task

POLL_SECONDS = 0.25
GRACE_SECONDS = 3  # for a worker to end its kernel by itself
STDERR_LINES = 20


class Interrupted(Exception):
    """Ctrl-C ended the run; `outcomes` holds every task, those that had not finished as failed."""

    def __init__(self, outcomes: list[Outcome]):
        super().__init__("interrupted")
        self.outcomes = outcomes


def run_tasks(tasks: list[Task], jobs: int, reporter) -> list[Outcome]:
    """Run all tasks, at most `jobs` at a time, and return their outcomes in the order of the tasks.

    Args:
        reporter: Told everything on the caller's thread: `event(task, event)` for each event, `tick()` in between.

    Raises:
        Interrupted: On Ctrl-C, after every worker and kernel has ended.
    """
    forking.prepare()
    events: queue.SimpleQueue = queue.SimpleQueue()
    workers = Workers(events)
    with ThreadPoolExecutor(max_workers=jobs) as threads:
        futures = [threads.submit(workers.run, task) for task in tasks]
        try:
            while not all(future.done() for future in futures) or not events.empty():
                _forward(events, reporter)
        except BaseException as error:
            workers.stop()
            threads.shutdown(cancel_futures=True)
            if not isinstance(error, KeyboardInterrupt):
                raise
            outcomes = [_outcome_or_interrupted(task, future) for task, future in zip(tasks, futures, strict=True)]
            raise Interrupted(outcomes) from None
    return [future.result() for future in futures]


def _forward(events: queue.SimpleQueue, reporter) -> None:
    try:
        task, event = events.get(timeout=POLL_SECONDS)
    except queue.Empty:
        reporter.tick()
    else:
        reporter.event(task, event)


def _outcome_or_interrupted(task: Task, future) -> Outcome:
    if future.cancelled():
        return Outcome(task.module, task.lesson, failure=Failure("interrupted before it began"))
    return future.result()


class Workers:
    """The worker processes that are alive."""

    def __init__(self, events: queue.SimpleQueue):
        self.events = events
        self._alive: set[Process] = set()
        self._lock = threading.Lock()
        self._stopping = False

    def run(self, task: Task) -> Outcome:
        """Run one task in a process of its own, to its end, and return its outcome. Called on a thread of its own."""
        began = time.perf_counter()
        last_cell = None
        with tempfile.TemporaryDirectory(prefix="coursekit-") as folder:
            stderr = Path(folder) / "stderr"
            started = self._start(task, stderr)
            if started is None:
                return Outcome(task.module, task.lesson, failure=Failure("interrupted before it began"))
            worker, lines = started
            with lines:
                for line in lines:
                    if not line.endswith("\n"):
                        break  # killed while it wrote
                    event = json.loads(line)
                    if event["event"] == "finished":
                        outcome = Outcome.from_json(event["outcome"])
                        self._ended(worker)
                        self.events.put((task, {"event": "finished", "outcome": outcome}))
                        return outcome
                    last_cell = event if event["event"] == "cell" else last_cell
                    self.events.put((task, event))
            exit_code = self._ended(worker)
            said = stderr.read_text(encoding="utf-8", errors="replace") if stderr.is_file() else ""
        outcome = Outcome(task.module, task.lesson, seconds=time.perf_counter() - began)
        outcome.failure = self._death(exit_code, last_cell, "\n".join(said.rstrip().splitlines()[-STDERR_LINES:]))
        self.events.put((task, {"event": "finished", "outcome": outcome}))
        return outcome

    def stop(self) -> None:
        """End every worker and every process below it."""
        with self._lock:
            self._stopping = True
            alive = list(self._alive)
        for worker in alive:
            end_tree(worker.pid)

    def _start(self, task: Task, stderr: Path) -> tuple[Process, TextIO] | None:
        with self._lock:
            if self._stopping:
                return None
            worker, lines = forking.start(task, stderr)
            self._alive.add(worker)
        return worker, lines

    def _ended(self, worker: Process) -> int:
        worker.join()
        with self._lock:
            self._alive.discard(worker)
        return worker.exitcode

    def _death(self, exit_code: int, last_cell: dict | None, stderr: str) -> Failure:
        if self._stopping:
            error = "interrupted"
        else:
            error = f"the process that executed it ended with exit code {exit_code} before the lesson was done"
        if last_cell is None:
            return Failure(error, last_output=stderr)
        return Failure(error, last_cell["number"], last_cell["name"], last_cell["first_line"], last_output=stderr)


def end_tree(process_id: int) -> None:
    """End a process and all its descendants: politely first, then surely."""
    try:
        root = psutil.Process(process_id)
        family = [*root.children(recursive=True), root]
        root.terminate()
    except psutil.NoSuchProcess:
        return
    _, alive = psutil.wait_procs([root], timeout=GRACE_SECONDS)
    for process in [*family, *(child for survivor in alive for child in _children(survivor))]:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue
    psutil.wait_procs(family, timeout=GRACE_SECONDS)


def _children(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.NoSuchProcess:
        return []
