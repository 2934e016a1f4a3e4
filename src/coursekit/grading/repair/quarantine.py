"""Cleaned copies of the submissions that a converter is about to grade, and a course directory that points at them."""

import re
import shutil
import tempfile
import weakref
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory

from coursekit.grading.repair.files import clean_submission
from coursekit.grading.repair.names import fault_of_name, printable

FORBIDDEN_IN_ID = re.compile(r"""[<>"`\\/|*?\[\]{}]|^[-.~=+@]|^\s|\s$""")  # markup, paths, patterns, options, formulas


class Quarantine:
    """A private folder with a cleaned copy of each submission; it goes when its last user does.

    Args:
        coursedir: The course directory whose `submitted/` is meant; it stays as it is.
        log: Where to name what the learner can't be told.
    """

    def __init__(self, coursedir: CourseDirectory, log):
        self.original, self.log = coursedir, log
        self.folder = Path(tempfile.mkdtemp(prefix="coursekit-submitted-"))
        self._end = weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)
        values = {name: getattr(coursedir, name) for name in coursedir.trait_names(config=True)}
        self.coursedir = CourseDirectory(**values | {"submitted_directory": str(self.folder)})
        self.coursedir.quarantine = self  # what lies in the folder is needed as long as the directory is

    def fill(self) -> None:
        """Clean every submission that the course directory's patterns mean."""
        assignment = self.original.assignment_id
        expected = self._expected(assignment)
        for folder in self._submissions(assignment):
            learner = self._learner(folder, assignment)
            if not learner_id_is_sound(learner):
                self.log.error(
                    "submitted/%s: expected a learner id of letters, digits, '-', '_', '.'; this submission was not graded. "
                    "Rename the folder to the learner's id.",
                    printable(learner),
                )
                continue
            into = Path(self.coursedir.format_path(self.coursedir.submitted_directory, learner, assignment))
            for one in clean_submission(folder, into, expected=expected):
                self.log.warning("%s: %s", learner, one.text)
            self._clear_half_made(learner, assignment, expected)

    def _expected(self, assignment: str) -> list[str]:
        with Gradebook(self.original.db_url) as gradebook:
            try:
                return sorted(notebook.name for notebook in gradebook.find_assignment(assignment).notebooks)
            except MissingEntry:
                return []

    def _submissions(self, assignment: str) -> list[Path]:
        pattern = self.original.format_path(self.original.submitted_directory, self.original.student_id, assignment)
        root = Path(pattern).anchor
        return sorted(Path(root).glob(str(Path(pattern).relative_to(root))))

    def _learner(self, folder: Path, assignment: str) -> str:
        pattern = self.original.format_path(
            self.original.submitted_directory, "(?P<student_id>.*)", re.escape(assignment), escape=True
        )
        return re.fullmatch(pattern, str(folder))["student_id"]

    def _clear_half_made(self, learner: str, assignment: str, expected: list[str]) -> None:
        """Remove what a killed run left: nbgrader would take it for a graded submission and pass over it for ever."""
        done = Path(self.original.format_path(self.original.autograded_directory, learner, assignment))
        if done.is_dir() and not all(is_graded(done / f"{name}.ipynb") for name in expected):
            self.log.warning("%s: an earlier grading of %s was interrupted; it is graded again.", learner, assignment)
            shutil.rmtree(done)


def learner_id_is_sound(learner: str) -> bool:
    """Whether a learner's id can stand in a path, a page and a gradebook without doing anything there."""
    return bool(learner) and fault_of_name(learner) is None and FORBIDDEN_IN_ID.search(learner) is None


def is_graded(file: Path) -> bool:
    """Whether a notebook in `autograded/` was graded to its end (one of another grader counts as graded)."""
    try:
        notebook = nbformat.read(file, as_version=4)
    except (OSError, ValueError, nbformat.reader.NotJSONError):
        return False
    return notebook.metadata.get("coursekit", {"graded": True}).get("graded", False)
