"""`coursekit audit` and `coursekit release`."""

from typing import Annotated

import typer


def audit(
    modules: Annotated[list[str] | None, typer.Argument(help="Modules to audit; all, if none is named.")] = None,
    lesson: Annotated[list[str] | None, typer.Option(help="Only this lesson; may be given more than once.")] = None,
    jobs: Annotated[int, typer.Option(min=1, help="Graders side by side.")] = 2,
    isolate: Annotated[
        bool, typer.Option(help="One answer a submission: slower, and proof that answers do not meet.")
    ] = False,
) -> None:
    """Run every answer panel through autograde; fail on any right answer rejected or wrong one accepted.

    Example: coursekit audit 04_cnn_cifar10 --lesson convolution_by_hand
    """
    import sys

    from rich.console import Console
    from rich.table import Table

    from coursekit.grading.audit import audit, summary
    from coursekit.project import Project
    from coursekit.syllabus import load

    project = Project.find()
    console = Console(width=None if sys.stdout.isatty() else 140)  # a log has no width of its own: cut no name short
    syllabus = load(project.course)
    lessons = [syllabus.lesson(name) for name in lesson or ()]
    chosen = [syllabus.module(name) for name in modules or ()] or [
        module for module in syllabus.modules if not lessons or module.name in {item.module for item in lessons}
    ]
    verdicts = []
    for module in chosen:
        names = [item.name for item in lessons]
        verdicts += audit(project, module, lessons=names, jobs=jobs, isolate=isolate, on_step=console.print)
    table = Table(title="Answer panels, graded by nbgrader autograde")
    for column in ("lesson", "exercise", "right accepted", "wrong rejected", "stub at 0", "hard-coded rejected"):
        table.add_column(column)
    totals = dict.fromkeys(("right", "wrong", "stub", "hard-coded"), (0, 0))
    for name, exercise, counts in summary(verdicts):
        table.add_row(name, exercise, *(f"{good}/{all_}" for good, all_ in counts.values()))
        totals = {kind: (totals[kind][0] + good, totals[kind][1] + all_) for kind, (good, all_) in counts.items()}
    table.add_section()
    table.add_row("all", "", *(f"{100 * good / max(all_, 1):g}%  ({good}/{all_})" for good, all_ in totals.values()))
    console.print(table)
    faults = [verdict for verdict in verdicts if verdict.fault]
    for verdict in faults:
        trial = verdict.trial
        console.print(
            f"MISS {trial.lesson}/{trial.exercise}, {trial.kind} {trial.tag!r}: {verdict.fault}",
            markup=False,
            soft_wrap=True,
        )
    if faults or not verdicts:
        raise typer.Exit(1)


def release(
    modules: Annotated[list[str] | None, typer.Argument(help="Modules to release; all, if none is named.")] = None,
) -> None:
    """Build, generate and release modules to the exchange with nbgrader's verbs, where anything changed.

    Example: coursekit release 04_cnn_cifar10
    """
    from coursekit.grading.release import release
    from coursekit.project import Project

    for module, folder in release(Project.find(), modules or (), on_step=print).items():
        print(f"{module}: {folder}")
