"""Started before anything else is imported: what workers and kernels are forked from imports while the caller does."""

import multiprocessing
from multiprocessing import forkserver

from coursekit import lean  # noqa: F401 (before nbformat, here and in the process that imports `PRELOAD`)

PRELOAD = [
    "coursekit.lean",
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
