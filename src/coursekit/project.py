"""Where the course, the grader's folder and the learner's workspace lie."""

import os
from dataclasses import dataclass
from pathlib import Path

from coursekit.errors import CourseError

MARK = Path("course") / "syllabus.toml"


@dataclass(frozen=True)
class Project:
    """The folders of one checkout, all absolute."""

    root: Path

    @property
    def course(self) -> Path:
        return self.root / "course"

    @property
    def grader(self) -> Path:
        return self.root / "grader"

    @property
    def workspace(self) -> Path:
        """The learner's folder; COURSEKIT_WORKSPACE moves it."""
        return Path(os.environ.get("COURSEKIT_WORKSPACE") or self.root / "workspace").absolute()

    @property
    def exchange(self) -> Path:
        """Where released and submitted assignments meet; COURSEKIT_EXCHANGE moves it."""
        return Path(os.environ.get("COURSEKIT_EXCHANGE") or self.root / "exchange").absolute()

    @property
    def out(self) -> Path:
        """Where runs put executed notebooks, when not told otherwise."""
        return self.root / "out"

    @classmethod
    def find(cls, start: Path | None = None) -> "Project":
        """Find the checkout: COURSEKIT_ROOT, else the nearest parent of `start` that holds a course, else this installation's own.

        Args:
            start: Folder to search upwards from; the current one if not given.

        Raises:
            CourseError: If none of them holds course/syllabus.toml.
        """
        named = os.environ.get("COURSEKIT_ROOT")
        here = Path(start or Path.cwd()).resolve()
        candidates = [Path(named).resolve()] if named else [here, *here.parents, Path(__file__).resolve().parents[2]]
        for folder in candidates:
            if (folder / MARK).is_file():
                return cls(folder)
        raise CourseError(
            f"no course found: looked for {MARK} in {candidates[0]}"
            + ("" if named else " and the folders above it")
            + ". Run this inside a checkout of the course, or set COURSEKIT_ROOT to one."
        )
