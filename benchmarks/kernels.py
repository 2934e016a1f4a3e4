"""How long a kernel takes to be ready, what memory it holds, what the judge adds, and what a flood of output costs the grader.

Stock and contained kernels take turns, so that a busy minute of the machine falls on both; medians and ratios are printed,
and the exit code is 1 if a limit is missed.

    python benchmarks/kernels.py --rounds 9
    COURSEKIT_DATA=<mirror> python benchmarks/kernels.py judge --rounds 7
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import nbformat
import psutil
from grading_courses import KERAS, NUMPY, Course, for_nbgrader
from jupyter_client.manager import KernelManager
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.preprocessors import Execute
from traitlets.config import Config

from coursekit.grading.judge.preprocessor import JudgeExecute
from coursekit.grading.judge.program import from_notebook
from coursekit.kernels import kernelspec

STOCK, CONTAINED = "python3", kernelspec.NAME
SMALL_FIT = """
import numpy, keras
model = keras.Sequential([keras.Input((20,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1)])
model.compile("adam", "mse")
model.fit(numpy.ones((256, 20)), numpy.ones((256, 1)), epochs=2, verbose=0)
"""
FLOOD = "line = 'x' * 999 + '\\n'\nimport sys\nfor _ in range(200_000):\n    sys.stdout.write(line)"
FLOOD_GRADER = """
import resource, sys
from pathlib import Path
import nbformat
from traitlets.config import Config
from coursekit.grading.judge.bounding import BoundOutputs
from coursekit.grading.judge.preprocessor import JudgeExecute
from coursekit.grading.judge.program import from_notebook
from nbgrader.preprocessors import LimitOutput
notebook = nbformat.read(sys.argv[1], as_version=4)
run = JudgeExecute(config=Config({"Execute": {"timeout": 300}}))
resources = {"metadata": {"path": str(Path(sys.argv[1]).parent)}}
run.judge(notebook, from_notebook(nbformat.from_dict(notebook)), resources)
for each in (LimitOutput(), BoundOutputs()):
    notebook, resources = each.preprocess(notebook, resources)
nbformat.write(notebook, sys.argv[1])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


@contextmanager
def kernel(name: str) -> Iterator[tuple]:
    """A started kernel of that name, and its ready client."""
    manager = KernelManager(kernel_name=name)
    manager.start_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # stock kernels tell of every plugin
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=120)
        yield manager, client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def ready_seconds(name: str) -> float:
    """Seconds until a kernel has started and imported Keras."""
    started = time.perf_counter()
    with kernel(name) as (_, client):
        _execute(client, "import keras")
        return time.perf_counter() - started


def private_mib(name: str) -> float:
    """Memory that a kernel shares with nobody after a small fit, in MiB."""
    with kernel(name) as (manager, client):
        _execute(client, SMALL_FIT)
        contained = getattr(manager.provisioner, "kernel", None)
        pid = contained.pid if contained else manager.provisioner.pid
        return psutil.Process(pid).memory_full_info().uss / 2**20


def _execute(client, program: str) -> None:
    reply = client.execute_interactive(program, timeout=300, output_hook=lambda message: None)["content"]
    if reply["status"] != "ok":
        sys.exit(f"the kernel failed: {reply['ename']}: {reply['evalue']}")


def judge_seconds(course: Course, judged: bool) -> float:
    """Seconds to run a course's solutions in the contained kernel: by nbgrader's own Execute, or by the judge."""
    notebook = for_nbgrader(course)
    with tempfile.TemporaryDirectory(prefix="judged-") as folder:
        resources = {"metadata": {"path": folder}}
        config = Config({"Execute": {"timeout": 300, "shutdown_kernel": "immediate"}})
        if judged:
            run = JudgeExecute(config=config)
            program = from_notebook(nbformat.from_dict(notebook), skip_tag=run.skip_cells_with_tag)
            execute = partial(run.judge, notebook, program, resources)
        else:
            config.Execute.kernel_name = CONTAINED
            execute = partial(Execute(config=config).preprocess, notebook, resources)
        started = time.perf_counter()
        execute()
        seconds = time.perf_counter() - started
    wrong = [output for cell in notebook.cells for output in cell.get("outputs", ()) if output.output_type == "error"]
    if wrong:
        sys.exit(f"a right answer failed: {wrong[0].get('evalue')}")
    return seconds


