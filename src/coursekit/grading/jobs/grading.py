"""One run of `coursekit grade`: which submissions need work, who does it, and what the gradebook says in the end."""

import os
import shutil
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from coursekit.errors import CourseError
from coursekit.grading.jobs.autograded import restore_autograded
from coursekit.grading.jobs.bundle import Bundle, forget_bundle, read_bundle, remove_half_made, write_bundle
from coursekit.grading.jobs.committer import Committed, Committer
from coursekit.grading.jobs.course import GradedCourse
from coursekit.grading.jobs.gradebook import open_gradebook
from coursekit.grading.jobs.lock import grading_lock
from coursekit.grading.jobs.names import check_name
from coursekit.grading.jobs.pool import Crew, local_pool
from coursekit.grading.jobs.results import failed_results
from coursekit.grading.jobs.submissions import Submission, digest_of, find_submissions
from coursekit.grading.jobs.template import notebook_names, write_template
from coursekit.grading.jobs.versions import assignment_version, grader_version, job_key
from coursekit.grading.jobs.worker import Done, Job, Setup
from coursekit.grading.ledger import chain
from coursekit.grading.ledger.anchor import drop_anchor
from coursekit.grading.ledger.audit import differences

JOB_SECONDS = 3 * 3600.0  # a submission of many notebooks, each at its own limit, is done by then


@dataclass(frozen=True)
class Row:
    """How one submission came out.

    Attributes:
        state: "graded", "unchanged" (nothing to do), "restored" (the gradebook had lost or changed its score),
            "failed" (counts as 0; an instructor has to look) or "refused" (not graded at all).
        note: Why it failed or was refused, or what was mended; empty otherwise.
        committed: What the gradebook says; None if refused.
        contained: Whether all its code ran in a sandbox; None where nothing ran.
    """

    learner: str
    state: str
    note: str = ""
    committed: Committed | None = None
    contained: bool | None = None
    seconds: float = 0.0


@dataclass(frozen=True)
class Options:
    """How to grade.

    Attributes:
        jobs: Submissions side by side.
        learner: Grade only this one.
        force: Grade again what did not change.
        unsandboxed: Allow grading without a sandbox; rows say so.
        job_seconds: Give a submission up after so many seconds.
        make_executor: Called with worker setup and number of workers; a pool of local processes if not given.
    """

    jobs: int = 2
    learner: str | None = None
    force: bool = False
    unsandboxed: bool = False
    job_seconds: float = JOB_SECONDS
    make_executor: Callable[[Setup, int], Executor] = local_pool


class Reporter:
    """Is told what happens; says nothing. The reporters of `progress` override what they show."""

    def begin(self, total: int, unchanged: int) -> None:
        """`total` submissions were found, and `unchanged` of them need no work."""

    def started(self, learner: str) -> None:
        """A worker got this submission."""

    def finished(self, row: Row) -> None:
        """A submission is in the gradebook, or was refused."""

    def tick(self) -> None:
        """Time went by."""


def grade(
    course: GradedCourse, assignment: str, options: Options = Options(), reporter: Reporter | None = None
) -> list[Row]:
    """Grade all submissions of an assignment that need it, and bring gradebook, ledger and autograded/ up to date.

    Killed at any point and called again, it ends in the same gradebook.

    Returns:
        One row a submission, by learner.

    Raises:
        CourseError: If the assignment or learner is unknown, another run is at work, or no sandbox can be had.
    """
    check_name("assignment", assignment)
    with grading_lock(course.state / "grade.lock"), open_gradebook(course) as engine:
        return _Run(course, engine, assignment, options, reporter or Reporter()).run()


def check(course: GradedCourse, assignment: str) -> list[str]:
    """Return in words everything about which the ledger and the gradebook do not agree, and how to mend it."""
    check_name("assignment", assignment)
    with open_gradebook(course) as engine:
        chain.create(engine)
        with engine.connect() as connection:
            return differences(connection, assignment, course.state / "ledger-end.json")


