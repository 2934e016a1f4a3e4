"""Asking for data sets before lessons run."""

import pytest

from coursekit.datasets.readiness import LOADERS, require
from coursekit.datasets.registry import datasets
from coursekit.errors import CourseError


def test_every_data_set_of_the_registry_can_be_asked_for():
    assert set(LOADERS) == set(datasets())


@pytest.mark.parametrize("name", LOADERS)
def test_a_missing_one_says_what_was_tried(name, monkeypatch, tmp_path, course_cache):
    monkeypatch.setenv("COURSEKIT_DATA", str(tmp_path / "mirror"))
    monkeypatch.setenv("COURSEKIT_OFFLINE", "1")
    with pytest.raises(CourseError, match=f"data set {name} was not found") as error:
        require(name, "cpu")
    assert str(tmp_path / "mirror") in str(error.value) and error.value.exit_code == 2
