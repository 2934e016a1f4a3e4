"""What the judge lends to the learner's code: functions and objects of the test cell, to be used but not looked into.

A function can be called, nothing else: its attributes would lead to its globals, and from there to expected values.
Of objects whose class the test cell defines, public attributes and methods can be used; iterators can be stepped.
"""

import functools
import io
import operator
import sys
import types
from collections.abc import Callable, Iterator
from typing import Any

from coursekit.grading.judge.faults import CannotCross

_FUNCTIONS = (
    types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.MethodWrapperType, functools.partial,
    types.WrapperDescriptorType, types.MethodDescriptorType, operator.itemgetter, operator.attrgetter, operator.methodcaller,
)  # fmt: skip
_STREAMS = (io.StringIO, io.BytesIO)
_STREAM_METHODS = frozenset(
    "read readline readlines write writelines seek tell close getvalue flush closed readable writable".split()
)
_NAMED_LIBRARIES_NOT = frozenset(["__main__", "coursekit"])

OPERATIONS: dict[str, Callable[..., Any]] = {
    "call": lambda target, *args, **kwargs: target(*args, **kwargs),
    "iter": iter,
    "next": next,
    "len": len,
    "bool": bool,
    "str": str,
    "repr": repr,
    "float": float,
    "int": int,
    "getitem": operator.getitem,
    "contains": operator.contains,
    "enter": lambda target: type(target).__enter__(target),
    "exit": lambda target, *error: type(target).__exit__(target, *error),
    "eq": operator.eq,
    "ne": operator.ne,
    "hash": hash,
}


def library_name(value: Any) -> tuple[str, str] | None:
    """Return module and name of a class, function or module of a library, so that the kernel can use its own."""
    if isinstance(value, types.ModuleType):
        name = value.__name__
        return (name, "") if sys.modules.get(name) is value and _is_library(name) else None
    module = getattr(value, "__module__", None)
    name = getattr(value, "__qualname__", None) or getattr(value, "__name__", None)
    if type(value).__name__ == "ufunc":
        module = "numpy"
    if type(module) is not str or type(name) is not str or not _is_library(module):
        return None
    found: Any = sys.modules.get(module)
    for part in name.split("."):
        found = getattr(found, part, None)
    return (module, name) if found is value else None


def _is_library(module: str) -> bool:
    return module.partition(".")[0] not in _NAMED_LIBRARIES_NOT


def is_function(value: Any) -> bool:
    """Return whether a thing of the test cell is lent as a function."""
    return isinstance(value, _FUNCTIONS) or (isinstance(value, type) and value.__module__ == "__main__")


def is_object(value: Any) -> bool:
    """Return whether a thing of the test cell is lent as an object."""
    return type(value).__module__ == "__main__" or isinstance(value, (Iterator, *_STREAMS))


def operate(operation: str, args: list, kwargs: dict) -> Any:
    """Do what the learner's code asks of a thing that was lent to it.

    Raises:
        CannotCross: If it is none of what such a thing is lent for.
    """
    if operation in ("getattr", "setattr") and args and type(args[1]) is str:
        _allow(args[0], args[1])
        return getattr(args[0], args[1]) if operation == "getattr" else setattr(*args)
    work = OPERATIONS.get(operation)
    if work is None:
        raise CannotCross(f"{operation!r} is not possible with a thing that the test cell lends")
    return work(*args, **kwargs)


def _allow(target: Any, name: str) -> None:
    if isinstance(target, _STREAMS) and name in _STREAM_METHODS:
        return
    if isinstance(target, type) or type(target).__module__ != "__main__" or isinstance(target, _FUNCTIONS):
        raise CannotCross(f"attributes of a {type(target).__name__} of the test cell are not lent")
    if name.startswith("_"):
        raise AttributeError(f"{type(target).__name__!r} object has no attribute {name!r} that is lent")
