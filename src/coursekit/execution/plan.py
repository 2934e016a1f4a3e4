"""From lessons to tasks: one notebook to execute, with all that its worker must know, as plain data."""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from coursekit.errors import CourseError

TIMEOUT_SECONDS = {"smoke": 120, "cpu": 3600, "gpu": 3600}  # for one cell; a lesson trains for minutes, seed after seed


@dataclass(frozen=True)
class Task:
    """One notebook to execute.

    Attributes:
        source: The notebook to execute; any notebook will do.
        folder: Where its pictures lie (`![](picture.png)`); the lesson's own folder.
        out: The folder of the run; the notebook and its page land in `out`/`module`.
        kernel_name: The kernel to run it in; None: the one that the notebook names.
        repeats: How many more times each check runs once it has passed.
        fingerprint: Hash of all that the run depends on; empty: it is not to be kept.
    """

    module: str
    lesson: str
    source: Path
    folder: Path
    out: Path
    parameters: dict
    timeout_seconds: int
    kernel_name: str | None = None
    fingerprint: str = ""
    repeats: int = 0

    @property
    def notebook(self) -> Path:
        """Where the executed notebook lands."""
        return self.out / self.module / f"{self.lesson}.ipynb"

    @property
    def page(self) -> Path:
        """Where its HTML lands."""
        return self.notebook.with_suffix(".html")

    def clear(self) -> None:
        """Remove what an earlier run left, so that it can't be taken for this run's."""
        for file in (self.notebook, self.page):
            file.unlink(missing_ok=True)
        self.notebook.parent.mkdir(parents=True, exist_ok=True)

    def to_json(self) -> str:
        """Return the text that `from_json` takes back."""
        return json.dumps(asdict(self), default=str)

    @classmethod
    def from_json(cls, text: str) -> "Task":
        """Rebuild what `to_json` made."""
        data = json.loads(text)
        return cls(**{**data, **{name: Path(data[name]) for name in ("source", "folder", "out")}})


def chosen_lessons(syllabus, names: list[str]) -> tuple:
    """Return the lessons called `names`, each once; all of the course where no name is given.

    Raises:
        CourseError: If a name is unknown; the message lists the known ones.
    """
    if not names:
        return syllabus.lessons
    return tuple(syllabus.lesson(name) for name in dict.fromkeys(names))


def build_tasks(
    lessons,
    *,
    scratch: Path,
    out: Path,
    profile: str,
    seed: int,
    timeout_seconds: int | None,
    kernel_name: str | None,
    repeats: int = 0,
    root: Path | None = None,
    cache: Path | None = None,
) -> list[Task]:
    """Build each lesson's solution notebook under `scratch` and return the tasks that execute them.

    Args:
        root: The checkout, for the fingerprints of what may be kept; None: nothing is kept.
        cache: Where built notebooks are kept; None: each is built.
    """
    from coursekit.execution.built import built
    from coursekit.execution.fingerprint import fingerprint

    tasks = []
    for lesson in lessons:
        source = scratch / f"{lesson.name}.ipynb"
        source.write_bytes(built(lesson, cache))
        task = Task(
            module=lesson.module,
            lesson=lesson.name,
            source=source,
            folder=lesson.path.parent,
            out=out,
            parameters={"PROFILE": profile, "SEED": seed},
            timeout_seconds=timeout_seconds or TIMEOUT_SECONDS[profile],
            kernel_name=kernel_name,
            repeats=repeats,
        )
        known = fingerprint(task, lesson.datasets, root) if root else ""
        tasks.append(replace(task, fingerprint=known))
    return tasks


def require_data(lessons, profile: str) -> None:
    """Check, before anything runs, that the lessons' real data sets are to be had; in smoke a synthetic twin may stand in.

    Raises:
        CourseError: If one is not; the message says what was tried and how to get it.
    """
    if profile == "smoke":
        return
    from coursekit.datasets import readiness

    for name in dict.fromkeys(name for lesson in lessons for name in lesson.datasets):
        readiness.require(name, profile)


def require_kernels(tasks: list[Task]) -> None:
    """Check that every kernel which the tasks want is registered.

    Raises:
        CourseError: If one is not; the message lists the known ones.
    """
    import nbformat
    from jupyter_client.kernelspec import KernelSpecManager

    known = sorted(KernelSpecManager().find_kernel_specs())
    for task in tasks:
        name = task.kernel_name
        if name is None:
            name = nbformat.read(task.source, as_version=4).metadata.get("kernelspec", {}).get("name")
            if name is None:
                choices = ", ".join(known)
                raise CourseError(f"{task.lesson}: its notebook names no kernel; name one with --kernel ({choices})")
        if name not in known:
            raise CourseError(
                f"{task.lesson}: kernel {name!r} is not registered; known kernels: {', '.join(known)}. "
                "`make env` registers the course's own; --kernel takes another one."
            )
