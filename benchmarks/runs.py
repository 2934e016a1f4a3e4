"""How long a run of the course's solutions takes: plain papermill, one lesson after another, and `coursekit run`.

Both execute the same notebooks in profile smoke with the same parameters. A way in which a lesson fails ends without a
table. Ways take turns, so that a busy minute of the machine falls on each; medians and ratios are printed.

    COURSEKIT_DATA=<mirror> python benchmarks/runs.py course --rounds 3
    COURSEKIT_DATA=<mirror> python benchmarks/runs.py growth --copies 1 2 4

`growth` runs copies of the quickest lessons, two at a time and nothing kept, and shows what each copy costs.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from coursekit.execution import commands, course, plan
from coursekit.project import Project
from coursekit.syllabus import load

JOBS = 2
AIMS = {"coursekit run, nothing kept": 1 / 3, "coursekit run, nothing changed": None}
QUICK = ("orientation", "scalar_graph", "from_gradient_descent_to_sgd")


def timed(work: Callable[[], int]) -> float:
    """Seconds that `work` takes.

    Raises:
        SystemExit: If it ends with another code than 0.
    """
    began = time.perf_counter()
    code = work()
    seconds = time.perf_counter() - began
    if code:
        raise SystemExit(f"a run ended with exit code {code}; there is nothing to compare")
    return seconds


def quiet(command: list[str], folder: Path) -> int:
    """Run a command as a user would, in a process of its own; show what it said only if it failed."""
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        print(done.stdout, file=sys.stderr)
    return done.returncode


def tasks_of(names: tuple[str, ...], folder: Path) -> list[plan.Task]:
    """The tasks of some lessons, all of them if none is named; their built notebooks lie in `folder`."""
    lessons = plan.chosen_lessons(load(Project.find().course), list(names))
    settings = {"profile": "smoke", "seed": 0, "timeout_seconds": None, "kernel_name": None}
    return plan.build_tasks(lessons, scratch=folder, out=folder / "out", **settings)


def plain(tasks: list[plan.Task], folder: Path) -> int:
    """Papermill's own command on each notebook in turn."""
    for task in tasks:
        into = folder / f"{task.lesson}.done.ipynb"
        command = [sys.executable, "-m", "papermill", "--no-progress-bar", str(task.source), str(into)]
        code = quiet([*command, "-p", "PROFILE", "smoke", "-p", "SEED", "0"], folder)
        if code:
            return code
    return 0


def ours(folder: Path, *options: str) -> int:
    """`coursekit run` on the whole course."""
    command = [str(Path(sys.executable).with_name("coursekit")), "run", "--profile", "smoke", "--jobs", str(JOBS)]
    return quiet([*command, "--out", str(folder / "ours"), *options], Project.find().root)


def whole_course(rounds: int) -> None:
    """Print how long plain papermill and `coursekit run` take for all lessons, and for one in which nothing has changed."""
    seconds: dict[str, list[float]] = {"papermill, one after another": [], **{name: [] for name in AIMS}}
    with tempfile.TemporaryDirectory(prefix="coursekit-") as name:
        folder = Path(name)
        tasks = tasks_of((), folder)
        ours(folder)  # whatever is imported or unpacked for the first time is so for none of the ways
        works = (lambda: plain(tasks, folder), lambda: ours(folder, "--no-cache"), lambda: ours(folder))
        for _ in range(rounds):
            for each, work in zip(seconds.values(), works, strict=True):
                each.append(timed(work))
    first = statistics.median(next(iter(seconds.values())))
    print(f"{len(tasks)} lessons, profile smoke, {JOBS} side by side, {os.cpu_count()} cores, medians of {rounds}\n")
    print("| way | seconds | of papermill's | aim |\n| --- | --- | --- | --- |")
    for way, each in seconds.items():
        middle = statistics.median(each)
        aim = "" if way not in AIMS else f"≤ {AIMS[way]:.2f} of papermill's" if AIMS[way] else "≤ 5 s"
        print(f"| {way} | {middle:.1f} | {middle / first:.2f} | {aim} |")


def growth(copies: list[int]) -> None:
    """Print what a run of one, two and four copies of the quickest lessons takes."""
    print(f"{', '.join(QUICK)}: copies, {JOBS} side by side\n")
    print("| copies | notebooks | seconds | a notebook |\n| --- | --- | --- | --- |")
    for count in copies:
        with tempfile.TemporaryDirectory(prefix="coursekit-") as name:
            folder = Path(name)
            kernel = commands.kernel_for(load(Project.find().course).lessons, "smoke")
            tasks = [
                replace(task, lesson=f"{task.lesson}_{copy}", kernel_name=kernel)
                for copy in range(count)
                for task in tasks_of(QUICK, folder)
            ]
            run = course.CourseRun(tasks, [], "smoke", 0, JOBS, folder / "out")
            with open(os.devnull, "w", encoding="utf-8") as nowhere:
                console = Console(file=nowhere)
                seconds = timed(lambda run=run, console=console: course.execute(run, console))
        print(f"| {count} | {len(tasks)} | {seconds:.1f} | {seconds / len(tasks):.2f} |")


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="*", choices=("course", "growth"), default=["course", "growth"])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--copies", type=int, nargs="+", default=[1, 2, 4])
    options = parser.parse_args()
    if "course" in options.what:
        whole_course(options.rounds)
    if "growth" in options.what:
        growth(options.copies)


if __name__ == "__main__":
    main()
