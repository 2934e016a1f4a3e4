"""Executes one notebook and leaves it, with its page, in the folder of the run. Runs in a process of its own (`forking`)
and writes one JSON object a line: the events of `engine.Watch`, at last {"event": "finished", "outcome": ...}.
"""

import datetime
import json
import os
import re
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TextIO

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError

from coursekit import results
from coursekit.execution.cells import cell_name, first_line, runs
from coursekit.execution.engine import ENGINE, Watch
from coursekit.execution.outcome import Failure, Outcome
from coursekit.execution.pictures import silent_picture
from coursekit.execution.plan import Task
from coursekit.execution.webpage import write_page

LAST_OUTPUT_LINES = 20
SYNTHETIC = re.compile(r"SyntheticDataWarning: SYNTHETIC DATA stands in for (\w+)")
ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


def run_task(task: Task, announce: Callable[[dict], None]) -> Outcome:
    """Execute the task's notebook; publish notebook and page; return what happened.

    A failed notebook is published too: it shows the error where it happened.
    """
    outcome = Outcome(task.module, task.lesson)
    watch = Watch(announce)
    task.clear()
    aside = task.notebook.with_name(f".{task.lesson}.part.ipynb")
    outcome.date = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    began = time.perf_counter()
    try:
        _execute(task, aside, watch)
    except (PapermillExecutionError, CellTimeoutError, DeadKernelError):
        outcome.failure = _failure_in(aside, watch)
    outcome.seconds = time.perf_counter() - began
    outcome.cells = watch.cells
    outcome.backend, outcome.device, outcome.versions = watch.backend, watch.device, watch.versions
    if task.parameters.get("PROFILE") == "gpu" and watch.placed == "cpu" and outcome.passed:
        outcome.failure = Failure(
            f"profile gpu: {watch.backend} put the kernel's tensors on the CPU, though it sees a GPU"
        )
    outcome.peak_memory_bytes = watch.peak_memory_bytes
    notebook = nbformat.read(aside, as_version=4)
    outcome.failure = outcome.failure or silent_picture(notebook)
    try:
        found = results.read(notebook)
    except ValueError as error:
        found = {}
        outcome.failure = outcome.failure or Failure(str(error))
    cells = cells_of_results(notebook) if found else {}
    outcome.results = {
        name: {"value": result.value, "unit": result.unit, "cell": cells[name]} for name, result in found.items()
    }
    outcome.synthetic = stand_ins(notebook)
    outcome.unrendered = write_page(notebook, task.page, title=task.lesson, folder=task.folder)
    os.replace(aside, task.notebook)
    return outcome


def _execute(task: Task, aside: Path, watch: Watch) -> None:
    # What a lesson writes into its working folder goes with it.
    with tempfile.TemporaryDirectory(prefix="coursekit-", ignore_cleanup_errors=True) as folder:
        papermill.execute_notebook(
            task.source,
            aside,
            parameters=task.parameters,
            engine_name=ENGINE,
            kernel_name=task.kernel_name,
            progress_bar=False,
            cwd=folder,
            watch=watch,
            timeout_seconds=task.timeout_seconds,
            repeats=task.repeats,
        )


def _failure_in(executed: Path, watch: Watch) -> Failure:
    """Read from the executed notebook why its last cell failed."""
    cells = nbformat.read(executed, as_version=4).cells
    cell = next(cell for cell in cells if cell.metadata.get("papermill", {}).get("exception") is True)
    error = next(output for output in cell.outputs if output.output_type == "error")
    return Failure(
        error=f"{error.ename}: {error.evalue}".strip(),
        cell_number=watch.number,
        cell_name=cell_name(cell),
        first_line=first_line(cell),
        last_output=last_output(cell),
        traceback=ANSI.sub("", "\n".join(error.traceback)),
    )


def cells_of_results(notebook: nbformat.NotebookNode) -> dict[str, str]:
    """Return, for each recorded result, the words that name the cell which recorded it last."""
    found = {}
    number = 0
    for cell in filter(runs, notebook.cells):
        number += 1
        for output in cell.outputs:
            if results.MIME in output.get("data", {}):
                name = str(output["data"][results.MIME].get("name"))
                found[name] = f"code cell {number} ({cell_name(cell)}) `{first_line(cell)}`"
    return found


def stand_ins(notebook: nbformat.NotebookNode) -> list[str]:
    """Return the data sets that a synthetic twin stood in for, as the loaders' warnings in the notebook say."""
    streams = (
        output.text for cell in notebook.cells for output in cell.get("outputs", []) if output.output_type == "stream"
    )
    return sorted({name for text in streams for name in SYNTHETIC.findall(text)})


def last_output(cell: nbformat.NotebookNode) -> str:
    """Return the end of the last text that a cell put out before its error; empty if there is none."""
    texts = [output.text if output.output_type == "stream" else output.data.get("text/plain", "")
             for output in cell.outputs if output.output_type != "error"]  # fmt: skip
    texts = [text for text in texts if text.strip()]
    return "\n".join(ANSI.sub("", texts[-1]).rstrip().splitlines()[-LAST_OUTPUT_LINES:]) if texts else ""


def serve(task: Task, events: TextIO) -> None:
    """Run a task and write its events, the outcome last, one JSON object a line."""

    def announce(event: dict) -> None:
        print(json.dumps(event), file=events, flush=True)

    outcome = run_task(task, announce)
    announce({"event": "finished", "outcome": outcome.to_json()})


def print_into(file: Path) -> None:
    """Let all that this process prints from now on, by whichever library, go to the end of a file."""
    with open(file, "ab") as stream:
        os.dup2(stream.fileno(), 1)
        os.dup2(stream.fileno(), 2)


def work(task: Task, sender: Connection, stderr: Path, environment: dict[str, str]) -> None:
    """Be the process of a task: out of reach of the terminal's Ctrl-C, ended in order by SIGTERM, with prints in `stderr`.

    A stray print of a library must not land among the lines of whoever runs the course.

    Args:
        environment: The run's; the process that this one was forked from may be older than what the run has set.
    """
    os.environ.clear()
    os.environ.update(environment)
    if hasattr(os, "setsid"):
        os.setsid()  # the terminal's Ctrl-C reaches the parent alone, which ends its workers
    print_into(stderr)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # unwinds, so that nbclient ends the kernel
    with os.fdopen(os.dup(sender.fileno()), "w", encoding="utf-8") as events:
        serve(task, events)
