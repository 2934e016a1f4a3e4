"""The verb `coursekit run`."""

import os
from pathlib import Path
from typing import Annotated

import typer

from coursekit.errors import CourseError
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
    kernel: Annotated[
        str | None,
        typer.Option(help="Kernel to run in. Default: in smoke a warm one where it can be had, else the lessons' own."),
    ] = None,
    backend: Annotated[
        str | None,
        typer.Option(help="Keras's backend: tensorflow, jax or torch. Default: KERAS_BACKEND, else tensorflow."),
    ] = None,
    cache: Annotated[
        bool, typer.Option("--cache/--no-cache", help="Don't run lessons again of which nothing has changed.")
    ] = True,
    record: Annotated[
        bool,
        typer.Option("--record", help="Write what is measured into the modules' bands.toml instead of comparing."),
    ] = False,
    repeat_checks: Annotated[
        int,
        typer.Option(min=0, help="Run each check so many times more: does chance ever refuse a right answer?"),
    ] = 0,
) -> None:
    """Execute the lessons' solutions, and hold their results to the recorded bands.

    A lesson of which nothing has changed (text, modules, data, versions, profile, seed, machine) is not run again,
    except to repeat its checks.

    Exit code: 0 all good, 1 a lesson, band or verification failed, 2 bad input, 3 profile gpu without a GPU, 130 interrupted.
    """
    from coursekit.execution import backends

    known_profile(profile)
    if chosen := backend or os.environ.get("KERAS_BACKEND"):
        backends.use(chosen, few_steps=profile == "smoke")
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
            cache=cache,
            record=record,
            repeats=repeat_checks,
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
    cache: bool = True,
    record: bool = False,
    repeats: int = 0,
) -> int:
    """Do what `coursekit run` does, and return its exit code.

    Args:
        repeats: How many more times each check runs; if any, nothing is taken from the cache or kept there.

    Raises:
        CourseError: For an unknown lesson, profile or kernel, or malformed bands, or repeated checks in a run that records.
    """
    import tempfile

    from coursekit.execution import backends, bands, course, forking, plan, progress
    from coursekit.execution.cache import Cache
    from coursekit.kernels import choosing, kernelspec

    known_profile(profile)
    if repeats and record:
        raise CourseError("--record writes how long a lesson takes: run --repeat-checks without it")
    cache = cache and not repeats
    if profile == "gpu":
        print(backends.require_gpu(), flush=True)
    lessons = plan.chosen_lessons(syllabus, names)
    modules = {name: _bands_file(syllabus, name) for name in sorted({lesson.module for lesson in lessons})}
    known_bands = [band for file, names in modules.values() for band in bands.read(file, names)]
    known_runs = tuple(run for file, names in modules.values() for run in bands.read_runs(file, names))
    plan.require_data(lessons, profile)
    kernel = kernel or kernel_for(lessons, profile)
    out = (out or project.out / profile).absolute()
    kept = project.out / "cache" if cache else None
    jobs = jobs or default_jobs(profile, len(lessons))
    warm_up = choosing.prepare if kernel == kernelspec.NAME else None
    with tempfile.TemporaryDirectory(prefix="coursekit-") as scratch:
        if warm_up and not (kept and kept.is_dir()):
            # Then every lesson is going to be executed: what kernels and workers import is imported while they are built.
            with course.cores_shared(jobs):
                warm_up()
            forking.prepare()
        tasks = plan.build_tasks(
            lessons,
            scratch=Path(scratch),
            out=out,
            profile=profile,
            seed=seed,
            timeout_seconds=timeout_seconds,
            kernel_name=kernel,
            repeats=repeats,
            root=project.root if cache else None,
            cache=kept,
        )
        plan.require_kernels(tasks)
        return course.execute(
            course.CourseRun(
                tasks,
                known_bands,
                profile,
                seed,
                jobs,
                out,
                junit,
                verify,
                runs=known_runs,
                cache=Cache(kept) if kept else None,
                record=modules if record else {},
                warm_up=warm_up,
            ),
            progress.console(),
        )


def kernel_for(lessons, profile: str) -> str | None:
    """Return the warm kernel if it can serve these lessons, and let it see the store of data sets; None: their own."""
    from coursekit import devices
    from coursekit.datasets.resolution import mirror_folder
    from coursekit.datasets.storage import cache_folder
    from coursekit.kernels import choosing

    os.environ.setdefault("COURSEKIT_CACHE", str(cache_folder()))  # a contained kernel has another home
    data = {name for lesson in lessons for name in lesson.datasets}
    return choosing.for_own_notebooks(profile, devices.backend(), data, mirror_folder())


def default_jobs(profile: str, lessons: int) -> int:
    """Return how many lessons run at a time when nobody says: in smoke as many as processors, else one."""
    return max(1, min(lessons, os.cpu_count() or 1)) if profile == "smoke" else 1


def _bands_file(syllabus: Syllabus, name: str) -> tuple[Path, tuple[str, ...]]:
    """Return where a module's bands stand, and the lessons that they may be of."""
    module = syllabus.module(name)
    return module.folder / "bands.toml", tuple(lesson.name for lesson in module.lessons)
