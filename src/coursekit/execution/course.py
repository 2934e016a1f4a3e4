"""One run of the course from tasks to exit code: execute what has changed, hold to the bands, verify, write what it leaves."""

import math
import os
import signal
import statistics
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from coursekit.execution import bands, committed, junit, overview, recording, report, surroundings
from coursekit.execution.cache import Cache, Kept
from coursekit.execution.outcome import Outcome
from coursekit.execution.plan import Task
from coursekit.execution.pool import Interrupted, run_tasks
from coursekit.execution.progress import reporter_for
from coursekit.execution.verification import Verification, check_outputs

THREADS = ("OPENBLAS_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS")
ALL_GOOD, FAILED, INTERRUPTED = 0, 1, 130


@dataclass(frozen=True)
class CourseRun:
    """What to run and where it lands.

    Attributes:
        bands: All bands that may apply.
        runs: The runs that the bands were measured in.
        cache: What need not run again; None: everything runs.
        record: For each module whose bands get what this run measures, its file and its lessons; empty: it is compared.
        warm_up: Called before the first lesson is executed; not if nothing has changed.
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
    runs: tuple[bands.RunRecord, ...] = ()
    cache: Cache | None = None
    record: dict[str, tuple[Path, tuple[str, ...]]] = field(default_factory=dict)
    warm_up: Callable[[], None] | None = None


def execute(run: CourseRun, console) -> int:
    """Run it, say how it went on `console` (a rich Console), and return the exit code.

    Returns:
        0: all good; 1: a lesson, a band or a verification failed; 130: interrupted.
    """
    began = time.perf_counter()
    _clear(run)
    with _terminated_like_interrupted(), cores_shared(run.jobs):
        kept = _restore(run, console)
        outcomes, interrupted = _execute_tasks(run, kept, console)
        refused = _record(run, outcomes, console) if run.record else []
        recorded = _recorded_outputs(run, outcomes)
        checks = [] if run.record else _hold_to_bands(run, outcomes)
        verifications: list[Verification] = []
        if run.verify and not interrupted:
            verifications, interrupted = _verify(run, outcomes, kept, recorded, console)
    report.write_timings(run.out / report.TIMINGS, outcomes)
    verified = {verification.lesson: verification.passed for verification in verifications}
    report.write_results(run.out / report.RESULTS, outcomes, run.profile, run.seed, verified)
    facts = overview.Facts(
        run.profile, run.seed, outcomes, checks, verifications, interrupted=interrupted, refused=refused
    )
    facts.wall_seconds = time.perf_counter() - began
    _write_page(run, facts)
    if run.junit:
        junit.write(run.junit, outcomes, checks, verifications)
    report.print_summary(console, outcomes, checks)
    passed = all(item.passed for item in (*outcomes, *checks, *verifications)) and not refused
    words = "interrupted" if interrupted else "all good" if passed else "FAILED"
    if outcomes and all(outcome.cached for outcome in outcomes):
        console.print("nothing has changed: no lesson was executed", markup=False)
    where = f"notebooks, pages, timings and results are in {run.out}; open {overview.FILE} there"
    console.print(f"{words}; {where}", markup=False, soft_wrap=True)
    return INTERRUPTED if interrupted else ALL_GOOD if passed else FAILED


def _write_page(run: CourseRun, facts: overview.Facts) -> None:
    """Write the page of the run; one that recorded shows its results in the bands as they are now."""
    facts.lessons = [(task.module, task.lesson) for task in run.tasks]
    facts.bands, facts.runs = run.bands, list(run.runs)
    if run.record:
        facts.bands = [band for file, lessons in run.record.values() for band in bands.read(file, lessons)]
        facts.runs = [one for file, lessons in run.record.values() for one in bands.read_runs(file, lessons)]
        facts.checks = _hold_to_bands(replace(run, bands=facts.bands, runs=tuple(facts.runs)), facts.outcomes)
    facts.versions, facts.machine = surroundings.versions(facts.outcomes), surroundings.machine()
    overview.write(run.out / overview.FILE, facts)


def _clear(run: CourseRun) -> None:
    """Remove what this run will write, so that nothing old looks new if it ends early."""
    for task in run.tasks:
        task.clear()
    for file in (run.out / report.TIMINGS, run.out / report.RESULTS, run.out / overview.FILE, run.junit):
        if file:
            file.unlink(missing_ok=True)


def _restore(run: CourseRun, console) -> dict[str, Kept]:
    """Put back what unchanged lessons left, and return it by lesson."""
    if run.cache is None:
        return {}
    kept = {task.lesson: found for task in run.tasks if (found := run.cache.restore(task))}
    for task in run.tasks:
        if task.lesson in run.cache.damaged:
            _say(console, f"{task.lesson}: what was kept of its last run is damaged; it runs again")
        elif task.lesson in kept:
            _say(console, f"{task.lesson}: unchanged since its run of {kept[task.lesson].outcome.date}; not run again")
    return kept


def _execute_tasks(run: CourseRun, kept: dict[str, Kept], console) -> tuple[list[Outcome], bool]:
    """Run the tasks of which nothing was kept, and return the outcomes of all."""
    tasks = [task for task in run.tasks if task.lesson not in kept]
    interrupted, ordered = False, _longest_first(tasks, run)
    if tasks:
        if run.warm_up:
            run.warm_up()
        with reporter_for(console, tasks) as reporter:
            try:
                executed = run_tasks(ordered, run.jobs, reporter)
            except Interrupted as stop:
                executed, interrupted = stop.outcomes, True
    else:
        executed = []
    outcomes = {task.lesson: outcome for task, outcome in zip(ordered, executed, strict=True)}
    if run.cache is not None:
        for task in tasks:
            run.cache.keep(task, outcomes[task.lesson])
    return [outcomes.get(task.lesson) or kept[task.lesson].outcome for task in run.tasks], interrupted


def _longest_first(tasks: list[Task], run: CourseRun) -> list[Task]:
    """Order tasks by what they took when they were recorded, unknown ones first: no long one is left for the end, alone."""
    known = {each.lesson: statistics.median(each.seconds) for each in run.runs if each.profile == run.profile}
    return sorted(tasks, key=lambda task: known.get(task.lesson, math.inf), reverse=True)


def _hold_to_bands(run: CourseRun, outcomes: list[Outcome]) -> list[bands.BandCheck]:
    return [
        check
        for outcome in outcomes
        for check in bands.check(outcome, run.bands, bands.Setting.of(outcome, run.profile), run.runs)
    ]


def _record(run: CourseRun, outcomes: list[Outcome], console) -> list[str]:
    """Write what was measured into the modules' bands, say what changed, and return what was refused."""
    refused = []
    for module, (file, lessons) in run.record.items():
        own = [outcome for outcome in outcomes if outcome.module == module]
        done = recording.record(file, own, run.profile, run.seed, lessons)
        for line in (*done.changed, *done.refused):
            _say(console, line)
        refused += done.refused
    for task, outcome in zip(run.tasks, outcomes, strict=True):
        file = committed.file_for(task.folder, task.lesson)
        if committed.applies(outcome, run.profile, run.seed) and committed.write(file, task.notebook):
            _say(console, f"{task.lesson}: its outputs are written to {file}")
    return refused


