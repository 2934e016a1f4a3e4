"""What a worker process does: load the course once, then grade one submission after another in a scratch course of its own."""

import logging
import os
import shutil
import stat
import tempfile
import threading
import time
from dataclasses import dataclass
from multiprocessing import connection, parent_process
from pathlib import Path

import psutil

from coursekit.errors import CourseError
from coursekit.grading.jobs.bundle import Bundle, write_bundle
from coursekit.grading.jobs.course import GradedCourse
from coursekit.grading.jobs.results import read_mends, read_results
from coursekit.grading.repair.files import clean_submission

SCRATCH_DATABASE = "gradebook.db"


@dataclass(frozen=True)
class Setup:
    """What a worker has to know before its first job; plain data, for it crosses to another process.

    Attributes:
        folder: The course's folder.
        unsandboxed: Whether grading without a sandbox is allowed.
        job_seconds: After how many seconds a job is given up, and its worker with it.
        environment: Environment variables to work under.
    """

    folder: str
    unsandboxed: bool
    job_seconds: float
    environment: dict[str, str]


@dataclass(frozen=True)
class Job:
    """One submission to grade.

    Attributes:
        submitted: Its folder.
        template: The scratch gradebook to start from.
        notebooks: Names of the assignment's notebooks.
    """

    key: str
    learner: str
    assignment: str
    grader: str
    submitted: str
    template: str
    notebooks: tuple[str, ...]


@dataclass(frozen=True)
class Done:
    """How a job ended.

    Attributes:
        failure: Why there is no bundle; None if there is one.
        refused: Whether nothing may be graded at all (no sandbox); `failure` says how to mend it.
        memory_mib: Memory that the worker holds after the job.
    """

    key: str
    seconds: float
    failure: str | None = None
    refused: bool = False
    memory_mib: float = 0.0


_worker: "Worker | None" = None


def start(setup: Setup) -> None:  # pragma: no cover (runs in worker processes, which are not measured)
    """Make this process a worker. Called once in each."""
    global _worker
    os.environ.clear()
    os.environ.update(setup.environment)
    course = GradedCourse.load(Path(setup.folder))
    if setup.unsandboxed:
        course.allow_unsandboxed()
    course.config.RepairingExporter.cleaned = True  # the worker itself hands over cleaned submissions
    _write_output_to(course.log)
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    _worker = Worker(course, setup.job_seconds)


def run(job: Job) -> Done:  # pragma: no cover (runs in worker processes, which are not measured)
    """Grade one submission in this worker."""
    return _worker.run(job)


def _write_output_to(log: Path) -> None:  # pragma: no cover (runs in worker processes, which are not measured)
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(handle, 1)
    os.dup2(handle, 2)
    os.close(handle)
    logging.getLogger("traitlets").addHandler(logging.StreamHandler(os.fdopen(os.dup(2), "w")))


def _leave_with_parent() -> None:  # pragma: no cover (runs in worker processes, which are not measured)
    """End with the process that gives out the jobs, however that ends: nobody would collect the results."""
    connection.wait([parent_process().sentinel])
    leave(70)


def leave(code: int) -> None:  # pragma: no cover (runs in worker processes, which are not measured)
    """End this process at once, and the kernels that it started."""
    for child in psutil.Process().children(recursive=True):
        try:
            child.kill()
        except psutil.NoSuchProcess:
            continue
    os._exit(code)


class Worker:
    """Grades submissions one after another.

    Args:
        job_seconds: After how many seconds a job is given up, and the process with it.
    """

    def __init__(self, course: GradedCourse, job_seconds: float):
        self.course, self.job_seconds = course, job_seconds

    def run(self, job: Job) -> Done:
        """Grade one submission; write its bundle, or say why there is none."""
        began = time.perf_counter()
        limit = threading.Timer(self.job_seconds, leave, [75])
        limit.daemon = True
        limit.start()
        self.course.scratch.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(dir=self.course.scratch, prefix=f"{job.key[:16]}-"))
        failure, refused = None, False
        try:
            self._grade(job, scratch)
        except Exception as problem:  # whatever it is, it belongs into the row of this learner
            logging.getLogger("traitlets").exception("grading %s failed", job.learner)
            failure, refused = _in_words(problem), _no_sandbox(problem)
        finally:
            limit.cancel()
            shutil.rmtree(scratch, ignore_errors=True)
        memory_mib = psutil.Process().memory_info().rss / 2**20
        return Done(job.key, time.perf_counter() - began, failure, refused, memory_mib)

    def _grade(self, job: Job, scratch: Path) -> None:
        database = scratch / SCRATCH_DATABASE
        shutil.copyfile(job.template, database)
        converter = self.course.converter(
            root=str(scratch),
            db_url=f"sqlite:///{database}",
            source_directory=self._absolute("source"),
            release_directory=self._absolute("release"),
            assignment_id=job.assignment,
            student_id="*",
            notebook_id="*",
        )
        submitted = Path(converter.coursedir.format_path("submitted", job.learner, job.assignment))
        mends = self._hand_over(job, submitted)
        handed_in = converter.coursedir.get_existing_timestamp(str(submitted))
        try:
            converter.start()
        except Exception as problem:
            raise converter.problem or problem from problem
        autograded = Path(converter.coursedir.format_path("autograded", job.learner, job.assignment))
        cells, comments = read_results(database, autograded, judged=self.course.is_judged())
        mends = tuple(dict.fromkeys([*mends, *read_mends(autograded)])) if self.course.repairs() else mends
        bundle = Bundle(
            key=job.key,
            learner=job.learner,
            assignment=job.assignment,
            grader=job.grader,
            timestamp=handed_in.isoformat() if handed_in else None,
            cells=cells,
            comments=comments,
            mends=mends,
        )
        write_bundle(bundle, self.course.bundles, autograded)

    def _hand_over(self, job: Job, into: Path) -> tuple[str, ...]:
        """Copy the submission into the scratch course: cleaned, where the policy completes what cleaning takes away."""
        if self.course.repairs():
            mends = clean_submission(Path(job.submitted), into, expected=list(job.notebooks))
            return tuple(mend.text for mend in mends)
        shutil.copytree(job.submitted, into, ignore=_all_but_plain_files)
        if not any((into / f"{name}.ipynb").is_file() for name in job.notebooks):
            raise CourseError(f"no notebook of this assignment was handed in; expected: {', '.join(job.notebooks)}")
        return ()

    def _absolute(self, step: str) -> str:
        """Where the instructor's own notebooks lie, said in a way that does not depend on the root."""
        coursedir = self.course.coursedir()
        return str(Path(coursedir.root, getattr(coursedir, f"{step}_directory")))


def _all_but_plain_files(folder: str, names: list[str]) -> list[str]:
    """What copytree is to leave out: links, pipes, devices."""
    paths = {name: os.lstat(os.path.join(folder, name)).st_mode for name in names}
    return [name for name, mode in paths.items() if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))]


def _in_words(problem: Exception) -> str:
    first = (str(problem).strip().splitlines() or [""])[0]
    return first if isinstance(problem, CourseError) else f"{type(problem).__name__}: {first}".rstrip(": ")


def _no_sandbox(problem: BaseException | None) -> bool:
    while problem is not None:
        if any(kind.__name__ == "SandboxUnavailable" for kind in type(problem).__mro__):
            return True
        problem = problem.__cause__ or problem.__context__
    return False
