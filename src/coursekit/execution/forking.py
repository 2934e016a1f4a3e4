"""Worker processes, forked from one that has imported what each of them needs: papermill, nbconvert, matplotlib's glyphs."""

import multiprocessing
import os
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TextIO

from coursekit.execution.plan import Task

FORKS = "forkserver" in multiprocessing.get_all_start_methods()
PRELOAD = [
    "coursekit.cli",
    "coursekit.execution.worker",
    "coursekit.kernels.provisioner",
    "matplotlib.font_manager",
    "matplotlib.textpath",
    "nbconvert.preprocessors",
    "ipykernel.jsonutil",
]


def prepare() -> None:
    """Start the process that workers are forked from, which imports `PRELOAD` on its own time. A second call does nothing."""
    if FORKS:
        multiprocessing.set_forkserver_preload(PRELOAD)
        forkserver.ensure_running()


def start(task: Task, stderr: Path) -> tuple[multiprocessing.Process, TextIO]:
    """Start a worker on a task.

    Args:
        stderr: File for what the worker, or a library, prints.

    Returns:
        The process, and the stream of its events, one JSON object a line; the stream ends with the process.
    """
    prepare()
    context = multiprocessing.get_context("forkserver" if FORKS else "spawn")
    receiver, sender = context.Pipe(duplex=False)
    with receiver, sender:
        process = context.Process(target=_work, args=(task, sender, stderr, dict(os.environ)), daemon=True)
        process.start()
        return process, os.fdopen(os.dup(receiver.fileno()), encoding="utf-8")


def _work(task: Task, sender: Connection, stderr: Path, environment: dict[str, str]) -> None:
    from coursekit.execution import worker

    worker.work(task, sender, stderr, environment)
