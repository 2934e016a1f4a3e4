import collections
import datetime
import decimal
import fractions
import json
import math
import pathlib
import zoneinfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursekit.grading.judge import arrays  # noqa: F401  registers NumPy
from coursekit.grading.judge.codec import Malformed, decode, encode
from coursekit.grading.judge.faults import CannotCross
from coursekit.grading.judge.frames import FrameLimits


def crossed(value):
    """The value after a real journey: through JSON text and bytes."""
    tree, buffers = encode(value)
    tree = json.loads(json.dumps(tree))
    return decode(tree, [bytearray(memoryview(each).cast("B")) for each in buffers])


def same(a, b) -> bool:
    """Equal, of the same types all the way down; nan equals nan, 0.0 does not equal -0.0."""
    if type(a) is not type(b):
        return False
    if isinstance(a, float):
        return (a == b and math.copysign(1, a) == math.copysign(1, b)) or (a != a and b != b)
    if isinstance(a, complex):
        return same(a.real, b.real) and same(a.imag, b.imag)
    if isinstance(a, dict):
        return len(a) == len(b) and all(same(x, y) and same(a[x], b[y]) for x, y in zip(a, b, strict=True))
    if isinstance(a, (list, tuple, collections.deque)):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, (set, frozenset)):  # by what they look like: nan is in a set, and yet equal to nothing in it
        return sorted(map(repr, a)) == sorted(map(repr, b))
    return a == b