def flood() -> tuple[float, float]:
    """(peak memory of a grader, size of the notebook that it stores), MiB, for a submission that prints 200 MB."""
    with tempfile.TemporaryDirectory(prefix="flood-") as folder:
        path = Path(folder) / "flood.ipynb"
        nbformat.write(new_notebook(cells=[new_code_cell(FLOOD)]), path)
        done = subprocess.run(
            [sys.executable, "-c", FLOOD_GRADER, str(path)], capture_output=True, text=True, timeout=600
        )
        if done.returncode:
            sys.exit(done.stderr[-3000:])
        return float(done.stdout.split()[-1]), path.stat().st_size / 2**20


class Table:
    """Prints rows as they come, and remembers whether a limit was missed."""

    def __init__(self):
        self.missed = False
        print("| what | stock | ours | ratio | limit | |\n| --- | --- | --- | --- | --- | --- |")

    def row(self, what: str, stock: float | None, ours: float, ratio: float | None, limit: str, met: bool) -> None:
        shown = ["" if value is None else f"{value:.3g}" for value in (stock, ours, ratio)]
        print(f"| {what} | {' | '.join(shown)} | {limit} | {'met' if met else 'MISSED'} |", flush=True)
        self.missed |= not met


def alternately(rounds: int, **ways) -> dict[str, float]:
    """Call each of `ways` in turn, `rounds` times; return the medians of what they return."""
    taken = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            taken[name].append(way())
    return {name: statistics.median(values) for name, values in taken.items()}


def time_ready(table: Table, rounds: int) -> None:
    median = alternately(rounds, stock=partial(ready_seconds, STOCK), ours=partial(ready_seconds, CONTAINED))
    ours, ratio = median["ours"], median["ours"] / median["stock"]
    met = ours <= 0.5 and ratio <= 0.1
    table.row("kernel ready and Keras imported, s", median["stock"], ours, ratio, "≤ 0.5 s, ≤ 0.1 of stock's", met)


def weigh(table: Table, rounds: int) -> None:
    median = alternately(rounds, stock=partial(private_mib, STOCK), ours=partial(private_mib, CONTAINED))
    ours, ratio = median["ours"], median["ours"] / median["stock"]
    table.row("private memory after a small fit, MiB", median["stock"], ours, ratio, "≤ 120 MiB", ours <= 120)


def time_judge(table: Table, rounds: int) -> None:
    for course in (NUMPY, KERAS):
        median = alternately(
            rounds, plain=partial(judge_seconds, course, False), judged=partial(judge_seconds, course, True)
        )
        ratio = median["judged"] / median["plain"]
        what = f"{course.name}: the judge against nbgrader's Execute, same sandboxed kernel, s"
        table.row(what, median["plain"], median["judged"], ratio, "≤ 1.15", ratio <= 1.15)


def drown(table: Table, rounds: int) -> None:
    memory, stored = zip(*(flood() for _ in range(rounds)), strict=True)
    table.row("grader's peak memory under 200 MB of output, MiB", None, max(memory), None, "≤ 400", max(memory) <= 400)
    table.row("notebook stored then, MiB", None, max(stored), None, "≤ 2", max(stored) <= 2)


PARTS = {"ready": time_ready, "memory": weigh, "judge": time_judge, "flood": drown}


def main() -> int:
    """Measure what was asked for, print a table, and judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, "all"], default="all", help="what to measure")
    parser.add_argument("--rounds", type=int, default=5, help="measurements of each kind (default 5)")
    chosen = parser.parse_args()
    with kernel(CONTAINED):
        pass  # the process that kernels are forked from imports once, and is not counted
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    table = Table()
    for name in PARTS if "all" in chosen.parts else chosen.parts:
        rounds = min(chosen.rounds, 3) if name in ("memory", "flood") else chosen.rounds
        PARTS[name](table, rounds)
    print(f"load {os.getloadavg()[0]:.1f}")
    return int(table.missed)


if __name__ == "__main__":
    sys.exit(main())