class _Run:
    def __init__(self, course: GradedCourse, engine: Engine, assignment: str, options: Options, reporter: Reporter):
        self.course, self.engine, self.assignment = course, engine, assignment
        self.options, self.reporter = options, reporter
        self.template = course.scratch / "template.db"

    def run(self) -> list[Row]:
        submissions = self._submissions()
        grader = grader_version(self.course)
        version = assignment_version(self.course, self.engine, self.assignment)
        self._tidy()
        write_template(self.engine, self.assignment, self.template)
        self.notebooks = notebook_names(self.engine, self.assignment)
        self.committer = Committer(self.course, self.engine)
        good = [submission for submission in submissions if not submission.fault]
        jobs = [self._job(submission, version, grader) for submission in good]
        self._forget_superseded({job.learner: job.key for job in jobs})
        bundles = {job.key: read_bundle(self.course.bundles, job.key) for job in jobs}
        todo = [job for job in jobs if self.options.force or bundles[job.key] is None or bundles[job.key].failure]
        self.reporter.begin(len(submissions), len(jobs) - len(todo))
        rows = [Row(each.learner, "refused", each.fault) for each in submissions if each.fault]
        for row in rows:
            self.reporter.finished(row)
        rows += self._graded(jobs, todo)
        with self.engine.connect() as connection:
            drop_anchor(self.course.state / "ledger-end.json", connection)
        shutil.rmtree(self.course.scratch, ignore_errors=True)
        return sorted(rows, key=lambda row: row.learner)

    def _submissions(self) -> list[Submission]:
        found = find_submissions(self.course, self.assignment)
        if self.options.learner is not None:
            check_name("learner", self.options.learner)
            found = [submission for submission in found if submission.learner == self.options.learner]
        if not found:
            place = self.course.path("submitted", self.options.learner or "*", self.assignment)
            raise CourseError(f"no submission of {self.assignment} in {place}. Run: nbgrader collect {self.assignment}")
        return found

    def _tidy(self) -> None:
        """Remove what a killed run left half made; what it finished stays."""
        shutil.rmtree(self.course.scratch, ignore_errors=True)
        self.course.scratch.mkdir(parents=True)
        self.course.bundles.mkdir(exist_ok=True)
        remove_half_made(self.course.bundles)
        self.course.log.write_text("", encoding="utf-8")

    def _job(self, submission: Submission, version: str, grader: str) -> Job:
        key = job_key(
            submission.learner, digest_of(submission.folder), version, grader, unsandboxed=self.options.unsandboxed
        )
        folder, template = str(submission.folder), str(self.template)
        return Job(key, submission.learner, self.assignment, grader, folder, template, self.notebooks)

    def _forget_superseded(self, keys: dict[str, str]) -> None:
        """Remove bundles of submissions that were handed in anew, or that an older grader made."""
        for record in self.course.bundles.glob("*/bundle.json"):
            bundle = read_bundle(self.course.bundles, record.parent.name)
            if bundle is None:
                forget_bundle(self.course.bundles, record.parent.name)
            elif bundle.assignment == self.assignment and keys.get(bundle.learner, bundle.key) != bundle.key:
                forget_bundle(self.course.bundles, bundle.key)

    def _graded(self, jobs: list[Job], todo: list[Job]) -> list[Row]:
        """Run what is to do, and commit everything in the order of learners, so that each run writes the same rows."""
        rows: list[Row] = []
        ended: dict[str, Done] = {}
        working = {job.key for job in todo}

        def commit_what_is_ready() -> None:
            while len(rows) < len(jobs) and (jobs[len(rows)].key in ended or jobs[len(rows)].key not in working):
                job = jobs[len(rows)]
                rows.append(self._commit(job, ended.get(job.key)))
                self.reporter.finished(rows[-1])

        commit_what_is_ready()
        for done in self._crew().run(todo):
            if done.refused:
                raise CourseError(done.failure)
            ended[done.key] = done
            commit_what_is_ready()
        return rows

    def _crew(self) -> Crew:
        setup = Setup(str(self.course.folder), self.options.unsandboxed, self.options.job_seconds, dict(os.environ))
        return Crew(
            lambda workers: self.options.make_executor(setup, workers),
            self.options.jobs,
            on_start=lambda job: self.reporter.started(job.learner),
            on_tick=self.reporter.tick,
        )

    def _commit(self, job: Job, done: Done | None) -> Row:
        if done and done.failure:
            self._write_failed(job, done.failure)
        bundle = read_bundle(self.course.bundles, job.key)
        if bundle is None:
            bundle = self._write_failed(job, "its result can't be read back from the disk; run the command again")
        restored = restore_autograded(self.course, bundle)
        try:
            committed = self.committer.commit(bundle, again=done is not None and self.options.force)
        except CourseError as problem:
            return Row(job.learner, "refused", str(problem))
        state = "failed" if bundle.failure else "graded" if done else "restored"
        if not done and not restored and not committed.changed:
            state = "unchanged"
        contained = [cell.contained for cell in bundle.cells if cell.contained is not None]
        return Row(
            job.learner,
            state,
            bundle.failure or "; ".join(bundle.mends),
            committed,
            all(contained) if contained else None,
            done.seconds if done else 0.0,
        )

    def _write_failed(self, job: Job, why: str) -> Bundle:
        cells, comments = failed_results(Path(job.template), why)
        bundle = Bundle(job.key, job.learner, job.assignment, job.grader, None, cells, comments, failure=why)
        return write_bundle(bundle, self.course.bundles, None)
