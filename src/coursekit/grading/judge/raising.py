"""Exceptions across the bridge: of the same built-in type, with mirrored classes for the learner's own.

["x", class, [arguments], text, attributes or null, traceback]
class: ["xb", name] of the built-in module, ["xl", module, name] of a library, ["xc", id, name, bases] mirrored,
       ["y", id] one of the reader's own, ["xr"] CannotCross
"""

import builtins
import sys
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from coursekit.grading.judge.codec import Decoder, Encoder, Malformed
from coursekit.grading.judge.faults import CannotCross, LearnerExit, LearnerInterrupt

OURS = str(Path(__file__).parent)
TRACEBACK_CHARACTERS = 20_000
FRAMES_SHOWN = 30
_LIBRARIES = frozenset(
    "numpy pandas keras tensorflow sklearn scipy jax torch json decimal re struct csv statistics queue zlib binascii "
    "configparser subprocess urllib http ssl xml email copy dataclasses zoneinfo pickle shutil tarfile zipfile".split()
)
_FOR_THE_TEST = {
    BaseException: Exception,
    SystemExit: LearnerExit,
    KeyboardInterrupt: LearnerInterrupt,
    GeneratorExit: Exception,
}


def exception_node(encoder: Encoder, error: BaseException, classes: "ClassNodes", *, with_traceback: bool) -> list:
    """Return the node of an exception; arguments and attributes that can't cross are left out."""
    args = BaseException.args.__get__(error)
    try:
        nodes = [_try(encoder, each) for each in args]
        text = str(error)
    except Exception:  # its own __str__ may raise anything
        nodes, text = [], "(its text can't be shown)"
    attributes = _try(encoder, dict(vars(error))) if getattr(error, "__dict__", None) else None
    shown = learner_lines(error) if with_traceback and not isinstance(error, StopIteration) else ""
    cause = error.__cause__
    because = exception_node(encoder, cause, classes, with_traceback=False) if _short_chain(cause) else None
    return ["x", classes.node(type(error)), nodes, text[:TRACEBACK_CHARACTERS], attributes, shown, because]


def _short_chain(cause: BaseException | None) -> bool:
    seen = 0
    while cause is not None and seen <= 5:
        cause, seen = cause.__cause__, seen + 1
    return 0 < seen <= 5


def _try(encoder: Encoder, value: Any) -> Any:
    """Return the node of a part of an exception that is plain, or of its text."""
    apart = Encoder(None, encoder.limits)
    try:
        node = apart.encode(value)
        if apart.buffers:
            raise CannotCross("too long for an exception's argument")
        return node
    except CannotCross:
        return None if isinstance(value, dict) else f"<{type(value).__name__}>"


class ClassNodes:
    """Gives the node of an exception class.

    Args:
        number: Asked for the number of a class that has to be mirrored over there.
        theirs: Mirrors of classes of the other side, and their numbers there.
    """

    def __init__(self, number: Callable[[type], int], theirs: Mapping[type, int]):
        self._number, self._theirs = number, theirs

    def node(self, kind: type) -> list:
        """Return the node of a class: by its name, as one that came from there, or to be mirrored."""
        if kind is CannotCross:
            return ["xr"]
        if kind in self._theirs:
            return ["y", self._theirs[kind]]
        if getattr(builtins, kind.__name__, None) is kind:
            return ["xb", kind.__name__]
        if _library_class(kind.__module__, kind.__qualname__) is kind:
            return ["xl", kind.__module__, kind.__qualname__]
        bases = [self.node(base) for base in kind.__bases__ if issubclass(base, BaseException)]
        return ["xc", self._number(kind), kind.__name__, bases]


def _library_class(module: Any, name: Any) -> type | None:
    if type(module) is not str or type(name) is not str or module.partition(".")[0] not in _LIBRARIES:
        return None
    found = getattr(sys.modules.get(module), name, None)
    return found if isinstance(found, type) and issubclass(found, Exception) else None


def learner_lines(error: BaseException) -> str:
    """Return a traceback as Python prints it, without frames of ours, cut in the middle if it is long."""
    try:
        shown = traceback.TracebackException.from_exception(error, limit=-4 * FRAMES_SHOWN, compact=True)
        _drop_ours(shown, 0)
        text = "".join(shown.format())
    except Exception as problem:
        text = f"{type(error).__name__} (no traceback: {type(problem).__name__})\n"
    if len(text) > TRACEBACK_CHARACTERS:
        half = TRACEBACK_CHARACTERS // 2
        text = f"{text[:half]}\n    ...\n{text[-half:]}"
    return text


