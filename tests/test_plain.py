"""Plain data out of whatever an answer returns."""

import ml_dtypes  # Keras needs it: always there
import numpy as np
import pytest

from coursekit.plain import NotPlain, is_plain_array, plain_array, plain_value, shape_of, short_repr, type_in_words


def test_arrays_come_out_as_the_base_class():
    class Mine(np.ndarray):
        pass

    assert type(plain_array(np.ones(2).view(Mine))) is np.ndarray
    assert plain_array([[1, 2]]).shape == (1, 2)


def test_bfloat16_widens_to_float32():
    array = plain_array(np.array([1.5, 2.0], dtype=ml_dtypes.bfloat16))
    assert array.dtype == np.float32 and array.tolist() == [1.5, 2.0]


def test_dates_are_no_numbers():
    with pytest.raises(NotPlain, match="of dtype datetime64"):
        plain_array(np.array(["2020-01-01"], dtype="datetime64[D]"))
    assert not is_plain_array(["a"])


def test_values_are_rebuilt_from_exact_types():
    class Count(int):
        pass

    rebuilt = plain_value([Count(3), (np.float32(0.5), {"a": np.array([1, 2])}), {np.int8(1)}])
    assert rebuilt == (3, (0.5, {"a": (1, 2)}), frozenset({1}))
    assert type(rebuilt[0]) is int


def test_anything_with_an_array_in_it_has_a_value():
    class Tensor:
        def __array__(self, dtype=None, copy=None):
            return np.array([1, 2])

    assert plain_value(Tensor()) == (1, 2)
    with pytest.raises(NotPlain, match="type object"):
        plain_value(object())


def test_shapes():
    class Symbolic:
        shape = (None, 3)

    assert shape_of(Symbolic()) == (None, 3)
    assert shape_of([1, 2]) == (2,)


def test_values_in_words():
    assert type_in_words(None) == "None"
    assert type_in_words(len) == "a function"
    assert type_in_words(2.5) == "2.5 (a value of type float)"
    assert len(short_repr("x" * 1000)) < 200
