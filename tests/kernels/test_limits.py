"""Limits: whole numbers of at least 1, plain data there and back."""

import json

import pytest

from coursekit.errors import CourseError
from coursekit.kernels.limits import Limits, describe


def test_survives_json():
    limits = Limits(memory_mib=3072, processes=5)
    assert Limits.from_dict(json.loads(json.dumps(limits.to_dict()))) == limits


def test_what_is_left_out_keeps_its_default():
    assert Limits.from_dict({"cell_seconds": 3}) == Limits(cell_seconds=3)


@pytest.mark.parametrize("value", [0, -1, 1.5, True, "12", None])
def test_refuses_what_is_no_limit(value):
    with pytest.raises(CourseError, match="limit memory_mib .*whole number"):
        Limits(memory_mib=value)


def test_refuses_unknown_names():
    with pytest.raises(CourseError, match="unknown limit memory_gib; known are memory_mib"):
        Limits.from_dict({"memory_gib": 3})


def test_every_limit_says_its_unit():
    units = ("MiB", "seconds", "processes", "files", "descriptors")
    for name in Limits().to_dict():
        assert any(unit in describe(name) for unit in units), name