def _drop_ours(shown: traceback.TracebackException, depth: int) -> None:
    kept = [frame for frame in shown.stack if not frame.filename.startswith(OURS)]
    if len(kept) > FRAMES_SHOWN:
        kept = kept[: FRAMES_SHOWN // 3] + kept[-2 * FRAMES_SHOWN // 3 :]
    shown.stack = traceback.StackSummary.from_list(kept)
    for other in (shown.__cause__, shown.__context__):
        if other is not None and depth < 10:
            _drop_ours(other, depth + 1)


class Mirrors:
    """Local classes in place of exception classes of the other side: an `except` clause can name them."""

    def __init__(self, given: Mapping[int, Any], *, for_the_test: bool):
        self._given, self.for_the_test = given, for_the_test
        self.by_number: dict[int, type] = {}
        self.number_of: dict[type, int] = {}

    def find(self, node: Any, depth: int = 0) -> type:
        """Return the class of a node, mirroring it if it is new.

        Raises:
            Malformed: If there is none of this name.
        """
        if depth > 20 or type(node) is not list or not node:
            raise Malformed("no class of exceptions")
        if node[0] == "xb":
            kind = getattr(builtins, node[1], None)
            if not (isinstance(kind, type) and issubclass(kind, BaseException)):
                raise Malformed("no built-in exception")
            return _for_the_test(kind) if self.for_the_test else kind
        if node[0] == "xr":
            return CannotCross
        if node[0] == "y":
            kind = self._given[node[1]]
            if not (isinstance(kind, type) and issubclass(kind, BaseException)):
                raise Malformed("no class of exceptions")
            return kind
        if node[0] == "xl":
            return _library_class(node[1], node[2]) or Exception
        _, number, name, bases = node
        kind = self.by_number.get(number)
        return kind if kind is not None else self._mirror(number, name, [self.find(base, depth + 1) for base in bases])

    def _mirror(self, number: int, name: str, bases: list[type]) -> type:
        if type(number) is not int or type(name) is not str or len(self.by_number) > 1000:
            raise Malformed("no class of exceptions")
        body = {"__module__": "__main__", "__str__": _own_text}
        try:
            kind = type(name, tuple(dict.fromkeys(bases)) or (Exception,), body)
        except TypeError:  # bases whose layouts or orders do not go together
            kind = type(name, (bases[0],), body)
        self.by_number[number], self.number_of[kind] = kind, number
        return kind


def _for_the_test(kind: type) -> type:
    """Return what a test cell can catch by `except Exception`."""
    if issubclass(kind, Exception):
        return kind
    return next(_FOR_THE_TEST[base] for base in kind.__mro__ if base in _FOR_THE_TEST)


def _own_text(self: BaseException) -> str:
    text = self.__dict__.get("__learner_text__")
    return text if text is not None else BaseException.__str__(self)


def read_exception(decoder: Decoder, node: list, mirrors: Mirrors, depth: int = 0) -> BaseException:
    """Return the exception of a node, with `__learner_traceback__`."""
    _, kind_node, arg_nodes, text, attributes, shown, because = node
    if type(text) is not str or type(shown) is not str or depth > 10:
        raise Malformed("no exception")
    kind = mirrors.find(kind_node)
    args = tuple(Decoder(()).decode(each) for each in arg_nodes)
    error = _made(kind, args)
    if attributes is not None:
        values = Decoder(()).decode(attributes)
        error.__dict__.update({name: value for name, value in values.items() if not name.startswith("__")})
    if kind in mirrors.number_of:
        error.__dict__["__learner_text__"] = text
    error.__learner_traceback__ = shown  # present even if empty: it says whose exception this is
    if because is not None:
        error.__cause__ = read_exception(decoder, because, mirrors, depth + 1)
    return error


def _made(kind: type, args: tuple) -> BaseException:
    if kind.__module__ == "builtins" or kind in (LearnerExit, LearnerInterrupt):
        try:
            return kind(*args)
        except Exception:  # such as UnicodeDecodeError, which insists on five
            pass
    for take in (args, ()):
        try:
            error = kind.__new__(kind, *take)
            error.args = args
            return error
        except Exception:  # such as a group, which insists on exceptions
            continue
    return Exception(*args)
