import json

import numpy as np
import pandas as pd
import pytest

from coursekit.grading.judge import arrays, tables  # noqa: F401  they register NumPy and pandas
from coursekit.grading.judge.changes import replace, snapshot
from coursekit.grading.judge.codec import Malformed, decode, encode
from coursekit.grading.judge.faults import CannotCross


def crossed(value):
    tree, buffers = encode(value)
    tree = json.loads(json.dumps(tree))
    return decode(tree, [bytes(memoryview(each).cast("B")) for each in buffers])


EVERYTHING = pd.DataFrame(
    {
        "whole": [1, 2, 3],
        "text": ["x", None, "z"],
        "category": pd.Categorical(["u", "v", "u"], categories=["v", "u"], ordered=True),
        "day": pd.date_range("2020", periods=3),
        "nullable": pd.array([1, None, 3], "Int64"),
        "zoned": pd.date_range("2020", periods=3, tz="Europe/Berlin"),
        "real": [1.5, np.nan, 2],
        "mixed": [[1], {2}, None],
        "truth": pd.array([True, None, False], "boolean"),
        "wait": pd.to_timedelta([1, 2, 3], "s"),
        "string": pd.array(["a", None, "c"], "string"),
    }
)


@pytest.mark.parametrize(
    "frame",
    [
        EVERYTHING,
        EVERYTHING.set_index(["whole", "text"]),
        EVERYTHING.set_index("day"),
        EVERYTHING.groupby("category", observed=True)["real"].mean().to_frame(),
        pd.DataFrame(np.arange(6.0).reshape(2, 3), columns=list("abc"), index=["r", "s"]),
        pd.DataFrame(),
        pd.DataFrame({"a": []}),
        pd.DataFrame([[1, "x"], [3, "y"]], columns=["same", "same"]),
        pd.DataFrame(np.ones((2, 2)), columns=pd.MultiIndex.from_product([["a"], [1, 2]], names=["p", "q"])),
    ],
    ids=str,
)
def test_frames_come_back_as_they_were(frame):
    pd.testing.assert_frame_equal(crossed(frame), frame)


@pytest.mark.parametrize("name", EVERYTHING.columns)
def test_series_and_their_arrays_come_back(name):
    series = EVERYTHING[name]
    pd.testing.assert_series_equal(crossed(series), series)
    if not isinstance(series.dtype, np.dtype):
        pd.testing.assert_extension_array_equal(crossed(series.array), series.array)


@pytest.mark.parametrize(
    "index",
    [
        pd.RangeIndex(2, 9, 3, name="n"), pd.Index(["a", "b"], name="n"), pd.date_range("2020", periods=3),
        pd.timedelta_range("1s", periods=2), pd.CategoricalIndex(["a"]), pd.MultiIndex.from_tuples([(1, "a"), (2, "b")]),
    ],
    ids=str,
)  # fmt: skip
def test_indexes_come_back(index):
    pd.testing.assert_index_equal(crossed(index), index)


@pytest.mark.parametrize(
    "value",
    [
        pd.Timestamp("2020-01-01 12:00:00.123456789"), pd.Timestamp("2020-01-01", tz="Asia/Tokyo"),
        pd.Timestamp("2020").as_unit("s"), pd.Timedelta("1.5s"), pd.NaT, pd.NA,
    ],
    ids=str,
)  # fmt: skip
def test_single_values_come_back(value):
    found = crossed(value)
    assert type(found) is type(value)
    assert repr(found) == repr(value)
    if isinstance(value, pd.Timestamp):
        assert found.unit == value.unit


def test_subclass_is_a_plain_frame():
    class Sly(pd.DataFrame):
        def equals(self, other):
            return True

    assert type(crossed(Sly({"a": [1]}))) is pd.DataFrame


def test_kinds_without_a_plain_form_are_refused():
    with pytest.raises(CannotCross, match="Series"):
        encode(pd.Series(pd.period_range("2020", periods=2)))
    with pytest.raises(CannotCross, match="Interval"):
        encode(pd.Interval(0, 1))


@pytest.mark.parametrize(
    "tree",
    [
        ["df", 1, 2, None, []], ["ix", ["q"], [None], None], ["ix", ["m", "object", 1, 2], [None], None],
        ["ix", ["c", ["a", "|i1", [1], "C", "07"], ["ix", ["n", ["a", "|i1", [1], "C", "01"]], [None], None], False], [None], None],
        ["ix", ["s", "nan", [1]], [None], None], ["pt", 1, "year", None], ["pd", 1, "year"],
    ],
    ids=repr,
)  # fmt: skip
def test_forged_tables_are_refused(tree):
    with pytest.raises(Malformed):
        decode(tree, [])


@pytest.mark.parametrize("change", [
    lambda frame: frame.__setitem__("b", 3), lambda frame: frame.loc.__setitem__((0, "a"), 9),
    lambda frame: setattr(frame, "columns", ["z"]), lambda frame: frame.pop("a"),
    lambda frame: frame.index.__setattr__("name", "n"),
])  # fmt: skip
def test_changes_in_place_are_found_and_applied(change):
    frame, original = pd.DataFrame({"a": [1, 2]}), pd.DataFrame({"a": [1, 2]})
    has_changed = snapshot(frame)
    assert not has_changed()
    change(frame)
    assert has_changed()
    replace(original, frame)
    pd.testing.assert_frame_equal(original, frame)


def test_changed_series_is_applied():
    series, original = pd.Series([1, 2], name="a"), pd.Series([1, 2], name="a")
    has_changed = snapshot(series)
    series.name = "b"
    assert has_changed()
    replace(original, series)
    assert original.name == "b"
    with pytest.raises(Malformed):
        replace(original, [1])
