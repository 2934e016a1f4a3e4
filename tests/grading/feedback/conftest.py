"""The quick course, released once and copied for each test."""

import os
import shutil
import sys
import warnings
from pathlib import Path

import pytest
from sqlalchemy.exc import SAWarning

sys.path.insert(0, str(Path(__file__).parents[1]))


@pytest.fixture(scope="session")
def released(tmp_path_factory):
    """Folder of the course, as nbgrader released it."""
    from quick_course import QuickCourse

    folder = tmp_path_factory.mktemp("released") / "quick"
    here = Path(sys.executable).parent  # nbgrader calls alembic by name
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        patch.setenv("PATH", f"{here}{os.pathsep}{os.environ['PATH']}")
        warnings.simplefilter("ignore", SAWarning)  # of nbgrader's own use of SQLAlchemy
        QuickCourse(folder).release()
    return folder


@pytest.fixture
def course(released, tmp_path):
    """A released course without submissions."""
    from quick_course import QuickCourse

    shutil.copytree(released, tmp_path / "quick")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)
        yield QuickCourse(tmp_path / "quick")
