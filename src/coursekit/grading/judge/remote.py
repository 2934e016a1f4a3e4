"""The judge's end of the bridge: names of the learner's kernel, as plain values and handles.

bridge = Bridge(sock, known_classes=("Stack",))
bridge.begin_cell(namespace, deadline_seconds=120)
namespace.update(bridge.resolve(["squares", "Stack"]))
... run the test cell in `namespace`: squares(3) is a call in the learner's kernel ...
failure = bridge.end_cell()
bridge.done()                       # the kernel's `serve` returns; the kernel is free for the next cell
"""

import socket
import sys
import time
import weakref
from collections.abc import Iterable, MutableMapping
from typing import Any

from coursekit.grading.judge.callbacks import is_function, is_object, library_name, operate
from coursekit.grading.judge.changes import replace, snapshot
from coursekit.grading.judge.codec import Decoder, Encoder, Malformed
from coursekit.grading.judge.conversation import Conversation
from coursekit.grading.judge.faults import (
    BridgeFailure,
    CannotCross,
    LearnerExit,
    LearnerInterrupt,
    LearnerKernelDied,
    TimeLimitExceeded,
    learner_traceback,
)
from coursekit.grading.judge.frames import ConnectionEnded, DeadlinePassed, FrameError, FrameLimits
from coursekit.grading.judge.guest import describe
from coursekit.grading.judge.handles import (
    About,
    Handle,
    handle_class,
    is_handle,
    library_class,
    new_handle,
    number_of,
    read_about,
    remote_of,
)
from coursekit.grading.judge.raising import exception_node, read_exception
from coursekit.grading.judge.shared import instance_node, read_instance, read_member, shared_classes

__all__ = [
    "Bridge",
    "BridgeFailure",
    "CannotCross",
    "Handle",
    "LearnerExit",
    "LearnerInterrupt",
    "LearnerKernelDied",
    "TimeLimitExceeded",
    "learner_traceback",
]

_MISSING = object()


class Bridge:
    """The judge's end of the socket whose other end `guest.serve` answers.

    Every call goes the same way: names that the test cell rebound or deleted are mirrored, the arguments cross,
    the learner's kernel works, and result, exception, printed text and in-place changes of the arguments come back.

    Args:
        sock: Connected stream socket (AF_UNIX). The bridge owns it from now on.
        known_classes: Names of the classes that the reference solution defines. Their instances stay handles even
            if they derive from list or dict, and take part in arithmetic with plain data.
        limits: What a single message may hold.
    """

    def __init__(self, sock: socket.socket, *, known_classes: Iterable[str] = (), limits: FrameLimits | None = None):
        self._end = JudgeEnd(sock, frozenset(known_classes), limits)

    @property
    def failure(self) -> BridgeFailure | None:
        """Why the road is unusable, or None. Stays set until `recover` succeeds, whatever a test cell swallowed."""
        return self._end.failure

    def begin_cell(
        self,
        namespace: MutableMapping[str, Any],
        *,
        deadline_seconds: float | None = None,
        mirrored_data: Iterable[str] = (),
    ) -> None:
        """Begin a test cell. Text printed while sys.stdout is still today's goes to the kernel's own outputs.

        Call it after sys.stdout is what it will be while the cell runs: text that learner's code prints while the
        cell has redirected sys.stdout to something else (to look at it) comes back and is written there.

        Args:
            namespace: The judge's user namespace, in which the cell runs; watched for the resolved names.
            deadline_seconds: From now on, for all calls of the cell together; None: no limit.
            mirrored_data: Resolved names whose rebinding to plain data is mirrored too (global variables that the
                reference solution's functions read). Deletions, functions and handles are always mirrored.
        """
        self._end.deadline = None if deadline_seconds is None else time.monotonic() + deadline_seconds
        self._end.begin(namespace, frozenset(mirrored_data))

    def resolve(self, names: Iterable[str]) -> dict[str, Any]:
        """Look up names of the learner's kernel: plain data as a copy, anything else as a Handle.

        Put the values into the judge's namespace: it is watched for these names from now on. When a later call
        changes such a name, or its list, dict or array in place, in the kernel, it changes in the namespace as well.

        Args:
            names: Names in the learner's user namespace.

        Returns:
            name -> value or Handle (also for plain data that is too large to cross); a name that the learner's
            kernel does not bind is missing.

        Raises:
            BridgeFailure: If the kernel died or the deadline passed.
        """
        return self._end.resolve(list(names))

    def sync(self) -> None:
        """Mirror what the test cell rebound or deleted since the last call; each call does so by itself."""
        self._end.ask("bool", True)

    def end_cell(self) -> BridgeFailure | None:
        """End the test cell: mirror what it left behind, clear the deadline; return `failure`."""
        end = self._end
        if end.failure is None and end.has_news():
            try:
                self.sync()
            except (BridgeFailure, CannotCross):
                pass  # a failure is returned; what can't cross was a matter for the cell
        end.deadline = None
        return end.failure

    def recover(self, timeout_seconds: float) -> bool:
        """After TimeLimitExceeded, and once the kernel was interrupted: wait for the late answer.

        Returns:
            Whether the kernel answered in time, so that the bridge can be used again. If not: kill the kernel, close
            this bridge, and make a new one.
        """
        return self._end.recover(time.monotonic() + timeout_seconds)

    def done(self) -> None:
        """Tell the kernel that no more requests come for now: its `serve` returns, and the kernel is free."""
        try:
            self._end.frames.send("done", (), self._end.deadline)
        except (ConnectionEnded, DeadlinePassed):
            self._end.fail(LearnerKernelDied("the learner's kernel ended"))

    def close(self) -> None:
        """Close the socket; every handle is dead from now on."""
        self._end.fail(LearnerKernelDied("the bridge to the learner's kernel is closed"))
        self._end.frames.sock.close()


