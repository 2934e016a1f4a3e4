"""`coursekit grade`."""

from pathlib import Path
from typing import Annotated

import typer


def grade(
    module: Annotated[str, typer.Argument(help="Module whose submissions to grade.")],
    jobs: Annotated[int, typer.Option(min=1, help="Submissions side by side.")] = 2,
    learner: Annotated[str | None, typer.Option(help="Grade this learner's submission only.")] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Grade nothing: verify the ledger, and that the gradebook says the same.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Grade again what has not changed.")] = False,
    allow_unsandboxed: Annotated[
        bool,
        typer.Option("--allow-unsandboxed", help="Grade even where no sandbox can be had; every such row says so."),
    ] = False,
    course_dir: Annotated[
        Path | None, typer.Option(help="Folder of another nbgrader course; this checkout's grader/ if not given.")
    ] = None,
) -> None:
    """Grade all submissions of a module that are new or changed, side by side; safe to stop and start again.

    Example: coursekit grade 04_cnn_cifar10 --jobs 2
    """
    from coursekit.grading.jobs import early

    if not check:
        early.prepare()
        from coursekit.kernels import choosing

        choosing.prepare()
    from coursekit.grading.jobs import grading
    from coursekit.grading.jobs.course import GradedCourse
    from coursekit.project import Project

    course = GradedCourse.load(course_dir or Project.find().grader)
    if check:
        _check(course, module)
        return
    options = grading.Options(jobs=jobs, learner=learner, force=force, unsandboxed=allow_unsandboxed)
    _grade(course, module, options)


def _check(course, module: str) -> None:
    from coursekit.grading.jobs.grading import check

    faults = check(course, module)
    for fault in faults:
        print(fault)
    if faults:
        raise typer.Exit(1)
    print(f"{module}: the ledger is whole and the gradebook says the same.")


def _grade(course, module: str, options) -> None:
    import sys

    from rich.console import Console

    from coursekit.grading.jobs.grading import grade
    from coursekit.grading.jobs.progress import reporter_for, table_of
    from coursekit.grading.jobs.worker import leave

    console = Console(width=None if sys.stdout.isatty() else 140)
    try:
        with reporter_for(console) as reporter:
            rows = grade(course, module, options, reporter)
    except KeyboardInterrupt:
        print("stopped: what was graded so far is kept; run the same command again to go on", file=sys.stderr)
        sys.stdout.flush()
        leave(130)
    console.print(table_of(rows))
    if any(row.contained is False for row in rows):
        console.print("Rows marked NO ran without a sandbox: their learners' code could read and change your files.")
    console.print(f"Feedback comes next: nbgrader generate_feedback {module}", soft_wrap=True)
    if any(row.state in ("failed", "refused") for row in rows):
        raise typer.Exit(1)
