"""Learner and assignment names: what honest people are called is taken, what climbs or acts as a pattern is not."""

import pytest

from coursekit.errors import CourseError
from coursekit.grading.jobs.names import check_name, fault_of


@pytest.mark.parametrize(
    "name", ["ada", "12345", "ada@example.org", "o'neil", "Ben Bitdiddle", "李雷", "zoë", "a+b", "_x"]
)
def test_honest_names(name):
    assert check_name("learner", name) == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../x",
        "a/b",
        "a\\b",
        "a\0",
        "*",
        "a[b]",
        "=1+1",
        "@sum",
        "-x",
        "a\n",
        " a",
        "a ",
        "a\u202eb",
        "a\u200bb",
    ]
    + ["x" * 129, "zoe\u0308"],
)
def test_others(name):
    assert fault_of(name)
    with pytest.raises(CourseError, match="can't be used"):
        check_name("learner", name)


def test_nbgrader_takes_no_plus_in_assignments():
    with pytest.raises(CourseError, match=r"no \+"):
        check_name("assignment", "a+b")
