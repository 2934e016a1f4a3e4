"""An nbgrader course under its own configuration: where its folders lie and which parts grade it."""

import contextlib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from traitlets.config import Config

from coursekit.errors import CourseError

POLICY = "nbgrader_config.py"


@dataclass(frozen=True)
class GradedCourse:
    """An nbgrader course directory, as nbgrader itself would load it there.

    Attributes:
        folder: Where its nbgrader_config.py lies.
        root: nbgrader's CourseDirectory.root; normally the same.
        db_url: The gradebook.
        config: Everything that nbgrader read: the course's file and the user's own ones.
    """

    folder: Path
    root: Path
    db_url: str
    config: Config

    @classmethod
    def load(cls, folder: Path) -> "GradedCourse":
        """Load the configuration as an nbgrader verb started in `folder` does.

        Raises:
            CourseError: If there is no nbgrader_config.py.
        """
        folder = folder.resolve()
        if not (folder / POLICY).is_file():
            raise CourseError(f"{folder} is no nbgrader course: it holds no {POLICY}. Name the course's folder.")
        from nbgrader.apps import AutogradeApp

        with inside(folder):
            path_before = list(sys.path)
            app = AutogradeApp()
            app.initialize([])
            sys.path[:] = path_before
            coursedir = app.coursedir
            return cls(folder, Path(coursedir.root), coursedir.db_url, app.config)

    @property
    def state(self) -> Path:
        """Bundles, scratch folders, the lock and the log."""
        return self.root / ".coursekit"

    @property
    def bundles(self) -> Path:
        return self.state / "bundles"

    @property
    def scratch(self) -> Path:
        return self.state / "jobs"

    @property
    def log(self) -> Path:
        return self.state / "grade.log"

    def coursedir(self, **values):
        """Return nbgrader's CourseDirectory with some traits changed."""
        from nbgrader.coursedir import CourseDirectory

        return CourseDirectory(config=self.config, **({"root": str(self.root)} | values))

    def path(self, step: str, learner: str, assignment: str) -> Path:
        """Return nbgrader's folder for one step, e.g. step "submitted"."""
        coursedir = self.coursedir()
        return Path(coursedir.format_path(getattr(coursedir, f"{step}_directory"), learner, assignment))

    def converter(self, **values):
        """Return nbgrader's Autograde for this course, its course directory changed by `values`."""
        from coursekit.grading.jobs.convert import RecordingAutograde

        return RecordingAutograde(coursedir=self.coursedir(**values), config=self.config)

    def is_judged(self) -> bool:
        """Whether the policy lets the judge write scores and reasons; elsewhere a cell's metadata may be the learner's own."""
        return _names(self.converter().autograde_preprocessors, "JudgeExecute")

    def repairs(self) -> bool:
        """Whether the policy rebuilds a notebook's graded cells from the gradebook."""
        return _names(self.converter().sanitize_preprocessors, "RepairCells")

    def allow_unsandboxed(self) -> None:
        """Let the policy's parts grade without a sandbox; they mark what they grade so."""
        self.config.JudgeExecute.allow_unsandboxed = True


def _names(kinds: list, name: str) -> bool:
    """Whether one of the classes is called `name`, or inherits from one that is."""
    return any(ancestor.__name__ == name for kind in kinds for ancestor in getattr(kind, "__mro__", ()))


@contextlib.contextmanager
def inside(folder: Path) -> Iterator[None]:
    """Work in `folder`, as nbgrader reads its configuration from where it stands."""
    before = os.getcwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
