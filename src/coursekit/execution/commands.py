"""The verb `coursekit run`."""

import os
from pathlib import Path
from typing import Annotated

import typer

from coursekit.profiles import PROFILES, known_profile
from coursekit.project import Project
from coursekit.syllabus import Syllabus, load

PROFILE_HELP = "; ".join(f"{name}: {meaning}" for name, meaning in PROFILES.items())


def run(
    lessons: Annotated[list[str] | None, typer.Argument(help="Lessons to run; all of them if none is named.")] = None,
    profile: Annotated[str, typer.Option(help=PROFILE_HELP)] = "smoke",
    jobs: Annotated[
        int | None,
        typer.Option(
            min=1, help="Lessons at a time. Default: in smoke one a processor, else one on the whole machine."
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for notebooks, pages, tables. Default: out/<profile>.")
    ] = None,
    junit: Annotated[Path | None, typer.Option(help="Write JUnit XML to this file.")] = None,
    seed: Annotated[int, typer.Option(help="The SEED that every lesson gets.")] = 0,
    timeout_seconds: Annotated[
        int | None, typer.Option(min=1, help="Limit for one cell. Default: 120 in profile smoke, else 3600.")
    ] = None,
    verify: Annotated[
        bool, typer.Option("--verify", help="Run each lesson again and compare outputs (nbval).")
    ] = False,
    kernel: Annotated[str | None, typer.Option(help="Kernel to run in. Default: the lessons' own.")] = None,
    backend: Annotated[
        str | None,
        typer.Option(help="Keras's backend: tensorflow, jax or torch. Default: KERAS_BACKEND, else tensorflow."),
    ] = None,
) -> None:
    """Execute the lessons' solutions, and hold their results to the recorded bands.

    Exit code: 0 all good, 1 a lesson, band or verification failed, 2 bad input, 3 profile gpu without a GPU, 130 interrupted.
    """
    from coursekit.execution import backends

    known_profile(profile)
    if chosen := backend or os.environ.get("KERAS_BACKEND"):
        backends.use(chosen)
    project = Project.find()
    syllabus = load(project.course)
    raise typer.Exit(
        run_lessons(
            project,
            syllabus,
            lessons or [],
            profile=profile,
            jobs=jobs,
            out=out,
            junit=junit,
            seed=seed,
            timeout_seconds=timeout_seconds,
            verify=verify,
            kernel=kernel,
        )
    )


def run_lessons(
    project: Project,
    syllabus: Syllabus,
    names: list[str],
    *,
    profile: str,
    seed: int = 0,
    jobs: int | None = None,
    out: Path | None = None,
    junit: Path | None = None,
    timeout_seconds: int | None = None,
    verify: bool = False,
    kernel: str | None = None,
) -> int:
    """Do what `coursekit run` does, and return its exit code.

    Raises:
        CourseError: For an unknown lesson, profile or kernel, or malformed bands.
    """
    import tempfile

    from coursekit.execution import backends, bands, course, plan, progress

    known_profile(profile)
    if profile == "gpu":
        print(backends.require_gpu(), flush=True)
    lessons = plan.chosen_lessons(syllabus, names)
    known_bands = _bands(syllabus, {lesson.module for lesson in lessons}, bands)
    plan.require_data(lessons, profile)
    out = (out or project.out / profile).absolute()
    with tempfile.TemporaryDirectory(prefix="coursekit-") as scratch:
        tasks = plan.build_tasks(
            lessons,
            scratch=Path(scratch),
            out=out,
            profile=profile,
            seed=seed,
            timeout_seconds=timeout_seconds,
            kernel_name=kernel,
        )
        plan.require_kernels(tasks)
        jobs = jobs or default_jobs(profile, len(tasks))
        return course.execute(
            course.CourseRun(tasks, known_bands, profile, seed, jobs, out, junit, verify), progress.console()
        )


def default_jobs(profile: str, lessons: int) -> int:
    """Return how many lessons run at a time when nobody says: in smoke as many as processors, else one."""
    return max(1, min(lessons, os.cpu_count() or 1)) if profile == "smoke" else 1


def _bands(syllabus: Syllabus, modules: set[str], bands) -> list:
    found = []
    for name in sorted(modules):
        module = syllabus.module(name)
        found += bands.read(module.folder / "bands.toml", tuple(lesson.name for lesson in module.lessons))
    return found
