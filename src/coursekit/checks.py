"""What a lesson's test cells ask of an answer, with messages that teach.

    >>> checks.close("mean", mean([1, 2, 3]), 2.0, misconceptions={"divided by n - 1": 3.0})

A check compares the shape before the values (an answer is never broadcast), allows the rounding that the dtype
and the number of terms explain, and names the misconception when the answer is a known wrong one.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from coursekit.plain import NotPlain, is_plain_array, plain_array, plain_value, shape_of, short_repr, type_in_words

ROUNDING_STEPS = 32  # how many roundings of one unit in the last place a short formula may add up to
WIDER_FOR_MISCONCEPTIONS = 10  # a wrong answer is also a rounded one: look for it with more room than for the right one

Misconceptions = Mapping[str, Any] | Iterable[tuple[str, Any]] | None


class CheckFailed(AssertionError):
    """An answer is not right.

    Attributes:
        name: What was checked.
        misconception: The known mistake that the answer matches, in the lesson's words; None if it matches none.
        withheld: The message without any expected value, for a check whose reference values stay hidden.
    """

    def __init__(self, message: str, *, name: str = "", misconception: str | None = None, withheld: str = ""):
        super().__init__(message)
        self.name, self.misconception, self.withheld = name, misconception, withheld or message


class _Difference(NamedTuple):
    """How an answer differs: in which part, such as `[0]` or `['mean']` (empty: as a whole), and in what."""

    part: str
    text: str


class _Rounding(NamedTuple):
    """What is allowed: see `close`."""

    terms: int
    condition: float
    tolerance: float | None
    widen: float

    def allowed(self, value: np.ndarray, target: np.ndarray) -> float:
        tolerance = self.tolerance
        if tolerance is None:
            tolerance = tolerance_for(_working_dtype(value, target), self.terms, self.condition)
        return tolerance * self.widen


def close(
    name: str,
    actual: Any,
    expected: Any,
    *,
    terms: int = 1,
    condition: float = 1.0,
    tolerance: float | None = None,
    hint: str = "",
    misconceptions: Misconceptions = None,
    kind: type | tuple[type, ...] | None = None,
) -> None:
    """Check that numbers are right up to rounding.

    Passes where |actual - expected| <= tolerance * max|expected| in every element (1 in place of a maximum of 0).

    Args:
        name: What is checked, as the learner knows it: `conv2d`, or `conv2d on a 5x5 image`.
        actual: The answer: number, list, array, tensor; or a tuple or dict of these.
        expected: The right value. A tuple or dict is compared part by part. Its dtype says how exact an answer
            may be asked to be, so a reference for float32 inputs should be float32.
        terms: How many numbers are summed up for one element, for the tolerance.
        condition: By how much the formula magnifies rounding, for the tolerance.
        tolerance: Relative tolerance in place of the derived one, such as 5e-5 for a value given to four digits.
        hint: Where to look, added to the message.
        misconceptions: What to tell a learner whose answer is this wrong value: message -> wrong value, or pairs.
        kind: Type that the answer must have; by default a list will do where an array is meant.

    Raises:
        CheckFailed: If the answer is not right; the message names the misconception if it is a known one.
    """
    __tracebackhide__ = True

    def difference(value: Any, target: Any, widen: float = 1.0) -> _Difference | None:
        return _numeric_difference("", value, target, _Rounding(terms, condition, tolerance, widen))

    _judge(name, actual, expected, difference, hint, misconceptions, kind)


def equal(
    name: str,
    actual: Any,
    expected: Any,
    *,
    hint: str = "",
    misconceptions: Misconceptions = None,
    kind: type | tuple[type, ...] | None = None,
) -> None:
    """Check that a plain value is exactly right: whole number, text, truth value, None, or a container of these.

    A list, a tuple and an array count as the same sequence unless `kind` says otherwise; True is not 1, 3.0 is not 3.

    Args:
        name: What is checked, as the learner knows it.
        actual: The answer.
        expected: The right value.
        hint: Where to look, added to the message.
        misconceptions: What to tell a learner whose answer is this wrong value: message -> wrong value, or pairs.
        kind: Type that the answer must have, such as `tuple`.

    Raises:
        CheckFailed: If the answer is not right; the message names the misconception if it is a known one.
    """
    __tracebackhide__ = True

    def difference(value: Any, target: Any, widen: float = 1.0) -> _Difference | None:
        return _exact_difference("", value, target)

    _judge(name, actual, expected, difference, hint, misconceptions, kind)


def shape(
    name: str,
    value: Any,
    expected_shape: Sequence[int | None],
    *,
    hint: str = "",
    misconceptions: Misconceptions = None,
) -> None:
    """Check the shape of an array, list or tensor; None in `expected_shape` stands for any size.

    Args:
        name: What is checked, as the learner knows it.
        value: The answer, of any numeric type.
        expected_shape: The right shape, such as (None, 10).
        hint: Where to look, added to the message.
        misconceptions: What to tell a learner whose answer has this wrong shape: message -> wrong shape, or pairs.

    Raises:
        CheckFailed: If the shape is another one; the message names the misconception if it is a known one.
    """
    __tracebackhide__ = True
    if value is None:
        _fail(name, _RETURNED_NONE, hint)
    expected_shape = tuple(expected_shape)
    try:
        received = shape_of(value)
    except NotPlain as problem:
        wanted = f"expected an array of shape {_show_shape(expected_shape)}, received {problem}"
        _fail(name, wanted, hint, open_text=f"expected an array, received {problem}")
    if _fits(received, expected_shape):
        return
    evidence = f"expected shape {_show_shape(expected_shape)}, received shape {_show_shape(received)}"
    for message, wrong in _pairs(misconceptions):
        if _fits(received, tuple(wrong)):
            _fail(name, f"{message}\n  {evidence}", hint, misconception=message)
    _fail(name, evidence, hint, open_text=f"{_show_shape(received)} is not the right shape")


def true(name: str, condition: Any, message: str) -> None:
    """Check a property that has no expected value.

    Args:
        name: What is checked, as the learner knows it.
        condition: True or False (Python's or NumPy's).
        message: What to tell the learner if it is False.

    Raises:
        CheckFailed: If the condition is False, or is no truth value at all.
    """
    __tracebackhide__ = True
    if type(condition) not in (bool, np.bool_):
        extra = ". An array of truth values? Use .all() or .any()" if hasattr(condition, "shape") else ""
        _fail(name, f"expected True or False, received {type_in_words(condition)}{extra}", "")
    if not condition:
        _fail(name, message, "")


def unchanged(name: str, before: Any, after: Any) -> None:
    """Check that a function left its argument as it was.

    Args:
        name: The function and the argument: `relu(x)`.
        before: A copy made before the call.
        after: The argument itself after the call.

    Raises:
        CheckFailed: If the argument was changed in place.
    """
    __tracebackhide__ = True
    if isinstance(before, np.ndarray):
        detail = _array_change(np.asarray(before), np.asarray(after))
    else:
        found = _exact_difference("", after, before)
        detail = found and found.text
    if detail:
        _fail(name, f"the argument was changed in place: {detail}", "work on a copy, such as x.copy() or list(x)")


def _array_change(before: np.ndarray, after: np.ndarray) -> str | None:
    was_and_is = f"it was {_show_array(before)} and is now {_show_array(after)}"
    if after.shape != before.shape or after.dtype != before.dtype:
        return was_and_is
    if np.array_equal(before, after, equal_nan=before.dtype.kind in "fc"):
        return None
    return _largest_difference(after, before) if before.dtype.kind in "iufc" else was_and_is


def tolerance_for(dtype: Any, terms: int = 1, condition: float = 1.0) -> float:
    """Return the relative tolerance that rounding explains.

    tolerance = 32 * condition * sqrt(terms) * eps: rounding errors of a sum of n terms walk at random, so they grow
    as sqrt(n); 32 leaves room for the few further operations of a formula.

    Args:
        dtype: Dtype of the computation. Whole numbers count as float64.
        terms: How many numbers are summed up for one element, >= 1.
        condition: By how much the formula magnifies relative rounding errors, >= 1.

    Returns:
        The tolerance, relative to the largest expected magnitude.
    """
    if terms < 1 or condition < 1:
        raise ValueError(f"terms and condition must be at least 1; received terms={terms}, condition={condition}")
    dtype = np.dtype(dtype)
    eps = np.finfo(dtype).eps if dtype.kind in "fc" else np.finfo(np.float64).eps
    return float(ROUNDING_STEPS * condition * math.sqrt(terms) * eps)


# --- one road for all comparisons ---------------------------------------------------------------------------------

_RETURNED_NONE = "returned None: is there a `return`?"


def _judge(name, actual, expected, difference, hint, misconceptions, kind) -> None:
    """Pass, or fail with the first of: nothing returned, a wrong type, a known misconception, the difference itself."""
    __tracebackhide__ = True
    if actual is None and expected is not None:
        _fail(name, _RETURNED_NONE, hint)
    if kind is not None and not isinstance(actual, kind):
        wanted = " or ".join(each.__name__ for each in (kind if isinstance(kind, tuple) else (kind,)))
        _fail(name, f"expected a value of type {wanted}, received {type_in_words(actual)}", hint)
    found = difference(actual, expected)
    if found is None:
        return
    part = _name_part(name, found.part)
    for message, wrong in _pairs(misconceptions):
        if difference(wrong, expected, WIDER_FOR_MISCONCEPTIONS) is None:
            continue  # on these inputs the misconception gives the right value: it explains nothing
        if difference(actual, wrong, WIDER_FOR_MISCONCEPTIONS) is None:
            evidence = (f"{part}: " if found.part else "") + found.text
            _fail(name, f"{message}\n  {evidence}", hint, misconception=message)
    _fail(part, found.text, hint, open_text=f"{_brief(actual)} is not the right answer")


def _fail(name: str, text: str, hint: str, *, misconception: str | None = None, open_text: str | None = None) -> None:
    """Raise; `open_text` is the text less expected values, where the text has any."""
    __tracebackhide__ = True
    hint = f"\n  hint: {hint}" if hint else ""
    withheld = f"{name}: {misconception or open_text or text}{hint}"
    raise CheckFailed(f"{name}: {text}{hint}", name=name, misconception=misconception, withheld=withheld)


def _brief(value: Any, limit: int = 120) -> str:
    """Show an answer in one line."""
    try:
        text = " ".join(_show_array(plain_array(value)).split())
    except NotPlain:
        plain = type(value) in (bool, int, float, str, tuple, list, dict)
        text = repr(value) if plain else type_in_words(value)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _name_part(name: str, part: str) -> str:
    """Name a part of an answer: conv2d(...)[0]."""
    return f"{name}(...){part}" if part and name.isidentifier() else f"{name}{part}"


def _pairs(misconceptions: Misconceptions) -> Iterable[tuple[str, Any]]:
    if misconceptions is None:
        return ()
    return misconceptions.items() if isinstance(misconceptions, Mapping) else misconceptions


# --- numbers up to rounding ---------------------------------------------------------------------------------------


def _numeric_difference(part: str, actual: Any, expected: Any, rounding: _Rounding) -> _Difference | None:
    """Say how `actual` differs from `expected`, or return None if rounding explains it."""

    def of_part(part: str, actual: Any, expected: Any) -> _Difference | None:
        return _numeric_difference(part, actual, expected, rounding)

    if isinstance(expected, Mapping):
        return _mapping_difference(part, actual, expected, of_part)
    if isinstance(expected, tuple) or (isinstance(expected, list) and not is_plain_array(expected)):
        return _sequence_difference(part, actual, expected, of_part)
    try:
        target = plain_array(expected)
    except NotPlain as problem:
        raise TypeError(f"close compares numbers, but the expected value is {problem}; use equal") from None
    try:
        value = plain_array(actual)
    except NotPlain as problem:
        return _Difference(part, _expected_received(_show_array(target), str(problem)))
    if value.shape != target.shape:
        shapes = f"expected shape {_show_shape(target.shape)}, received shape {_show_shape(value.shape)}"
        return _Difference(part, f"{shapes}\n  {_expected_received(_show_array(target), _show_array(value))}")
    text = _kind_difference(value, target) or _value_difference(value, target, rounding.allowed(value, target))
    return _Difference(part, text) if text else None


def _value_difference(value: np.ndarray, target: np.ndarray, tolerance: float) -> str | None:
    if value.size == 0:
        return None
    working = np.complex128 if "c" in (value.dtype.kind, target.dtype.kind) else np.float64
    value, target = value.astype(working), target.astype(working)
    finite = np.isfinite(target)
    scale = float(np.abs(target[finite]).max()) if finite.any() else 0.0
    allowed = tolerance * (scale or 1.0)
    with np.errstate(invalid="ignore"):  # inf - inf: settled by the comparison of non-finite values
        right = np.abs(value - target) <= allowed
    right = np.where(finite, right, (value == target) | (np.isnan(value) & np.isnan(target)))
    if right.all():
        return None
    digits = _digits_apart(value, target)
    lines = [_expected_received(_show_array(target, digits), _show_array(value, digits))]
    if value.ndim or not np.isfinite(value).all():
        lines.append(_largest_difference(value, target))
    if value.size > 1:
        lines.append(f"{int((~right).sum())} of {value.size} values differ by more than {allowed:.2g}")
    elif np.isfinite(value).all():
        lines.append(f"they differ by {float(np.abs(value - target).max()):.2g}; allowed is {allowed:.2g}")
    return "\n  ".join(lines)


def _largest_difference(value: np.ndarray, target: np.ndarray) -> str:
    if value.dtype.kind not in "fc" or target.dtype.kind not in "fc":
        value, target = value.astype(np.float64), target.astype(np.float64)
    lost = np.isfinite(target) & ~np.isfinite(value)
    if lost.any():
        first = np.unravel_index(int(np.argmax(lost)), value.shape)
        at = f" at index {_show_index(first)}" if value.ndim else ""
        return f"received {value[first]}{at}: a division by zero, a logarithm of zero, or an overflow?"
    with np.errstate(invalid="ignore"):
        apart = np.where(np.isfinite(target), np.abs(value - target), np.where(value == target, 0.0, np.inf))
    apart = np.where(np.isnan(target) & np.isnan(value), 0.0, apart)
    worst = np.unravel_index(int(np.argmax(apart)), value.shape)
    digits = _digits_apart(value[worst], target[worst])
    numbers_there = f"expected {_show_number(target[worst], digits)}, received {_show_number(value[worst], digits)}"
    return f"largest difference at index {_show_index(worst)}: {numbers_there}"


def _working_dtype(value: np.ndarray, target: np.ndarray) -> np.dtype:
    """Return the coarser of the two precisions, but none coarser than float32 unless the reference is."""
    candidates = [np.dtype(np.float64)]
    if target.dtype.kind in "fc":
        candidates.append(target.dtype)
    if value.dtype.kind in "fc" and np.finfo(value.dtype).eps <= np.finfo(np.float32).eps:
        candidates.append(value.dtype)
    elif value.dtype.kind in "fc":
        candidates.append(np.dtype(np.float32))
    return max(candidates, key=lambda dtype: np.finfo(dtype).eps)


def _kind_difference(value: np.ndarray, target: np.ndarray) -> str | None:
    if (value.dtype.kind == "b") != (target.dtype.kind == "b"):
        names = {True: "truth values (True or False)", False: "numbers"}
        wanted, received = names[target.dtype.kind == "b"], names[value.dtype.kind == "b"]
        return f"expected {wanted}, received {received}: {_show_array(value)}"
    if value.dtype.kind == "c" and target.dtype.kind != "c":
        return f"expected real numbers, received complex ones: {_show_array(value)}"
    return None


# --- exact values ---------------------------------------------------------------------------------------------------


def _exact_difference(part: str, actual: Any, expected: Any) -> _Difference | None:
    target = plain_value(expected)
    try:
        value = plain_value(actual)
    except NotPlain as problem:
        return _Difference(part, _expected_received(short_repr(target), str(problem)))
    if isinstance(target, dict) and isinstance(value, dict):
        return _mapping_difference(part, value, target, _exact_difference)
    if isinstance(target, tuple) and isinstance(value, tuple):
        if any(isinstance(each, (tuple, dict)) for each in target):
            return _sequence_difference(part, value, target, _exact_difference)
        if len(value) == len(target) and all(map(_same, value, target)):
            return None
        return _Difference(part, _flat_sequence_difference(value, target))
    return None if _same(value, target) else _Difference(part, _single_value_difference(value, target))


def _single_value_difference(value: Any, target: Any) -> str:
    text = _expected_received(short_repr(target), short_repr(value))
    if isinstance(target, int) and isinstance(value, float) and value == target:
        return f"{text} (a float): use whole-number arithmetic, such as // for division"
    if type(target) is not type(value):
        return f"{text} (of type {type(value).__name__} in place of {type(target).__name__})"
    return text


def _same(value: Any, target: Any) -> bool:
    if type(value) is not type(target):
        return False
    return value == target or (isinstance(value, float) and math.isnan(value) and math.isnan(target))


def _flat_sequence_difference(value: tuple, target: tuple) -> str:
    text = _expected_received(short_repr(target), short_repr(value))
    if len(value) != len(target):
        return f"{text}\n  expected {_count(target)}, received {_count(value)}"
    if len(target) > 1:
        first = next(i for i in range(len(target)) if not _same(value[i], target[i]))
        there = _expected_received(short_repr(target[first]), short_repr(value[first]))
        text += f"\n  first difference at index {first}: {there}"
    return text


def _count(values: Sequence) -> str:
    return f"{len(values)} value" + ("" if len(values) == 1 else "s")


# --- containers -----------------------------------------------------------------------------------------------------


def _sequence_difference(part: str, actual: Any, expected: Sequence, of_part) -> _Difference | None:
    if isinstance(actual, np.ndarray) and actual.ndim:
        actual = tuple(np.asarray(actual))
    if not isinstance(actual, (tuple, list)):
        return _Difference(part, f"expected a tuple of {_count(expected)}, received {type_in_words(actual)}")
    if len(actual) != len(expected):
        return _Difference(part, f"expected a tuple of {_count(expected)}, received {_count(actual)}")
    found = (of_part(f"{part}[{i}]", a, e) for i, (a, e) in enumerate(zip(actual, expected, strict=True)))
    return next((each for each in found if each is not None), None)


def _mapping_difference(part: str, actual: Any, expected: Mapping, of_part) -> _Difference | None:
    if not isinstance(actual, Mapping):
        return _Difference(part, f"expected a dict with the keys {list(expected)}, received {type_in_words(actual)}")
    if set(actual) != set(expected):
        return _Difference(part, f"expected the keys {list(expected)}, received {list(actual)}")
    found = (of_part(f"{part}[{key!r}]", actual[key], expected[key]) for key in expected)
    return next((each for each in found if each is not None), None)


def _fits(received: tuple, wanted: tuple) -> bool:
    pairs = zip(received, wanted, strict=False)
    return len(received) == len(wanted) and all(w is None or r == w for r, w in pairs)


# --- how values are shown -------------------------------------------------------------------------------------------


def _expected_received(expected: str, received: str) -> str:
    if "\n" in expected or "\n" in received:
        return f"expected {expected}\n  received {received}"
    return f"expected {expected}, received {received}"


def _show_array(array: np.ndarray, digits: int = 6) -> str:
    """Show a small array as a list in one line, a larger one as an abbreviated block below its shape."""
    if array.ndim == 0:
        return _show_number(array[()], digits)
    if array.size <= 12:
        return _show_list(array, digits)
    text = np.array2string(array, precision=digits, threshold=24, edgeitems=3, max_line_width=100)
    block = "".join(f"\n    {line}" for line in text.splitlines())
    return f"an array of shape {_show_shape(array.shape)}{block}"


def _show_list(array: np.ndarray, digits: int) -> str:
    if array.ndim == 0:
        return _show_number(array[()], digits)
    return "[" + ", ".join(_show_list(np.asarray(each), digits) for each in array) + "]"


def _show_number(number: Any, digits: int = 6) -> str:
    if isinstance(number, (bool, np.bool_, int, np.integer)):
        return str(number)
    if isinstance(number, (complex, np.complexfloating)):
        return str(complex(number))
    if not isinstance(number, (float, np.floating)):
        return repr(number)
    return f"{float(number):.{digits}g}"


def _digits_apart(value: Any, target: Any) -> int:
    """Return the digits that it takes to show two differing values differently, at least 6."""
    value, target = np.asarray(value), np.asarray(target)
    with np.errstate(invalid="ignore", divide="ignore"):
        apart = np.abs(value - target)
        scale = np.abs(target[np.isfinite(target)]).max(initial=0.0)
        relative = apart[np.isfinite(apart)].max(initial=0.0) / max(scale, 1e-300)
    if not 0 < relative < 1e-5:
        return 6
    return min(17, 2 - math.floor(math.log10(relative)))


def _show_shape(shape: Sequence[int | None]) -> str:
    return str(tuple(shape))


def _show_index(index: Sequence) -> str:
    plain = tuple(int(i) for i in index)
    return str(plain[0] if len(plain) == 1 else plain)
