"""Puts a bundle's files where Formgrader and nbgrader's feedback look for them."""

import os
import shutil
import tempfile
from pathlib import Path

from coursekit.grading.jobs.bundle import FILES, Bundle, files_of
from coursekit.grading.jobs.course import GradedCourse


def restore_autograded(course: GradedCourse, bundle: Bundle) -> bool:
    """Bring `autograded/` of a submission to what its bundle holds.

    Returns:
        Whether anything had to be done.
    """
    place = course.path("autograded", bundle.learner, bundle.assignment)
    if place.is_dir() and files_of(place) == bundle.files:
        return False
    course.scratch.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(dir=course.scratch, prefix="restoring-"))
    place.parent.mkdir(parents=True, exist_ok=True)
    if bundle.files:
        shutil.copytree(course.bundles / bundle.key / FILES, aside / "new")
    if os.path.lexists(place):
        os.rename(place, aside / "old")
    if bundle.files:
        os.rename(aside / "new", place)
    shutil.rmtree(aside)
    return True
