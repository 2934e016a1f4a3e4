"""What an answer may change of the judge's own objects."""

import numpy as np
import pytest

from coursekit.grading.judge.changes import replace, snapshot
from coursekit.grading.judge.codec import Malformed


def test_an_array_of_another_size_is_refused_so_that_no_view_looks_into_freed_memory():
    original = np.arange(6)
    view = original[2:]
    for size in (0, 3, 10**6):
        with pytest.raises(Malformed, match="in place of 6"):
            replace(original, np.zeros(size, int))
    assert original.tolist() == [0, 1, 2, 3, 4, 5] and np.shares_memory(original, view)


def test_contents_shape_and_nothing_else():
    original = np.arange(6)
    original.flags.writeable = False
    replace(original, np.arange(6, 12).reshape(2, 3))
    assert original.tolist() == [[6, 7, 8], [9, 10, 11]] and not original.flags.writeable
    with pytest.raises(Malformed, match="dtype float64 in place of int64"):
        replace(original, np.zeros((2, 3)))


def test_a_masked_arrays_mask_and_shape_are_watched():
    value = np.ma.masked_array(np.arange(6), mask=[False] * 6)
    changed = snapshot(value)
    assert not changed()
    value[2] = np.ma.masked
    assert changed()
    grown = np.ma.masked_array(np.arange(6))
    changed = snapshot(grown)
    grown.shape = (2, 3)
    assert changed()