class JudgeEnd(Conversation):
    """Asks the learner's kernel, and lends it what the test cell passes to it.

    Args:
        sock: Connected stream socket.
        known_classes: Names of the reference solution's classes.
        limits: What one message may hold.
    """

    def __init__(self, sock: socket.socket, known_classes: frozenset[str], limits: FrameLimits | None):
        super().__init__(sock, limits, for_the_test=True)
        self.failure: BridgeFailure | None = None
        self._known_classes = known_classes
        self._namespace: MutableMapping[str, Any] = {}
        self._mirrored_data: frozenset[str] = frozenset()
        self._shared: frozenset[str] = frozenset()
        self._told: Any = None  # what the kernel was told of classes
        self._asked_for: set[str] = set()  # names that `resolve` was asked for: the kernel may speak of no others
        self._resolved: dict[str, Any] = {}  # name -> what `resolve` gave
        self._mirrored: dict[str, tuple[Any, Any]] = {}  # name -> what the kernel has, has_changed
        self._released: list[int] = []
        self._handles: weakref.WeakValueDictionary[int, Handle] = weakref.WeakValueDictionary()
        self._abouts: dict[int, tuple[About, type[Handle]]] = {}
        self._described: set[int] = set()
        self._home: Any = None
        self._looking_up: list[str] | None = None

    # one test cell after the other

    def begin(self, namespace: MutableMapping[str, Any], mirrored_data: frozenset[str]) -> None:
        """Begin a test cell."""
        self._namespace, self._mirrored_data, self._home = namespace, mirrored_data, sys.stdout
        self._shared = frozenset(shared_classes(namespace))

    def resolve(self, names: list[str]) -> dict[str, Any]:
        """Ask for the values of names."""
        if not names:
            return {}
        self._asked_for.update(names)
        self._looking_up = names
        self.ask("lookup")
        return {name: self._resolved[name] for name in names if name in self._resolved}

    def greeting(self, encoder: Encoder) -> dict[str, Any]:
        """Send along released handles, classes, and names that the test cell rebound or deleted."""
        more: dict[str, Any] = {}
        classes = [sorted(self._known_classes), sorted(self._shared)]
        if classes != self._told:
            self._told = more["b"] = classes
        if self._released:
            released, self._released = self._released, []
            more["f"] = [number for number in released if number not in self._handles]
        news = self._news(encoder)
        if news:
            more["s"] = news
        if self._looking_up is not None:
            more["n"], self._looking_up = self._looking_up, None
            for name in more["n"]:
                self._resolved.pop(name, None)
        if self._home is not None and sys.stdout is not self._home:
            more["o"] = 1
        return more

    def has_news(self) -> bool:
        """Return whether the test cell rebound or deleted a resolved name."""
        return bool(self._news(None))

    def _news(self, encoder: Encoder | None) -> list:
        news = []
        for name, (known, has_changed) in list(self._mirrored.items()):
            now = self._namespace.get(name, _MISSING)
            if now is known and not (name in self._mirrored_data and has_changed()):
                continue
            how = self._how(name, now, known)
            if how is not None:
                news.append([name, how, encoder.encode(now) if encoder is not None and how == "set" else None])
                if encoder is not None:
                    self._mirrored[name] = now, snapshot(now)
        return news

    def _how(self, name: str, now: Any, known: Any) -> str | None:
        if now is _MISSING:
            return "del"
        if now is not known and now is self._resolved.get(name, _MISSING):
            return "back"
        return "set" if name in self._mirrored_data or is_handle(now) or is_function(now) else None

    def take_farewell(self, message: dict[str, Any], decoder: Decoder) -> None:
        """Take the values of names that were looked up or have changed, and what was printed."""
        for name, node, rebound in message.get("w", ()):
            if type(name) is not str or name not in self._asked_for:
                raise Malformed("a name that was not asked for")  # it could be one of the test's own
            self._take_name(name, decoder.value(node), bool(rebound))
        for name in message.get("g", ()):
            if type(name) is not str or name not in self._asked_for:
                raise Malformed("a name that was not asked for")
            if name in self._mirrored and self._namespace.get(name, _MISSING) is self._mirrored[name][0]:
                self._namespace.pop(name, None)
            self._mirrored.pop(name, None)
        printed = message.get("o")
        if printed is not None:
            for stream, text in zip((sys.stdout, sys.stderr), printed, strict=True):
                if type(text) is not str:
                    raise Malformed("no text")
                if text:
                    stream.write(text)

    def _take_name(self, name: str, value: Any, rebound: bool) -> None:
        known = self._mirrored.get(name)
        if known is None or self._namespace.get(name, _MISSING) is not known[0]:
            self._resolved[name], self._mirrored[name] = value, (value, snapshot(value))
            return
        if not rebound and value is not known[0] and type(value) is type(known[0]):
            replace(known[0], value)
            value = known[0]
        self._resolved[name], self._mirrored[name] = value, (value, snapshot(value))
        self._namespace[name] = value

    # asking

    def ask(self, operation: str, *args: Any, **kwargs: Any) -> Any:
        """Ask the learner's kernel.

        Raises:
            BridgeFailure: If the kernel died, speaks nonsense, or is late; now, or in an earlier call.
        """
        if self.failure is not None:
            raise self.failure
        try:
            return super().ask(operation, *args, **kwargs)
        except DeadlinePassed:
            raise self.fail(TimeLimitExceeded("the answer took longer than the time limit")) from None
        except ConnectionEnded:
            raise self.fail(LearnerKernelDied("the learner's kernel ended before it answered")) from None
        except (FrameError, Malformed) as problem:
            text = f"the learner's kernel gave an answer that no kernel gives: {problem}"
            raise self.fail(LearnerKernelDied(text)) from None

    def fail(self, failure: BridgeFailure) -> BridgeFailure:
        """Remember the first failure; return it."""
        if self.failure is None:
            self.failure = failure
        return self.failure

    def recover(self, deadline: float) -> bool:
        """Answer what is still open with an error, and wait for the late answers."""
        if not isinstance(self.failure, TimeLimitExceeded):
            return self.failure is None
        try:
            while self.open:
                kind, number = self.open[-1]
                if kind == "asked":
                    reply, _ = self.frames.receive(deadline)
                    if type(reply) is not dict or reply.get("re") != number:
                        number = reply.get("id") if type(reply) is dict else None
                        self._decline(number, deadline)
                        continue
                else:
                    self._decline(number, deadline)
                self.open.pop()
        except (DeadlinePassed, ConnectionEnded, FrameError):
            return False
        self.failure = None
        return True

    def _decline(self, number: Any, deadline: float) -> None:
        failure = self._failure(Encoder(self, self.limits), RuntimeError("the time of this test cell is over"))
        self.frames.send({"re": number} | failure, (), deadline)

    # lending

    def perform(self, operation: str, args: list, kwargs: dict) -> Any:
        """Do what the learner's code asks of something that was lent to it."""
        if not args or id(args[0]) not in self._numbers:
            raise CannotCross("nothing of the judge was asked for")
        return operate(operation, args, kwargs)

    def stays(self, kind: type) -> bool:
        """Return whether instances of a test cell's own subclass of plain data stay here: never."""
        return False

    def exported(self, value: Any, encoder: Encoder) -> list:
        """Return the node of something of the judge that is no plain data."""
        if is_handle(value):
            if remote_of(value) is not self:
                raise CannotCross("a thing of a kernel that has ended")
            return ["y", number_of(value)]
        if isinstance(value, BaseException):
            return exception_node(encoder, value, self.classes, with_traceback=False)
        if isinstance(value, type) and issubclass(value, BaseException):
            number = self.mirrors.number_of.get(value)
            return ["y", number] if number is not None else self.classes.node(value)
        shared = instance_node(encoder, value, self._shared, self._namespace)
        if shared is not None:
            return shared
        name = library_name(value)
        if name is not None:
            return ["lib", *name]
        if is_function(value):
            name = getattr(value, "__name__", type(value).__name__)
            return ["f", self.give(value), name if isinstance(name, str) else "lent", None]
        if is_object(value):
            return ["o", self.give(value), describe(type(value), self.give(type(value)))]
        raise CannotCross(
            f"a value of type {type(value).__name__} is neither plain data (numbers, texts, containers, arrays, tables, "
            "Keras models) nor a function or object of the test cell"
        )

    # what the learner's kernel lends

    def imported(self, node: list, decoder: Decoder) -> Any:
        """Return the handle of a thing of the kernel, or this side's own thing that came back."""
        tag = node[0]
        if tag == "h":
            return self._handle(node)
        if tag == "y":
            return self.given[node[1]]
        if tag == "x":
            return read_exception(decoder, node, self.mirrors)
        if tag in ("xb", "xl", "xc", "xr"):
            return self.mirrors.find(node)
        if tag == "in":
            return read_instance(decoder, node, self._namespace)
        if tag == "en":
            return read_member(node, self._namespace)
        raise Malformed(f"unknown tag {tag!r}")

    def _handle(self, node: list) -> Handle:
        _, number, described = node
        if type(number) is not int:
            raise Malformed("a handle without a number")
        if type(described) is list:
            about = read_about(described)
            self._abouts[about.number] = about, handle_class(about)
        else:
            about = self._abouts[described][0]
        handle = self._handles.get(number)
        if handle is None:
            handle = self._handles[number] = new_handle(self._abouts[about.number][1], self, about, number)
        return handle

    def forget(self, number: int) -> None:
        """Let the kernel drop a thing with the next request: its handle is gone."""
        self._released.append(number)

    def knows(self, about: About) -> bool:
        """Return whether a class is one that the reference solution defines."""
        return about.module == "__main__" and about.name in self._known_classes

    def local_class(self, module: str, qualname: str) -> type | None:
        """Return the judge's own class of this name: an instructor's cell defined it, or a library that is imported."""
        if module == "__main__":
            found = self._namespace.get(qualname)
            return found if issubclass(type(found), type) else None
        return library_class(module, qualname)
