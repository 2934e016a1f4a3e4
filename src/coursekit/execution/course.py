"""One run of the course from tasks to exit code: execute, hold to the bands, verify, write what it leaves."""

import os
import signal
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from coursekit.execution import bands, junit, report
from coursekit.execution.outcome import Outcome
from coursekit.execution.plan import Task
from coursekit.execution.pool import Interrupted, run_tasks
from coursekit.execution.progress import reporter_for
from coursekit.execution.verification import Verification, check_outputs

ALL_GOOD, FAILED, INTERRUPTED = 0, 1, 130


@dataclass(frozen=True)
class CourseRun:
    """What to run and where it lands.

    Attributes:
        bands: All bands that may apply.
        junit: Where the JUnit XML goes; None: nowhere.
        verify: Whether each lesson runs a second time, to compare its outputs.
    """

    tasks: list[Task]
    bands: list[bands.Band]
    profile: str
    seed: int
    jobs: int
    out: Path
    junit: Path | None = None
    verify: bool = False


def execute(run: CourseRun, console) -> int:
    """Run it, say how it went on `console` (a rich Console), and return the exit code.

    Returns:
        0: all good; 1: a lesson, a band or a verification failed; 130: interrupted.
    """
    _clear(run)
    with _terminated_like_interrupted(), _cores_shared(run.jobs):
        outcomes, interrupted = _execute_tasks(run, console)
        checks = [
            check
            for outcome in outcomes
            for check in bands.check(outcome, run.bands, bands.Setting.of(outcome, run.profile))
        ]
        verifications: list[Verification] = []
        if run.verify and not interrupted:
            verifications, interrupted = _verify(run, outcomes, console)
    report.write_timings(run.out / report.TIMINGS, outcomes)
    report.write_results(run.out / report.RESULTS, outcomes, run.profile, run.seed)
    if run.junit:
        junit.write(run.junit, outcomes, checks, verifications)
    report.print_summary(console, outcomes, checks)
    passed = all(item.passed for item in (*outcomes, *checks, *verifications))
    words = "interrupted" if interrupted else "all good" if passed else "FAILED"
    console.print(f"{words}; notebooks, pages, timings and results are in {run.out}", markup=False, soft_wrap=True)
    return INTERRUPTED if interrupted else ALL_GOOD if passed else FAILED


def _clear(run: CourseRun) -> None:
    """Remove what this run will write, so that nothing old looks new if it ends early."""
    for task in run.tasks:
        task.clear()
    for file in (run.out / report.TIMINGS, run.out / report.RESULTS, run.junit):
        if file:
            file.unlink(missing_ok=True)


def _execute_tasks(run: CourseRun, console) -> tuple[list[Outcome], bool]:
    with reporter_for(console, run.tasks) as reporter:
        try:
            return run_tasks(run.tasks, run.jobs, reporter), False
        except Interrupted as stop:
            return stop.outcomes, True


def _verify(run: CourseRun, outcomes: list[Outcome], console) -> tuple[list[Verification], bool]:
    """Verify the lessons that passed; the others have nothing to compare with."""
    tasks = [task for task, outcome in zip(run.tasks, outcomes, strict=True) if outcome.passed]
    if not tasks:
        return [], False

    def say(verification: Verification) -> None:
        console.print(verification.describe(), markup=False, highlight=False, soft_wrap=True)

    try:
        verifications = check_outputs(
            [task.notebook for task in tasks],
            timeout_seconds=max(task.timeout_seconds for task in tasks),
            jobs=run.jobs,
            kernel_name=tasks[0].kernel_name,
            report=say,
        )
    except KeyboardInterrupt:
        return [], True
    return verifications, False


@contextmanager
def _cores_shared(jobs: int):
    """Give each lesson's BLAS its share of the cores: more threads than cores wait for each other, tenfold slower.

    OPENBLAS_NUM_THREADS as the user has set it stays.
    """
    if "OPENBLAS_NUM_THREADS" in os.environ or jobs == 1:
        yield
        return
    os.environ["OPENBLAS_NUM_THREADS"] = str(max(1, (os.cpu_count() or 1) // jobs))
    try:
        yield
    finally:
        del os.environ["OPENBLAS_NUM_THREADS"]


@contextmanager
def _terminated_like_interrupted():
    """Let SIGTERM, by which CI cancels, end a run as orderly as Ctrl-C does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
