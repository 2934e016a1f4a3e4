"""The judge's process: an IPython shell without a kernel, which runs given and test cells and reports what came of it.

It speaks with the grader over a control socket (length-prefixed JSON; a new bridge comes as a descriptor beside a
message) and with the learner's kernel over the bridge. It knows neither the gradebook nor the submission.
"""

import ast
import io
import json
import numbers
import socket
import struct
import sys
import time
import traceback as tracebacks
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from coursekit.grading.judge.faults import (
    BridgeFailure,
    CannotCross,
    LearnerExit,
    TimeLimitExceeded,
    learner_traceback,
)
from coursekit.grading.judge.remote import Bridge

LENGTH = struct.Struct("!I")
LONGEST_MESSAGE = 32 * 2**20  # bytes, either way
LONGEST_STREAM = 64 * 1024  # characters of a test cell's own text
LARGEST_DISPLAYS = 2**20  # characters of a test cell's own figures
HIDDEN_BEGIN, HIDDEN_END = "BEGIN HIDDEN TESTS", "END HIDDEN TESTS"


class JudgeShell(InteractiveShell):
    """An IPython shell that shows nothing: what a cell raises and displays is read from its result."""

    def showtraceback(self, *_args, **_kwargs):
        """Nothing: the error is in the result."""

    def showsyntaxerror(self, *_args, **_kwargs):
        """Nothing: the error is in the result."""

    def enable_gui(self, gui=None):
        """Nothing: `%matplotlib inline` asks for it."""

    @classmethod
    def fresh(cls) -> "JudgeShell":
        """A shell that keeps no history and reads no configuration."""
        config = Config()
        config.HistoryManager.enabled = False
        config.HistoryManager.hist_file = ":memory:"
        cls.clear_instance()
        shell = cls.instance(config=config, display_pub_class=CapturingDisplayPublisher)
        shell.display_pub.outputs = []
        return shell


class CappedText(io.StringIO):
    """Text that keeps its first LONGEST_STREAM characters and counts the rest."""

    def __init__(self, longest: int = LONGEST_STREAM):
        super().__init__()
        self.longest, self.left_out = longest, 0

    def write(self, text: str) -> int:
        """Keep what fits."""
        room = max(0, self.longest - self.tell())
        super().write(text[:room])
        self.left_out += max(0, len(text) - room)
        return len(text)

    def text(self) -> str:
        """What was kept, and a note if something was not."""
        note = f"\n… {self.left_out} characters left out\n" if self.left_out else ""
        return self.getvalue() + note


