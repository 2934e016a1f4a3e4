"""Started before anything else is imported: what workers and kernels are forked from imports while the caller does."""

import multiprocessing
import os
from multiprocessing import forkserver

from coursekit.grading.jobs import lean  # noqa: F401 (before nbformat, here and in the process that imports `PRELOAD`)

PRELOAD = [
    "coursekit.grading.jobs.lean",
    "coursekit.grading.jobs.worker",
    "coursekit.grading.jobs.convert",
    "coursekit.grading.judge.preprocessor",
    "coursekit.grading.feedback.comments",
    "coursekit.grading.feedback.neutralise",
    "nbgrader.apps",
    "nbgrader.plugins",
    "nbclient",
    "ipykernel.jsonutil",
    "sqlalchemy.dialects.sqlite",
]


def prepare() -> None:
    """Start the process that workers are forked from; it imports `PRELOAD`. A second call does nothing."""
    multiprocessing.set_forkserver_preload(PRELOAD)
    forkserver.ensure_running()


def prepare_kernels() -> None:
    """Start the process that warm kernels are forked from, if none is there; it imports the lessons' stack."""
    from coursekit.errors import CourseError
    from coursekit.kernels import kernelspec
    from coursekit.kernels.provisioner import kernel_environment
    from coursekit.kernels.warming import warm_connection

    own = kernelspec.specification()["env"]
    try:
        warm_connection(kernel_environment({**os.environ, **own}, own)).close()
    except (CourseError, OSError):
        return  # the first kernel meets the same fault, and says so
