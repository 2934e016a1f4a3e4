"""The learner's end of the bridge: answers requests about the user namespace, in the kernel's main thread.

Nothing here protects anything: this code lives in the learner's process. Whoever tampers with it gains the power to
answer with any plain data, which every answer has anyway.
"""

import copy
import inspect
import io
import math
import operator
import signal
import socket
import sys
import threading
import types
from collections.abc import Callable, MutableMapping
from typing import Any

from coursekit.grading.judge.changes import snapshot
from coursekit.grading.judge.codec import Decoder, Encoder, mro_of
from coursekit.grading.judge.conversation import Conversation
from coursekit.grading.judge.faults import CannotCross
from coursekit.grading.judge.frames import MIB, ConnectionEnded, FrameLimits
from coursekit.grading.judge.handles import (
    SPECIAL_METHODS,
    Handle,
    handle_class,
    is_handle,
    new_handle,
    number_of,
    read_about,
)
from coursekit.grading.judge.raising import exception_node
from coursekit.grading.judge.shared import instance_node, read_instance, read_member

PRINTED_CHARACTERS = 1 * MIB  # of what one call prints, when the test cell wants to look at it
_MISSING = object()
_ENDS: dict[int, "LearnerEnd"] = {}


def serve(fd: int, namespace: MutableMapping[str, Any] | None = None) -> str:
    """Answer the judge's requests until it says that it is done.

    What the judge's requests do runs in this thread, so an interrupt of the kernel raises KeyboardInterrupt in the
    learner's function that just runs, and is ignored while none does.

    Args:
        fd: File descriptor of this end of the socket. Stays open until the judge closes its own: serve may be
            called again with the same one.
        namespace: The learner's names; default: the user namespace of the running IPython shell.

    Returns:
        "done" if the judge said so, "closed" if the judge closed its end.
    """
    if namespace is None:
        from IPython import get_ipython

        namespace = get_ipython().user_ns
    end = _ENDS.get(fd)
    if end is None or end.namespace is not namespace:
        end = _ENDS[fd] = LearnerEnd(socket.socket(fileno=fd), namespace)
    result = end.serve()
    if result == "closed":
        del _ENDS[fd]
        end.frames.sock.close()
    return result


