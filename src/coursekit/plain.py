"""Answers as plain data: what an answer's own class says about equality, order or truth never counts."""

import numbers
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import numpy as np


class NotPlain(Exception):
    """A value that is no plain data; the text says what it is and what to do."""


def plain_array(value: Any) -> np.ndarray:
    """Return a base-class array of numbers or truth values.

    Raises:
        NotPlain: If there is none; says what came and what to do.
    """
    if value is None or isinstance(value, (str, bytes, Mapping, set, frozenset, type)) or callable(value):
        raise NotPlain(type_in_words(value))
    if hasattr(value, "__next__"):
        raise NotPlain(f"{type_in_words(value)}: wrap it in list(...)")
    try:
        array = np.asarray(value)
    except Exception as problem:  # the value's own conversion may raise anything
        raise NotPlain(_why_no_array(value, problem)) from problem
    if array.dtype.kind == "O":
        if array.size == 0 or not all(isinstance(each, numbers.Real | Decimal) for each in array.flat):
            raise NotPlain(f"{type_in_words(value)}, which holds no plain numbers")
        array = array.astype(np.float64)
    if array.dtype.name == "bfloat16":
        array = array.astype(np.float32)
    if array.dtype.kind not in "biufc":
        raise NotPlain(f"{type_in_words(value)} of dtype {array.dtype}, which holds no plain numbers")
    return array


def _why_no_array(value: Any, problem: Exception) -> str:
    if isinstance(value, (list, tuple)):
        return f"{type_in_words(value)} whose rows differ in length or shape: an array needs rows of one length"
    first_line = (str(problem).splitlines() or [type(problem).__name__])[0]
    return f"{type_in_words(value)}, which can't become a NumPy array ({first_line})"


def is_plain_array(value: Any) -> bool:
    """Return whether `plain_array` takes the value."""
    try:
        plain_array(value)
    except NotPlain:
        return False
    return True


def plain_value(value: Any) -> Any:
    """Return the value rebuilt from exact built-in types; sequences become tuples.

    Raises:
        NotPlain: If it is of another type; says which.
    """
    if value is None or isinstance(value, (bool, np.bool_)):
        return None if value is None else bool(value)
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, np.ndarray):
        value = np.asarray(value).tolist()
    for exact, rebuild in _REBUILD.items():
        if isinstance(value, exact):
            return rebuild(value)
    if isinstance(value, (tuple, list)):
        items = tuple.__iter__(value) if isinstance(value, tuple) else list.__iter__(value)
        return tuple(plain_value(each) for each in items)
    if isinstance(value, dict):
        return {plain_value(key): plain_value(each) for key, each in dict.items(value)}
    if isinstance(value, (set, frozenset)):
        return frozenset(plain_value(each) for each in value)
    if hasattr(value, "__array__"):
        return plain_value(plain_array(value))
    raise NotPlain(type_in_words(value))


_REBUILD = {  # the base class's own conversion: a subclass's __eq__, __str__ or __int__ is left behind
    int: int.__int__,
    float: float.__float__,
    complex: complex.__complex__,
    str: str.__str__,
    bytes: bytes.__bytes__,
}


def shape_of(value: Any) -> tuple[int | None, ...]:
    """Return the shape of an array, list or tensor; None for a size that a symbolic tensor leaves open.

    Raises:
        NotPlain: If it has none.
    """
    own = getattr(value, "shape", None)
    if own is not None and not isinstance(value, (type, np.ndarray)):
        try:
            return tuple(None if size is None else int(size) for size in own)
        except (TypeError, ValueError) as problem:
            raise NotPlain(f"{type_in_words(value)} of unknown shape") from problem
    return plain_array(value).shape


def short_repr(value: Any) -> str:
    """Return the value as Python shows it, cut in the middle if it is long."""
    text = repr(value)
    return text if len(text) <= 200 else f"{text[:120]} ... {text[-40:]}"


def type_in_words(value: Any) -> str:
    """Return what came, for a message: `3.0 (a value of type float)`, `a function`."""
    if value is None:
        return "None"
    name = "a function" if callable(value) and hasattr(value, "__name__") else f"a value of type {type(value).__name__}"
    if isinstance(value, (bool, int, float, str)):
        return f"{short_repr(value)} ({name})"
    return name
