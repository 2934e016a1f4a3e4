"""Requests and answers over one socket, nested in one another: either side may ask while it is being asked.

request {"id": 7, "op": "call", "a": [nodes], "k": [[name, node]]}     and what `greeting` adds
answer  {"re": 7, "c": [[number, node]], "v": node}                    the changed arguments and the value
failure {"re": 7, "c": [[number, node]], "e": exception's node}        or "je": an exception that the asker raised
"""

import socket
import sys
import threading
from collections.abc import Callable
from typing import Any

from coursekit.grading.judge import arrays, models, tables  # noqa: F401  they register who writes and reads what
from coursekit.grading.judge.changes import content, replace, snapshot
from coursekit.grading.judge.codec import Decoder, Encoder, Malformed
from coursekit.grading.judge.faults import BridgeFailure, CannotCross
from coursekit.grading.judge.frames import FrameError, FrameLimits, Frames
from coursekit.grading.judge.raising import ClassNodes, Mirrors, exception_node, read_exception

NESTING = 40  # calls within calls across the bridge
STACK_KEPT_FREE = 250  # frames that one exchange may need


class Conversation:
    """One end of the bridge: asks, and answers what it is asked meanwhile.

    Args:
        sock: Connected stream socket.
        limits: What one message may hold.
        for_the_test: Whether this is the judge's end, where no exception may slip past `except Exception`.
    """

    def __init__(self, sock: socket.socket, limits: FrameLimits | None, *, for_the_test: bool):
        self.frames = Frames(sock, limits)
        self.is_judge = for_the_test
        self.limits = self.frames.limits
        self.deadline: float | None = None
        self.given: dict[int, Any] = {}  # what the other side knows by number
        self._numbers: dict[int, int] = {}  # id -> number
        self._next_number = 0
        self.mirrors = Mirrors(self.given, for_the_test=for_the_test)
        self.classes = ClassNodes(self.give, self.mirrors.number_of)
        self._lock = threading.RLock()
        self._asked = 0
        self.open: list[tuple[str, int]] = []  # ("asked", id) and ("owes", id), innermost last

    # what the two sides do differently

    def perform(self, operation: str, args: list, kwargs: dict) -> Any:
        """Do what the other side asked for."""
        raise NotImplementedError(type(self).__name__)

    def greeting(self, encoder: Encoder) -> dict[str, Any]:
        """Return what goes along with each request."""
        return {}

    def welcome(self, message: dict[str, Any], decoder: Decoder) -> None:
        """Take what came along with a request."""

    def farewell(self, encoder: Encoder) -> dict[str, Any]:
        """Return what goes along with each answer."""
        return {}

    def take_farewell(self, message: dict[str, Any], decoder: Decoder) -> None:
        """Take what came along with an answer."""

    def give(self, value: Any) -> int:
        """Return the number under which the other side knows a thing from now on."""
        number = self._numbers.get(id(value))
        if number is None:
            self._next_number += 1
            number = self._numbers[id(value)] = self._next_number
            self.given[number] = value
        return number

    def take_back(self, number: int) -> None:
        """Forget a thing that the other side no longer holds."""
        value = self.given.pop(number, None)
        self._numbers.pop(id(value), None)

    # asking

    def ask(self, operation: str, *args: Any, **kwargs: Any) -> Any:
        """Ask the other side; return its answer, or raise what was raised there."""
        _keep_stack_free()
        with self._lock:
            if len(self.open) >= 2 * NESTING:
                raise RecursionError(
                    f"more than {NESTING} calls within calls between a test cell and the learner's code"
                )
            encoder = Encoder(self, self.limits)
            message = {"id": self._asked + 1, "op": operation, "a": self._nodes(encoder, operation, args)}
            if kwargs:
                message["k"] = [[name, self._nodes(encoder, operation, (value,))[0]] for name, value in kwargs.items()]
            message |= self.greeting(encoder)
            self._asked += 1
            return self._exchange(message, encoder)

    def _nodes(self, encoder: Encoder, operation: str, args: tuple) -> list:
        try:
            return [encoder.encode(each) for each in args]
        except CannotCross as problem:
            raise CannotCross(f"an argument can't be given to the learner's code: {problem}") from None

    def _exchange(self, message: dict, encoder: Encoder) -> Any:
        number = message["id"]
        try:
            self.frames.send(message, encoder.buffers, self.deadline)
        except FrameError as problem:
            raise CannotCross(f"the arguments are too large: {problem}") from None
        self.open.append(("asked", number))
        while True:
            reply, buffers = self.frames.receive(self.deadline)
            if type(reply) is not dict:
                raise FrameError("no message of a conversation")
            if "op" in reply:
                self.answer(reply, buffers)
            elif reply.get("re") == number:
                self.open.pop()
                return self._settle(reply, buffers, encoder.objects)
            else:
                raise FrameError("an answer to a question that was not asked")

    def _settle(self, reply: dict, buffers: list, objects: list) -> Any:
        try:
            value, error = self._read(reply, buffers, objects)
        except Malformed:
            raise
        except Exception as problem:  # a reply of another form
            raise Malformed(f"{type(problem).__name__}: {problem}") from None
        if error is not None:
            raise error
        return value

    def _read(self, reply: dict, buffers: list, objects: list) -> tuple[Any, BaseException | None]:
        """Apply the changes that an answer tells of; return its value, or its exception."""
        decoder = Decoder(buffers, self, self.limits)
        decoder.objects = list(objects)
        for number, node in reply.get("c", ()):
            if type(number) is not int or not 0 <= number < len(objects):
                raise Malformed("a change of nothing")
            replace(objects[number], decoder.value(node))
        self.take_farewell(reply, decoder)
        if "je" in reply:
            return None, self.own_error(reply["je"])
        if "e" in reply:
            return None, self.foreign_error(read_exception(decoder, reply["e"], self.mirrors), reply)
        return decoder.value(reply["v"]), None

    def own_error(self, number: Any) -> BaseException:
        """Return the exception of this side that went over and came back."""
        error = self.given.get(number) if type(number) is int else None
        if not isinstance(error, BaseException):
            raise Malformed("an exception that was never raised here")
        return error

    def foreign_error(self, error: BaseException, reply: dict) -> BaseException:
        """Return an exception of the other side, marked so that it can find its way back."""
        if type(reply.get("n")) is int:
            error.__dict__["_origin"] = reply["n"]
        return error

    # answering

    def answer(self, message: dict, buffers: list) -> None:
        """Do what the other side asked for, and send the answer."""
        number, decoder = self._number_of(message), Decoder(buffers, self, self.limits)
        self.open.append(("owes", number))
        encoder = Encoder(self, self.limits)
        reply: dict[str, Any] = {"re": number}
        try:
            args, kwargs = self._arguments(message, decoder)
            self.welcome(message, decoder)
            encoder.objects = decoder.objects
            encoder.numbers = {id(each): index for index, each in enumerate(decoder.objects)}
            changed = [snapshot(each, decoder.raw.get(index)) for index, each in enumerate(decoder.objects)]
            try:
                value, error = self.perform(message["op"], args, kwargs), None
            except BaseException as problem:
                if self.is_judge and isinstance(problem, BridgeFailure):
                    raise
                value, error = None, problem
            reply |= self._reply(encoder, changed, value, error)
        except Malformed as problem:
            if self.is_judge:
                raise
            reply |= self._failure(
                Encoder(self, self.limits), CannotCross(f"the request can't be understood: {problem}")
            )
        self._send(reply, encoder, number)

    def _number_of(self, message: Any) -> int:
        number = message.get("id") if type(message) is dict else None
        if type(number) is not int or type(message.get("op")) is not str:
            raise FrameError("no request")
        return number

    def _arguments(self, message: dict, decoder: Decoder) -> tuple[list, dict]:
        try:
            args = [decoder.value(node) for node in message["a"]]
            return args, {name: decoder.value(node) for name, node in message.get("k", ())}
        except Malformed:
            raise
        except Exception as problem:  # a request of another form
            raise Malformed(f"{type(problem).__name__}: {problem}") from None

    def _reply(
        self, encoder: Encoder, changed: list[Callable[[], bool]], value: Any, error: BaseException | None
    ) -> dict:
        try:
            numbers = [number for number, has_changed in enumerate(changed) if has_changed()]
            reply: dict[str, Any] = {"c": [[number, content(encoder, encoder.objects[number])] for number in numbers]}
            reply |= self.farewell(encoder)
            if error is not None:
                return reply | self._failure(encoder, error)
            return reply | {"v": encoder.encode(value)}
        except (CannotCross, RecursionError) as problem:
            text = str(problem) if isinstance(problem, CannotCross) else "it is nested too deep"
            encoder.buffers.clear()
            return {"v": None, "c": []} | self._failure(encoder, CannotCross(text))

    def _failure(self, encoder: Encoder, error: BaseException) -> dict:
        origin = getattr(error, "__dict__", {}).get("_origin")
        if type(origin) is int:
            return {"je": origin}
        node = exception_node(encoder, error, self.classes, with_traceback=not self.is_judge)
        return {"e": node} | ({"n": self.give(error)} if self.is_judge else {})

    def _send(self, reply: dict, encoder: Encoder, number: int) -> None:
        with self._lock:
            try:
                self.frames.send(reply, encoder.buffers, self.deadline)
            except FrameError as problem:
                failure = self._failure(Encoder(self, self.limits), CannotCross(str(problem)))
                self.frames.send({"re": number} | failure, (), self.deadline)
            if self.open and self.open[-1] == ("owes", number):
                self.open.pop()


def _keep_stack_free() -> None:
    """Refuse an exchange that could run out of stack in its middle, when half a message is gone."""
    try:
        sys._getframe(max(sys.getrecursionlimit() - STACK_KEPT_FREE, 50))
    except ValueError:
        return
    raise RecursionError("maximum recursion depth exceeded while calling across the bridge")