OPERATIONS: dict[str, Callable[..., Any]] = {
    "call": lambda target, /, *args, **kwargs: target(*args, **kwargs),
    "getattr": getattr,
    "setattr": setattr,
    "delattr": delattr,
    "dir": dir,
    "getitem": operator.getitem,
    "setitem": operator.setitem,
    "delitem": operator.delitem,
    "iter": iter,
    "next": next,
    "reversed": reversed,
    "len": len,
    "bool": bool,
    "int": int,
    "index": operator.index,
    "float": float,
    "complex": complex,
    "str": str,
    "repr": repr,
    "format": format,
    "bytes": bytes,
    "fspath": lambda target: type(target).__fspath__(target),
    "hash": hash,
    "abs": abs,
    "round": round,
    "floor": math.floor,
    "ceil": math.ceil,
    "trunc": math.trunc,
    "divmod": divmod,
    "pow": pow,
    "contains": operator.contains,
    "isinstance": isinstance,
    "issubclass": issubclass,
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "enter": lambda target: type(target).__enter__(target),
    "exit": lambda target, *error: type(target).__exit__(target, *error),
    "array": lambda target: _as_array(target),
    "signature": lambda target: _signature(target),
}
OPERATIONS |= {name: getattr(operator, name) for name in ("eq", "ne", "lt", "le", "gt", "ge", "neg", "pos", "invert")}
OPERATIONS |= {
    f"{prefix}{name}": getattr(operator, f"{prefix}{name}" if prefix else {"and": "and_", "or": "or_"}.get(name, name))
    for name in ("add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "lshift", "rshift", "and", "or", "xor")
    for prefix in ("", "i")
}
OPERATIONS["ipow"] = operator.ipow


def _as_array(target: Any) -> Any:
    import numpy as np

    return np.asarray(target)


def _signature(target: Any) -> list:
    parameters = inspect.signature(target).parameters.values()
    empty = inspect.Parameter.empty
    return [(each.name, int(each.kind), [] if each.default is empty else [each.default]) for each in parameters]


class LearnerEnd(Conversation):
    """Answers from the learner's namespace.

    Args:
        sock: Connected stream socket.
        namespace: The learner's names.
        limits: What one message may hold.
    """

    def __init__(self, sock: socket.socket, namespace: MutableMapping[str, Any], limits: FrameLimits | None = None):
        super().__init__(sock, limits, for_the_test=False)
        self.namespace = namespace
        self._known: frozenset[str] = frozenset()
        self._shared: frozenset[str] = frozenset()
        self._described: set[int] = set()  # classes that the judge has heard of
        self._watched: dict[str, tuple[Any, Callable[[], bool]]] = {}
        self._kept: dict[str, Any] = {}  # what a name was when the judge rebound or deleted it
        self._lent: dict[int, Any] = {}  # stand-ins for things of the judge, by their number
        self._lent_numbers: dict[int, int] = {}
        self._lent_classes: dict[int, Any] = {}
        self._interruptible = False
        self._interrupted = False

    def serve(self) -> str:
        """Answer until the judge is done; see the function of this name."""
        restore = self._take_interrupts()
        try:
            while True:
                message, buffers = self.frames.receive()
                if message == "done":
                    return "done"
                self._interrupted = False
                self.answer(message, buffers)
        except ConnectionEnded:
            return "closed"
        finally:
            restore()

    # interrupts: they strike the learner's code only, never a half-sent message

    def _take_interrupts(self) -> Callable[[], Any]:
        if threading.current_thread() is not threading.main_thread():
            return lambda: None
        before = signal.signal(signal.SIGINT, self._interrupt)
        return lambda: signal.signal(signal.SIGINT, before)

    def _interrupt(self, number: int, frame: Any) -> None:
        if self._interruptible:
            raise KeyboardInterrupt
        self._interrupted = True

    def ask(self, operation: str, *args: Any, **kwargs: Any) -> Any:
        """Ask the judge, who waits for an answer meanwhile."""
        if not self.open:
            raise CannotCross("the test cell that lent this is no longer waiting")
        was, self._interruptible = self._interruptible, False
        try:
            return super().ask(operation, *args, **kwargs)
        finally:
            self._interruptible = was
            if was and self._interrupted:
                self._interrupted = False
                raise KeyboardInterrupt

    # answering

    def perform(self, operation: str, args: list, kwargs: dict) -> Any:
        """Do what the judge asked for."""
        if operation == "lookup":
            return None
        work = OPERATIONS[operation]
        before = self._interruptible
        try:
            self._interruptible = True
            return work(*args, **kwargs)
        finally:
            self._interruptible = before

    def answer(self, message: dict, buffers: list) -> None:
        """Answer one request; collect what is printed meanwhile if the test cell looks at it."""
        if not message.get("o"):
            super().answer(message, buffers)
            return
        before = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = self._printed = _Printed(), _Printed()
        try:
            super().answer(message, buffers)
        finally:
            sys.stdout, sys.stderr = before
            self._printed = None

    _printed: "tuple[_Printed, _Printed] | None" = None

    def welcome(self, message: dict, decoder: Decoder) -> None:
        """Take what the judge sends along: releases, known classes, names that the test cell rebound."""
        for number in message.get("f", ()):
            self.take_back(number)
        if "b" in message:
            known, shared = message["b"]
            self._known, self._shared = frozenset(known), frozenset(shared)
        for name, how, node in message.get("s", ()):
            self._bind(name, how, decoder.value(node))
        if message["op"] == "lookup":
            self._looked_up = message["n"]

    _looked_up: Any = None

    def _bind(self, name: str, how: str, value: Any) -> None:
        if how != "back":
            if name in self.namespace:
                self._kept.setdefault(name, self.namespace[name])
        if how == "del":
            self.namespace.pop(name, None)
        elif how == "set":
            self.namespace[name] = value
        elif name in self._kept:
            self.namespace[name] = self._kept.pop(name)
        self._watched.pop(name, None)
        if name in self.namespace:
            self._watch(name)

    def _watch(self, name: str) -> None:
        value = self.namespace[name]
        self._watched[name] = value, snapshot(value)

    def farewell(self, encoder: Encoder) -> dict:
        """Send along the values of names that were looked up, or changed since."""
        news: dict[str, Any] = {}
        if self._looked_up is not None:
            names, self._looked_up = self._looked_up, None
            news["w"] = [[name, self._value_node(name, encoder), True] for name in names if name in self.namespace]
        else:
            changed = [
                name for name, (value, has_changed) in self._watched.items() if self._is_new(name, value, has_changed)
            ]
            if changed:
                present = [name for name in changed if name in self.namespace]
                rebound = [self.namespace[name] is not self._watched[name][0] for name in present]
                nodes = [self._value_node(name, encoder) for name in present]
                news["w"] = [list(each) for each in zip(present, nodes, rebound, strict=True)]
                news["g"] = [name for name in changed if name not in self.namespace]
                for name in news["g"]:
                    del self._watched[name]
        if self._printed is not None:
            news["o"] = [stream.getvalue() for stream in self._printed]
        return news

    def _is_new(self, name: str, value: Any, has_changed: Callable[[], bool]) -> bool:
        return self.namespace.get(name, _MISSING) is not value or has_changed()

    def _value_node(self, name: str, encoder: Encoder) -> Any:
        """Return the node of a name's value; what is too large to cross, or no plain data all through, is a handle."""
        self._watch(name)
        value = self.namespace[name]
        apart = Encoder(self, self.limits)
        try:
            node = apart.encode(value)
        except (CannotCross, RecursionError):
            return self._handle(value)
        if apart.buffers or apart.objects:
            return encoder.encode(value)
        return node

    # what crosses as what

    def stays(self, kind: type) -> bool:
        """Return whether instances of a class stay here although it derives from plain data."""
        return kind.__name__ in self._known and kind.__module__ == "__main__"

    def exported(self, value: Any, encoder: Encoder) -> list:
        """Return the node of something that is no plain data."""
        number = self._lent_numbers.get(id(value))
        if number is not None:
            return ["y", number]
        if is_handle(value):
            return ["y", number_of(value)]
        if isinstance(value, (types.CoroutineType, types.AsyncGeneratorType)):
            if isinstance(value, types.CoroutineType):
                value.close()
            raise CannotCross("the answer is a coroutine: a test cell can't await the learner's async functions")
        if isinstance(value, BaseException):
            return exception_node(encoder, value, self.classes, with_traceback=False)
        if isinstance(value, type) and issubclass(value, BaseException):
            number = self.mirrors.number_of.get(value)
            return ["y", number] if number is not None else self.classes.node(value)
        shared = instance_node(encoder, value, self._shared, self.namespace)
        return shared if shared is not None else self._handle(value)

    def _handle(self, value: Any) -> list:
        kind = type(value)
        number = self.give(kind)
        if number in self._described:
            return ["h", self.give(value), number]
        self._described.add(number)
        return ["h", self.give(value), describe(kind, number)]

    def take_back(self, number: int) -> None:
        """Forget what the judge released; classes that were described to it stay."""
        if number not in self._described:
            super().take_back(number)

    def imported(self, node: list, decoder: Decoder) -> Any:
        """Return what stands here for something of the judge."""
        tag = node[0]
        if tag == "y":
            return self.given[node[1]]
        if tag == "f":
            return self._lent.get(node[1]) or self._lend(node[1], _function(self, *node[2:4]))
        if tag == "o":
            return self._lent.get(node[1]) or self._lend(node[1], self._object(node))
        if tag == "lib":
            return _of_library(node[1], node[2])
        if tag == "x":
            from coursekit.grading.judge.raising import read_exception

            return read_exception(decoder, node, self.mirrors)
        if tag in ("xb", "xl", "xc", "xr"):
            return self.mirrors.find(node)
        if tag == "in":
            return read_instance(decoder, node, self.namespace)
        if tag == "en":
            return read_member(node, self.namespace)
        raise ValueError(f"unknown tag {tag!r}")

    def _lend(self, number: int, value: Any) -> Any:
        self._lent[number], self._lent_numbers[id(value)] = value, number
        return value

    def _object(self, node: list) -> Handle:
        about = read_about(node[2])
        kind = self._lent_classes.setdefault(about.number, handle_class(about))
        return new_handle(kind, self, about, node[1])

    # what a stand-in for an object of the judge needs

    def forget(self, number: int) -> None:
        """A stand-in is gone; the judge keeps its things as long as the bridge lives."""

    def knows(self, about: Any) -> bool:
        """Return whether operators with plain data are asked of the judge: always."""
        return True

    def local_class(self, module: str, qualname: str) -> type | None:
        """Return no class: what a test cell lends is of a class that is not here."""
        return None


class _Printed(io.StringIO):
    """Keeps what is printed, up to a limit."""

    def write(self, text: str) -> int:
        room = PRINTED_CHARACTERS - self.tell()
        super().write(text[: max(room, 0)])
        return len(text)


def describe(kind: type, number: int) -> list:
    """Return what the other side is told about a class; see `handles.About`."""
    bases = mro_of(kind)
    special = [name for name in SPECIAL_METHODS if _has(bases, name)]
    names = [[str(_module(base)), _qualname(base)] for base in bases[:-1]]
    return [number, kind.__name__, names[0][0] if names else "builtins", _qualname(kind), names[:30], special]


def _has(bases: tuple[type, ...], name: str) -> bool:
    for base in bases:
        if base is object and name != "__call__":
            return False
        if name in base.__dict__:
            return base.__dict__[name] is not None
    return False


_qualname = type.__dict__["__qualname__"].__get__
_module = type.__dict__["__module__"].__get__


def _function(end: LearnerEnd, name: str, document: str | None) -> Callable[..., Any]:
    """Return a function that calls one of the judge."""

    def lent(*args, **kwargs):
        return end.ask("call", lent, *args, **kwargs)

    lent.__name__ = lent.__qualname__ = name
    lent.__doc__ = document
    return lent


def _of_library(module: str, name: str) -> Any:
    import importlib

    found: Any = importlib.import_module(module)
    for part in name.split(".") if name else ():
        found = getattr(found, part)
    return found