class Judge:
    """Runs steps one after the other in one namespace.

    Args:
        bridge: Socket to the learner's kernel; None until there is one.
        known_classes: Classes that the reference solution defines.
    """

    def __init__(self, bridge: socket.socket | None = None, known_classes: tuple[str, ...] = ()):
        self.known_classes = known_classes
        self.shell = JudgeShell.fresh()
        self.shell.user_ns["input"] = no_input
        self.bridge: Bridge | None = None
        if bridge is not None:
            self.connect(bridge)

    def connect(self, bridge: socket.socket) -> None:
        """Use a new learner's kernel from now on; handles of the one before are dead."""
        self.disconnect()
        self.bridge = Bridge(bridge, known_classes=self.known_classes)

    def disconnect(self) -> None:
        """Let go of the learner's kernel."""
        if self.bridge is not None:
            self.bridge.close()
            self.bridge = None

    def recover(self, timeout_seconds: float) -> bool:
        """After a time limit: whether the interrupted kernel answers again."""
        if not (self.bridge and self.bridge.recover(timeout_seconds)):
            return False
        self.bridge.end_cell()
        self.bridge.done()
        return self.bridge.failure is None

    def run(self, step: dict[str, Any]) -> dict[str, Any]:
        """Run a step (`coursekit.grading.judge.program.Step` as a dict, and "seconds": its time limit).

        Returns:
            A report: "status" ("ok" or "error"), "fault" (how it failed), "ename", "evalue", "statement" (a bare
            assert's text), "hidden", "traceback" (the learner's frames), "misconception", "withheld" (the message without reference values), "value" (number of the last
            expression), "stdout", "displays", "instructor", "seconds", "lost" (whether the bridge is unusable now).
        """
        started = time.monotonic()
        out, err = CappedText(), CappedText(4096)
        asks = bool(step["learner_names"] or step["fallback_names"])
        self.shell.display_pub.outputs = []
        with redirect_stdout(out), redirect_stderr(err):
            error, value = self._run(step, asks)
            failure = self.bridge.failure if asks and self.bridge else None
            if asks and self.bridge and not failure:
                self.bridge.end_cell()
                lost = self.bridge.failure is not None
                if not lost:
                    self.bridge.done()
            else:
                lost = failure is not None
        report = self._report(step, failure or error) | {
            "value": value,
            "stdout": out.text(),
            "displays": self._displays(),
            "seconds": time.monotonic() - started,
            "lost": lost,
        }
        report["instructor"] = report.get("instructor", {}) | ({"stderr": err.text()} if err.getvalue() else {})
        return report

    def _run(self, step: dict[str, Any], asks: bool) -> tuple[BaseException | None, float | None]:
        try:
            if asks:
                self._bind(step)
            result = self.shell.run_cell(step["source"], store_history=False)
        except BridgeFailure as failure:
            return failure, None
        error = result.error_before_exec or result.error_in_exec
        if error is not None or DisplayHook.semicolon_at_end_of_expression(step["source"]):
            return error, None
        return None, number(result.result)

    def _bind(self, step: dict[str, Any]) -> None:
        """Bring the learner's names that the step needs into the namespace."""
        assert self.bridge is not None
        space = self.shell.user_ns
        self.bridge.begin_cell(space, deadline_seconds=step["seconds"], mirrored_data=step["mirrored_data"])
        names = set(step["learner_names"]) | {name for name in step["fallback_names"] if name not in space}
        found = self.bridge.resolve(sorted(names))
        for name in names - found.keys():
            space.pop(name, None)
        space.update(found)

    def _displays(self) -> list[dict[str, Any]]:
        kept, room = [], LARGEST_DISPLAYS
        for output in self.shell.display_pub.outputs:
            data = {kind: content for kind, content in output["data"].items() if isinstance(content, str)}
            room -= sum(map(len, data.values()))
            if room < 0:
                break
            kept.append({"output_type": "display_data", "data": data, "metadata": {}})
        return kept

    def _report(self, step: dict[str, Any], error: BaseException | None) -> dict[str, Any]:
        if error is None:
            return {"status": "ok"}
        frames = self._frames(error)
        line = frames[0][1] if frames else None
        report = {
            "status": "error",
            "fault": fault_of(error),
            "ename": type(error).__name__,
            "evalue": said(error),
            "hidden": line is not None and is_hidden(step["source"], line),
            "statement": "",
            "misconception": text_or_none(getattr(error, "misconception", None)),
            "withheld": text_or_none(getattr(error, "withheld", None)),
            "traceback": (learner_traceback(error) or "").splitlines(),
            "instructor": {"line": line, "where": [f"line {number}: {text}" for text, number in frames][-8:]},
        }
        if isinstance(error, NameError):
            report["name"] = error.name or ""
        if isinstance(error, AssertionError) and not report["evalue"] and frames:
            report["statement"] = frames[-1][0]
        return report

    def _frames(self, error: BaseException) -> list[tuple[str, int]]:
        """(statement, line) of the frames that lie in notebook cells, outermost first."""
        if isinstance(error, SyntaxError) and error.__traceback__ is None:
            return []
        found = []
        for frame, line in tracebacks.walk_tb(error.__traceback__):
            if frame.f_globals is self.shell.user_global_ns:
                found.append((statement_at(frame.f_code.co_filename, line), line))
        return found


def statement_at(filename: str, line: int) -> str:
    """The text of the statement at a line of a cell that ran."""
    import linecache

    text = "".join(linecache.getlines(filename))
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return linecache.getline(filename, line).strip()
    inside = [n for n in ast.walk(tree) if isinstance(n, ast.stmt) and n.lineno <= line <= (n.end_lineno or n.lineno)]
    if not inside:
        return linecache.getline(filename, line).strip()
    return ast.get_source_segment(text, max(inside, key=lambda node: node.lineno)) or ""


