"""In-place changes of arguments: found on the side that worked with copies, applied to the originals on the other.

A snapshot holds the items themselves, so a container counts as changed when one of its items is another object; what
happened inside an item is found in that item's own snapshot.
"""

import collections
import operator
import random
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from coursekit.grading.judge.codec import Encoder, Malformed
from coursekit.grading.judge.faults import CannotCross

LARGEST_COPY = 64 * 2**20  # bytes; a change in a larger array is found only if it came as an argument


def snapshot(value: Any, raw: Any = None) -> Callable[[], bool]:
    """Return a function that says whether the value has been changed in place since now.

    Args:
        value: Something mutable that `codec` numbers.
        raw: The bytes that an array was read from, if they stay as they are; saves a copy.
    """
    if isinstance(value, np.ndarray):
        return _array_snapshot(value, raw)
    look = _LOOKS.get(type(value)) or _library_look(value)
    if look is None:
        return lambda: False
    before = look(value)
    return lambda: not _same_items(look(value), before)


def _same_items(now: Any, before: Any) -> bool:
    if type(before) is not list:
        return now == before
    return len(now) == len(before) and all(map(operator.is_, now, before))


def _flat_dict(value: dict) -> list:
    return [*dict.keys(value), *dict.values(value)]


_LOOKS: dict[type, Callable[[Any], Any]] = {
    list: lambda value: value[:],
    dict: _flat_dict,
    collections.OrderedDict: lambda value: [*value, *_flat_dict(value)],
    collections.defaultdict: _flat_dict,
    collections.Counter: _flat_dict,
    set: lambda value: sorted(map(id, value)),
    collections.deque: list,
    bytearray: bytes,
    random.Random: lambda value: repr(value.getstate()),
    np.random.Generator: lambda value: repr(value.bit_generator.state),
    np.random.RandomState: lambda value: repr(value.get_state(legacy=False)),
}
_LOOKS[set] = lambda value: frozenset(map(id, value))


def _array_snapshot(value: np.ndarray, raw: Any) -> Callable[[], bool]:
    layout, size = (value.shape, value.dtype), value.size

    def other_layout() -> bool:
        if value.size != size:
            raise CannotCross(
                f"an array of {size} items has {value.size} now: an array's size can't be changed in place"
            )
        return (value.shape, value.dtype) != layout

    if value.dtype.hasobject:
        items = value.ravel().tolist()
        return lambda: other_layout() or not _same_items(value.ravel().tolist(), items)
    masked = sys.modules.get("numpy.ma")
    if masked is not None and isinstance(value, masked.MaskedArray):
        before = (value.tobytes(), np.ma.getmaskarray(value).tobytes())
        return lambda: other_layout() or (value.tobytes(), np.ma.getmaskarray(value).tobytes()) != before
    if raw is None and value.nbytes > LARGEST_COPY:
        return other_layout
    was = _words(value.copy(order="K")) if raw is None else _words(np.frombuffer(raw, np.uint8))
    return lambda: other_layout() or not np.array_equal(_words(value), was)


def _words(value: np.ndarray) -> np.ndarray:
    """Return the array's memory as whole numbers, eight bytes at a time if they come out even."""
    flat = (value if value.flags.c_contiguous else value.T if value.flags.f_contiguous else value.copy()).reshape(-1)
    if flat.dtype.itemsize == 0:
        return np.empty(0, np.uint8)
    flat = flat.view(np.uint8)
    return flat.view(np.uint64) if flat.size % 8 == 0 else flat


def _library_look(value: Any) -> Callable[[Any], Any] | None:
    if type(value).__module__ == "__main__":  # an instance of a class that both sides have
        return lambda value: [*vars(value), *vars(value).values()]
    for base in type(value).__mro__:
        look = LIBRARY_LOOKS.get((base.__module__.partition(".")[0], base.__name__))
        if look is not None:
            return look
    return None


LIBRARY_LOOKS: dict[tuple[str, str], Callable[[Any], Any]] = {}  # (library, class) -> what is compared, by ==
LIBRARY_REPLACEMENTS: list[Callable[[Any, Any], bool]] = []  # tried in turn: replace(original, new) -> done


def content(encoder: Encoder, value: Any) -> Any:
    """Return the node of a changed thing that has a number already; its items may be numbered things."""
    number = encoder.numbers.pop(id(value))
    node = encoder.encode(value)
    encoder.numbers[id(value)] = number
    return node


def replace(original: Any, new: Any) -> None:
    """Give the original the content of a changed copy.

    Raises:
        Malformed: If the copy is of another kind.
    """
    if isinstance(original, np.ndarray) and isinstance(new, np.ndarray):
        _replace_array(original, new)
        return
    for kind, put in _REPLACEMENTS.items():
        if isinstance(original, kind) and isinstance(new, kind):
            put(original, new)
            return
    if type(original) is type(new) and type(new).__module__ == "__main__":
        attributes = dict(vars(new))
        vars(original).clear()
        vars(original).update(attributes)
    elif not any(put(original, new) for put in LIBRARY_REPLACEMENTS):
        raise Malformed(f"a {type(new).__name__} in place of a {type(original).__name__}")


def _replace_dict(original: dict, new: dict) -> None:
    items = list(dict.items(new))
    dict.clear(original)
    for key, value in items:
        dict.__setitem__(original, key, value)


def _replace_ordered(original: collections.OrderedDict, new: collections.OrderedDict) -> None:
    items = list(new.items())
    original.clear()
    original.update(items)


def _replace_set(original: set, new: set) -> None:
    set.clear(original)
    set.update(original, new)


def _replace_deque(original: collections.deque, new: collections.deque) -> None:
    original.clear()
    original.extend(new)


def _replace_state(original: np.random.Generator, new: np.random.Generator) -> None:
    original.bit_generator.state = new.bit_generator.state


_REPLACEMENTS: dict[type, Callable[[Any, Any], None]] = {
    list: lambda original, new: list.__setitem__(original, slice(None), new),
    collections.OrderedDict: _replace_ordered,
    dict: _replace_dict,
    set: _replace_set,
    collections.deque: _replace_deque,
    bytearray: lambda original, new: bytearray.__setitem__(original, slice(None), new),
    random.Random: lambda original, new: original.setstate(new.getstate()),
    np.random.Generator: _replace_state,
    np.random.RandomState: lambda original, new: original.set_state(new.get_state(legacy=False)),
}


def _replace_array(original: np.ndarray, new: np.ndarray) -> None:
    if original.dtype != new.dtype:
        raise Malformed(f"dtype {new.dtype} in place of {original.dtype}")
    if original.size != new.size:  # never `resize`: a view that the test holds would look into memory that is freed
        raise Malformed(f"{new.size} items in place of {original.size}")
    writeable = original.flags.writeable
    if original.shape != new.shape:
        original.shape = new.shape
    original.flags.writeable = True  # the learner's copy was made writeable too, or it could not have changed
    try:
        original[...] = new
    finally:
        original.flags.writeable = writeable