def _recorded_outputs(run: CourseRun, outcomes: list[Outcome]) -> dict[Path, Path]:
    """Return the file of recorded outputs for each executed notebook that is held to one."""
    return {
        task.notebook: file
        for task, outcome in zip(run.tasks, outcomes, strict=True)
        if committed.applies(outcome, run.profile, run.seed)
        and (file := committed.file_for(task.folder, task.lesson)).is_file()
    }


def _say(console, text: str) -> None:
    console.print(text, markup=False, highlight=False, soft_wrap=True)


def _verify(
    run: CourseRun, outcomes: list[Outcome], kept: dict[str, Kept], recorded: dict[Path, Path], console
) -> tuple[list[Verification], bool]:
    """Verify the lessons that passed; the others have nothing to compare with.

    What was verified stays so, as long as the recorded outputs are the same.
    """
    known = {
        task.lesson: each.verification
        for task in run.tasks
        if (each := kept.get(task.lesson)) and each.verification
        if each.verification.recorded == committed.digest(recorded.get(task.notebook))
    }
    passed = {task.lesson: outcome for task, outcome in zip(run.tasks, outcomes, strict=True) if outcome.passed}
    tasks = [task for task in run.tasks if task.lesson in passed and task.lesson not in known]
    tasks = _longest_first(tasks, run)
    found = dict(known)
    if tasks:
        done, interrupted = _run_again(run, tasks, passed, recorded, console)
        if interrupted:
            return [], True
        for task, verification in zip(tasks, done, strict=True):
            found[task.lesson] = verification
            if run.cache is not None:
                run.cache.keep(task, passed[task.lesson], verification)
    return [found[task.lesson] for task in run.tasks if task.lesson in found], False


def _run_again(
    run: CourseRun, tasks: list[Task], outcomes: dict[str, Outcome], recorded: dict[Path, Path], console
) -> tuple[list[Verification], bool]:
    def report(verification: Verification) -> None:
        setting = bands.Setting.of(outcomes[verification.lesson], run.profile)
        verification.versions = bands.changes(outcomes[verification.lesson], setting, run.runs)
        _say(console, verification.describe())

    try:
        verifications = check_outputs(
            [task.notebook for task in tasks],
            timeout_seconds=max(task.timeout_seconds for task in tasks),
            jobs=run.jobs,
            kernel_name=tasks[0].kernel_name,
            report=report,
            recorded=recorded,
        )
    except KeyboardInterrupt:
        return [], True
    return verifications, False


@contextmanager
def cores_shared(jobs: int):
    """Give each lesson its share of the cores: more threads than cores wait for each other, BLAS's tenfold slower.

    What the user has set of `THREADS` stays.
    """
    share = str(max(1, (os.cpu_count() or 1) // jobs))
    ours = [name for name in THREADS if name not in os.environ] if jobs > 1 else []
    os.environ.update(dict.fromkeys(ours, share))
    try:
        yield
    finally:
        for name in ours:
            del os.environ[name]


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