def is_hidden(source: str, line: int) -> bool:
    """Whether a line (from 1) of a test cell lies between the marks of its hidden part."""
    hidden = False
    for text in source.splitlines()[:line]:
        if HIDDEN_BEGIN in text:
            hidden = True
        elif HIDDEN_END in text:
            hidden = False
    return hidden


def fault_of(error: BaseException) -> str:
    """How a step failed, in one word."""
    if isinstance(error, TimeLimitExceeded):
        return "late"
    if isinstance(error, BridgeFailure):
        return "died"
    if isinstance(error, CannotCross):
        return "cannot_cross"
    if isinstance(error, LearnerExit):
        return "exited"
    if learner_traceback(error) is not None:
        return "learner"
    if isinstance(error, AssertionError):
        return "check"
    return "name" if isinstance(error, NameError) else "test"


def number(value: Any) -> float | None:
    """The number that a cell's last expression gave; None for anything else, truth values included."""
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        return None
    try:
        return float(value)
    except (OverflowError, ValueError):
        return float("inf")


def said(error: BaseException) -> str:
    """An exception's message, whatever its class makes of `str`."""
    try:
        return str(error)
    except Exception:
        return "(its message could not be shown)"


def no_input(prompt: object = "") -> str:
    """Stands for `input`: nobody is there to answer.

    Raises:
        EOFError: Always.
    """
    raise EOFError("input() has nobody to ask while a check runs")


def text_or_none(value: Any) -> str | None:
    """A text as it is; None for anything else."""
    return value if isinstance(value, str) else None


# --- the control socket -----------------------------------------------------------------------------------------------


def run(arguments: dict[str, Any], fds: list[int]) -> None:
    """Serve the grader until it closes the control socket.

    Args:
        arguments: "known_classes": names of classes; "warm_up": whether checks will compute with Keras, whose first
            operation takes half a second that can pass while the learner's kernel starts.
        fds: The control socket, and the bridge if there is one already.
    """
    bridge = socket.socket(fileno=fds[1]) if len(fds) > 1 else None
    judge = Judge(bridge, tuple(arguments.get("known_classes", ())))
    if arguments.get("warm_up") and "keras" in sys.modules:
        sys.modules["keras"].ops.zeros(1)
    with socket.socket(fileno=fds[0]) as control:
        while True:
            message, passed = receive(control)
            if message is None:
                return judge.disconnect()
            send(control, answer(judge, message, passed))


def answer(judge: Judge, message: dict[str, Any], passed: int | None) -> dict[str, Any]:
    """Do what a message asks; never raise."""
    try:
        if message["do"] == "connect":
            judge.connect(socket.socket(fileno=passed))
            return {"status": "ok"}
        if message["do"] == "recover":
            return {"status": "ok", "recovered": judge.recover(message["seconds"])}
        return judge.run(message)
    except BaseException as problem:  # the judge's own fault: say it rather than leave the grader waiting
        return {
            "status": "broken",
            "detail": f"{type(problem).__name__}: {said(problem)}",
            "instructor": {"where": tracebacks.format_exception(problem)[-12:]},
        }


def receive(control: socket.socket) -> tuple[dict[str, Any] | None, int | None]:
    """The next message and the descriptor that came before it, on a byte of its own; (None, None) at the end."""
    head, passed = b"", None
    while len(head) < LENGTH.size:
        part, fds, _flags, _address = socket.recv_fds(control, LENGTH.size - len(head), 1)
        if not part:
            return None, None
        if fds:
            passed, part = fds[0], part[1:]
        head += part
    body = bytearray()
    (length,) = LENGTH.unpack(head)
    while len(body) < length:
        part = control.recv(min(2**20, length - len(body)))
        if not part:
            return None, None
        body += part
    return json.loads(body), passed


def send(control: socket.socket, message: dict[str, Any]) -> None:
    """Send a message; non-finite numbers travel as JSON's extension."""
    body = json.dumps(message).encode()
    control.sendall(LENGTH.pack(len(body)) + body)
