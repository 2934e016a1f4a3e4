"""Imports everything once, then forks a grading run for each line of stdin, kills it when told to, and says how it ended.

A line is JSON: {"folder", "assignment", "seconds"}; the answer {"killed", "seconds"}. Forking spares each run its imports.
"""

import ctypes
import json
import multiprocessing
import os
import signal
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from coursekit.grading.jobs import worker
from coursekit.grading.jobs.course import GradedCourse
from coursekit.grading.jobs.grading import Options, Reporter, grade

PR_SET_PDEATHSIG = 1  # <linux/prctl.h>


class Begun(Reporter):
    """Writes a byte when the first submission is about to be graded."""

    def __init__(self, pipe: int):
        self.pipe = pipe

    def begin(self, total: int, unchanged: int) -> None:
        os.write(self.pipe, b".")


def start_forked(setup: worker.Setup) -> None:
    """A forked worker holds its parent's files open, its lock too, and so has to let go of it and to die by a signal."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    for handle in os.listdir("/proc/self/fd"):
        path = f"/proc/self/fd/{handle}"
        if os.path.lexists(path) and os.readlink(path).endswith("grade.lock"):
            os.close(int(handle))
    worker.start(setup)


def forked_pool(setup: worker.Setup, workers: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("fork")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=start_forked, initargs=(setup,))


def graded_and_killed(folder: str, assignment: str, seconds: float) -> dict:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.setsid()
        options = Options(make_executor=forked_pool)
        grade(GradedCourse.load(Path(folder)), assignment, options, Begun(writing))
        os._exit(0)
    os.close(writing)
    os.read(reading, 1)
    os.close(reading)
    began = time.monotonic()
    ended = 0
    while not ended and time.monotonic() < began + seconds:
        time.sleep(0.002)
        ended, _ = os.waitpid(child, os.WNOHANG)
    if not ended:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return {"killed": not ended, "seconds": time.monotonic() - began}


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(graded_and_killed(**json.loads(line))), flush=True)