zones = st.one_of(st.none(), st.just(datetime.UTC), st.just(zoneinfo.ZoneInfo("Europe/Berlin")))
offsets = st.integers(-1439, 1439).map(lambda minutes: datetime.timezone(datetime.timedelta(minutes=minutes)))
hashable = st.one_of(
    st.none(), st.booleans(), st.integers(), st.integers(-(2**200), 2**200), st.floats(), st.complex_numbers(),
    st.text(st.characters(codec=None, exclude_categories=())), st.binary(), st.decimals(allow_nan=False), st.fractions(),
    st.dates(), st.datetimes(timezones=zones), st.times(timezones=st.one_of(st.none(), offsets)), st.timedeltas(),
    offsets, st.text(max_size=600), st.binary(max_size=300),
    st.builds(range, st.integers(-99, 99), st.integers(-99, 99), st.integers(1, 9)),
    st.sampled_from([..., NotImplemented, int, dict, np.float32, type(None), pathlib.Path("a/b"), pathlib.PureWindowsPath("c:/d")]),
)  # fmt: skip
plain = st.recursive(
    st.one_of(hashable, st.binary().map(bytearray), st.lists(st.floats(), min_size=16, max_size=20)),
    lambda inner: st.one_of(
        st.lists(inner), st.lists(inner).map(tuple), st.dictionaries(hashable, inner), st.sets(hashable),
        st.frozensets(hashable), st.lists(inner).map(collections.deque), st.lists(st.integers(), min_size=16).map(tuple),
        st.dictionaries(hashable, inner).map(collections.OrderedDict), st.lists(st.text()).map(collections.Counter),
        st.dictionaries(hashable, inner).map(lambda d: collections.defaultdict(list, d)),
    ),
    max_leaves=15,
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(plain)
def test_plain_data_comes_back_equal_and_of_the_same_types(value):
    assert same(crossed(value), value)


scalars = st.one_of(st.none(), st.integers(-3, 10**6), st.floats(), st.text(max_size=5), st.booleans())
tags = st.sampled_from(
    "r i t c b ba de fr lp up l u nt d od ct dd s fs dq dv rg sl dt da tm td tz zi pa ty a ao ar ab ma ns np rn rs rp zz".split()
)
trees = st.recursive(
    scalars, lambda inner: st.tuples(tags, st.lists(inner, max_size=5)).map(lambda t: [t[0], *t[1]]), max_leaves=20
)


@settings(max_examples=400, deadline=None)
@given(trees, st.lists(st.binary(max_size=40), max_size=3))
def test_forged_trees_are_decoded_or_refused(tree, buffers):
    try:
        decode(tree, buffers)
    except Malformed:
        pass


@pytest.mark.parametrize(
    "tree",
    [
        ["a", "<f8", [10**12], "C", 0],  # more than is there
        ["a", "<f8", [-1], "C", ""],
        ["a", "|O", [1], "C", "0000000000000000"],
        ["a", "<U1", [1], "C", "ffffffff"],
        ["i", 7],
        ["r", 0],
        ["l", ["r", 1]],
        ["d", 1],
        ["d", ["l"], 1],
        ["nt", "os.system", ["x"], 1],
        ["nt", "class", ["x"], 1],
        ["ty", "os.system"],
        ["zi", "../../etc/passwd"],
        ["fr", 1, 0],
        {"not": "a node"},
        ["dt", "2020-01-01", 0, 5],
        ["ao", [3], 1],
        ["ar", [1], 8, []],
        ["ns", ["a", "<f8", [1], "C", "0000000000000000"]],
        ["np", "O"],
        ["rn", "PCG64", 3],
        [],
    ],
    ids=repr,
)
def test_forgeries_that_would_hurt_are_refused(tree):
    with pytest.raises(Malformed):
        decode(tree, [])


def test_identity_is_kept_and_cycles_are_possible():
    shared = [1]
    pair = crossed([shared, shared, {"again": shared}])
    assert pair[0] is pair[1] is pair[2]["again"]
    loop = [1]
    loop.append(loop)
    found = crossed(loop)
    assert found[1] is found


def test_subclasses_cross_as_their_base_whatever_they_say_of_themselves():
    class Liar:
        __class__ = property(lambda self: int)
        __eq__ = lambda self, other: True  # noqa: E731
        __hash__ = None
        __len__ = lambda self: 0  # noqa: E731
        __iter__ = lambda self: iter(["lie"])  # noqa: E731
        __getitem__ = lambda self, key: "lie"  # noqa: E731
        __reduce__ = lambda self: (print, ("lie",))  # noqa: E731
        items = keys = values = lambda self: ["lie"]  # noqa: E731
        __float__ = __int__ = lambda self: 99  # noqa: E731
        __str__ = __repr__ = lambda self: "lie"  # noqa: E731

    def kind(base):
        return type("Kind", (Liar, base), {})

    assert same(crossed(kind(list)([1, 2])), [1, 2])
    assert same(crossed(kind(dict)(a=1)), {"a": 1})
    assert same(crossed(kind(tuple)((1, 2))), (1, 2))
    assert same(crossed(kind(set)({1})), {1})
    assert same(crossed(kind(int)(5)), 5)
    assert same(crossed(kind(str)("true")), "true")
    assert same(crossed(kind(float)(2.5)), 2.5)
    assert same(crossed(kind(bytes)(b"b")), b"b")
    assert same(crossed(kind(collections.deque)([1])), collections.deque([1]))
    assert same(crossed(kind(datetime.datetime)(2020, 1, 2, 3)), datetime.datetime(2020, 1, 2, 3))
    assert same(crossed(kind(decimal.Decimal)("1.5")), decimal.Decimal("1.5"))
    assert same(crossed(kind(fractions.Fraction)(1, 3)), fractions.Fraction(1, 3))


def test_named_tuples_keep_their_fields():
    point = crossed(collections.namedtuple("Point", "x y")(1, [2]))
    assert (point.x, point.y, type(point).__name__) == (1, [2], "Point")
    assert isinstance(point, tuple)


def test_dict_views_and_open_ended_slices_cross():
    assert crossed({1: 2}.keys()) == {1}
    assert list(crossed({1: 2}.items())) == [(1, 2)]
    assert list(crossed({1: 2}.values())) == [2]
    assert crossed(slice(None, 3)) == slice(None, 3)


@pytest.mark.parametrize(
    "value, words",
    [
        (lambda: 1, "function"),
        (object(), "object"),
        (1 << 2**21, "whole number of"),
        ([[[[[[]]]]]], "nested more than 5"),
        ([0.5] * 4000, "list of 4,000 numbers"),
        ([None] * 2000, "2,000 values"),
        (b"x" * 4000, "3.9 KiB"),
        ("x" * 4000, "a text of 3.9 KiB"),
        (np.broadcast_to(0.0, (10**6, 10**6)), r"array of shape \(1000000, 1000000\)"),
        (datetime.datetime(2020, 1, 1, tzinfo=type("Zone", (datetime.tzinfo,), {})()), "time zone"),
    ],
    ids=lambda each: each if isinstance(each, str) and len(each) < 50 else type(each).__name__,
)
def test_what_can_not_cross_is_named_with_its_size(value, words):
    limits = FrameLimits(frame_bytes=2000, nodes=1000, depth=5)
    with pytest.raises(CannotCross, match=words):
        encode(value, limits=limits)
