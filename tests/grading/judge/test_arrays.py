import json
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from coursekit.grading.judge import arrays  # noqa: F401  registers NumPy
from coursekit.grading.judge.codec import Malformed, decode, encode
from coursekit.grading.judge.faults import CannotCross


def crossed(value):
    tree, buffers = encode(value)
    tree = json.loads(json.dumps(tree))
    return decode(tree, [bytearray(memoryview(each).cast("B")) for each in buffers])


dtypes = st.one_of(
    hnp.boolean_dtypes(), hnp.integer_dtypes(), hnp.unsigned_integer_dtypes(), hnp.floating_dtypes(),
    hnp.complex_number_dtypes(), hnp.datetime64_dtypes(), hnp.timedelta64_dtypes(), hnp.byte_string_dtypes(),
    hnp.unicode_string_dtypes(),
)  # fmt: skip
any_array = hnp.arrays(
    st.one_of(dtypes, hnp.array_dtypes(dtypes)), hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=6)
)


@settings(max_examples=150, deadline=None)
@given(any_array, st.sampled_from(["C", "F", "reversed", "every second", "read-only"]))
def test_arrays_come_back_with_values_dtype_and_shape(array, form):
    if form == "F":
        array = np.asfortranarray(array)
    elif form == "reversed" and array.ndim:
        array = array[::-1]
    elif form == "every second" and array.ndim:
        array = array[..., ::2]
    elif form == "read-only":
        array.flags.writeable = False
    found = crossed(array)
    assert type(found) is np.ndarray
    assert found.dtype == array.dtype or array.dtype.names  # records come back packed
    assert found.shape == array.shape
    assert found.tolist() == array.tolist() or repr(found.tolist()) == repr(array.tolist())
    assert found.flags.owndata
    if not array.dtype.names:
        assert found.flags.writeable == array.flags.writeable
        assert found.flags.f_contiguous or not array.flags.f_contiguous


@settings(max_examples=100, deadline=None)
@given(dtypes.flatmap(lambda dtype: hnp.arrays(dtype, ())))
def test_scalars_keep_their_type(array):
    scalar = array[()]
    found = crossed(scalar)
    assert type(found) is type(scalar)
    assert found.dtype == scalar.dtype
    assert repr(found) == repr(scalar)


def test_subclass_crosses_as_plain_array():
    class Sly(np.ndarray):
        def __eq__(self, other):
            return np.ones(self.shape, bool)

        def __array__(self, *args, **kwargs):
            return np.zeros(3)

        tobytes = tolist = __reduce__ = None

    found = crossed(np.arange(4.0).view(Sly))
    assert type(found) is np.ndarray
    assert found.tolist() == [0, 1, 2, 3]


def test_views_masks_objects_and_big_endian():
    base = np.arange(12.0).reshape(3, 4)
    np.testing.assert_array_equal(crossed(base.T[1:, ::2]), base.T[1:, ::2])
    assert crossed(np.arange(3, dtype=">i2")).dtype == np.dtype(">i2")
    mixed = crossed(np.array([[1, None], ["a", [2]]], object))
    assert mixed.shape == (2, 2) and mixed.tolist() == [[1, None], ["a", [2]]]
    masked = crossed(np.ma.masked_array([1, 2, 3], [0, 1, 0]))
    assert isinstance(masked, np.ma.MaskedArray) and masked.tolist() == [1, None, 3]


def test_truth_values_have_no_third_value():
    forged = decode(["a", "|b1", [3], "C", "0002ff"], [])
    assert forged.view(np.uint8).tolist() == [0, 1, 1]


def test_bfloat16_crosses_with_or_without_its_library(monkeypatch):
    import ml_dtypes

    value = np.array([1.5, -2.0], ml_dtypes.bfloat16)
    assert crossed(value).dtype == ml_dtypes.bfloat16
    assert crossed(ml_dtypes.bfloat16(1.5)) == np.float32(1.5)
    tree, buffers = encode(value)
    monkeypatch.delitem(__import__("sys").modules, "ml_dtypes")
    assert decode(tree, buffers).tolist() == [1.5, -2.0]


@pytest.mark.parametrize("kind", ["PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64"])
def test_generators_go_on_where_they_were(kind):
    generator = np.random.Generator(getattr(np.random, kind)(7))
    generator.random(5)
    assert crossed(generator).random() == generator.random()


def test_older_generators_go_on_where_they_were():
    for generator in (np.random.RandomState(3), random.Random(3)):
        generator.random()
        assert crossed(generator).random() == generator.random()


def test_forged_state_of_a_generator_is_refused():
    tree, buffers = encode(np.random.Generator(np.random.MT19937(0)))
    position = tree[2][tree[2].index("state") + 1]
    position[position.index("pos") + 1] = 10**6
    with pytest.raises(Malformed, match="position"):
        decode(tree, buffers)


def test_what_has_no_plain_memory_is_refused():
    with pytest.raises(CannotCross, match="fields"):
        encode(np.dtype([("a", int)]))
    assert crossed(np.dtype("f4")) == np.dtype("f4")
    assert crossed(np.dtype(object)) == np.dtype(object)
