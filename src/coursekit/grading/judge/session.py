"""One submission's run: the learner's kernel and the judge side by side, restarted where one of them dies.

The learner's kernel is driven by nbclient. While a step of the judge needs it, it runs `guest.serve`, which answers
the judge over the bridge; what that prints is not kept, since it may show what a hidden check asks.
"""

import asyncio
import math
import os
import socket
import time
from collections.abc import Mapping
from contextlib import suppress
from copy import deepcopy
from dataclasses import asdict, dataclass, field
from itertools import takewhile
from queue import Empty
from typing import Any

from jupyter_core.utils import ensure_async
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from coursekit.errors import CourseError
from coursekit.grading.judge.connection import JudgeConnection, JudgeGone, Launch
from coursekit.grading.judge.program import Program, Step
from coursekit.grading.judge.reading import Outcome, verdict_of
from coursekit.grading.judge.verdict import LIMITS, Reason, Verdict
from coursekit.kernels.limits import Limits

SERVE = (
    "import os as _os, coursekit.grading.judge.guest as _guest\n"
    "_guest.serve(int(_os.environ['COURSEKIT_PASSED_FDS'].split(',')[0]))"
)
START_SECONDS = 60.0  # for a kernel to answer for the first time
INTERRUPT_SECONDS = 3.0  # for an interrupted kernel to answer, before it is killed
JUDGE_GRACE_SECONDS = 5.0  # beyond a cell's own limit, before the judge's process is killed
END_SECONDS = 0.5  # for a kernel that let go of the bridge to end, before it is taken for a silent one
ALIVE_SECONDS = 0.5  # how often a silent kernel is asked whether it lives


@dataclass
class Timings:
    """Where the wall time of a session went, in seconds."""

    start: float = 0.0
    learner: float = 0.0
    judge: float = 0.0
    restarts: int = 0
    close: float = 0.0


@dataclass
class Session:
    """Runs a submission's cells; use as an asynchronous context manager.

    Args:
        client: Drives the learner's kernel; its `nb` is the submission.
        program: What the judge runs.
        launch: Starts the judge's process.
        limits: Wall times are kept here; the others are for reasons' texts.
        plain_kernel: Whether the kernel is one of jupyter_client's own: descriptors keep their numbers there.
    """

    client: NotebookClient
    program: Program
    launch: Launch
    limits: Limits = field(default_factory=Limits)
    plain_kernel: bool = False
    timings: Timings = field(default_factory=Timings)

    def __post_init__(self):
        self._judge: asyncio.Task[JudgeConnection] | None = None
        self.contained = True  # as long as every kernel was
        self.outcomes: dict[str, Outcome] = {}  # of learner's and given cells, by key
        self.ran: list[tuple[NotebookNode, int, str]] = []  # learner's cells that a new kernel must run again
        self.done: dict[str, Step] = {}
        self.failed: dict[str, dict[str, Any]] = {}  # given and plain cells that failed in the judge
        self.deadline = time.monotonic() + self.limits.submission_seconds
        self.touched = False  # whether a check has called into this kernel, or a cell of its was stopped
        self.interrupted = False  # whether a cell of this kernel was stopped, and what it started may still run

    async def __aenter__(self) -> "Session":
        started = time.monotonic()
        try:
            await self._start()
        except BaseException:
            await self._stop_judge()
            raise
        self.timings.start = time.monotonic() - started
        return self

    async def __aexit__(self, *_exception: object) -> None:
        started = time.monotonic()
        for problem in await asyncio.gather(self._stop_judge(), self._stop_kernel(), return_exceptions=True):
            if problem is not None:  # what was judged stands
                self.client.log.warning("judge or kernel did not close: %r", problem)
        self.timings.close = time.monotonic() - started

    # --- what a submission is made of ---------------------------------------------------------------------------------

    async def run_learner(self, cell: NotebookNode, index: int, key: str) -> Outcome:
        """Run a cell in the learner's kernel; its outputs are written into it.

        Args:
            cell: The submission's cell.
            index: Its place in the notebook.
            key: Its grade_id, or another name for messages.
        """
        if self._seconds_left() <= 0:
            outcome = Outcome("late", seconds=self.limits.submission_seconds, submission=True)
        else:
            outcome = await self._execute_fairly(cell, index)
        self.outcomes[key] = outcome
        if outcome.status in ("ok", "error"):
            self.ran.append((cell, index, key))
        elif not outcome.alive:
            await self.restart()
        elif outcome.status == "late" and not outcome.submission:
            self.touched = self.interrupted = True
        return outcome

    async def _execute_fairly(self, cell: NotebookNode, index: int) -> Outcome:
        """Run a cell; once more in a new kernel if it ended one that another cell may have spoiled."""
        touched, interrupted = self.touched, self.interrupted
        outcome = await self._execute(cell, index)
        ended = (outcome.status == "died" and touched) or (outcome.status == "late" and interrupted)
        if ended and self._seconds_left() > 0:
            await self.restart()
            outcome = await self._execute(cell, index)
        return outcome

    async def run_given(self, cell: NotebookNode, index: int, key: str) -> None:
        """Run a given cell on both sides: at the same time, if the judge needs nothing of the learner's for it."""
        steps = self._steps(key, including=True)
        early = list(takewhile(lambda step: not step.needs_learner, steps))
        both = await asyncio.gather(self.run_learner(cell, index, key), self._run_steps(early), return_exceptions=True)
        try:
            for problem in both:
                if isinstance(problem, BaseException):
                    raise problem
            await self._run_steps(steps[len(early) :])
        except JudgeGone:  # the next check asks for these steps again, and says so if the judge stops at them again
            await self._restart_judge()

    async def _run_steps(self, steps: list[Step], again: bool = True) -> None:
        for step in steps:
            if self._seconds_left() <= 0:
                return
            report = await (self._ask_fairly(step) if again else self._ask(step))
            if report["status"] == "ok":
                self.failed.pop(step.key, None)
            else:
                self.failed[step.key] = report

    async def run_test(self, key: str) -> Verdict:
        """Run a test cell in the judge and say what it is worth."""
        points = self.program[key].points
        try:
            await self._run_steps(self._steps(key))
            if self._seconds_left() <= 0:
                reason = Reason("submission_time_limit", {"seconds": self.limits.submission_seconds})
                return Verdict(0.0, points, reason)
            report = await self._ask_fairly(self.program.step(key))
        except JudgeGone as gone:
            await self._restart_judge()
            return self._broken(key, f"the judge stopped: {gone}")
        died = reason_of_death(report.get("ended") or {}, self.limits) if report.get("fault") == "died" else None
        return verdict_of(report, self.program, key, self.outcomes, self.failed, died, self.limits.memory_mib)

    async def give_up(self, key: str, problem: Exception) -> Verdict | None:
        """Start anew after a failure that nobody foresaw in a cell.

        Returns:
            What the cell is worth if it is a test; None for others, whose checks will say why they found nothing.
        """
        detail = f"{type(problem).__name__}: {problem}"
        try:
            await self._restart_judge()
        except CourseError:
            raise
        except Exception:  # where nothing can be started any more, each check that follows says so
            self.client.log.exception("judge and kernel could not be started again")
        if key in self.program and self.program[key].kind == "test":
            return self._broken(key, detail)
        self.outcomes[key] = Outcome("died", alive=False, reason=Reason("check_broken", {"detail": detail}))
        return None

    def _broken(self, key: str, detail: str) -> Verdict:
        return Verdict(0.0, self.program[key].points, Reason("check_broken", {"detail": detail}))

    # --- the judge ----------------------------------------------------------------------------------------------------

    def _steps(self, key: str, including: bool = False) -> list[Step]:
        steps = self.program.steps_before(key, set(self.done))
        if including and key not in self.done:
            steps.append(self.program.step(key))
        self.done |= {step.key: step for step in steps}
        return steps

    async def _ask_fairly(self, step: Step) -> dict[str, Any]:
        """Have the judge run a step; once more in a new kernel if it failed in one that others may have spoiled.

        A step before this one may have left threads, children that hold memory, or a kernel that has lost its sockets.
        """
        touched, interrupted = self.touched, self.interrupted
        report = await self._ask(step)
        out_of_memory = report.get("fault") == "learner" and report.get("ename") == "MemoryError"
        died = report.get("fault") == "died" or out_of_memory
        suspect = (died and touched) or (report.get("fault") == "late" and interrupted)
        if not (step.needs_learner and suspect and self._seconds_left() > 0):
            return report
        if out_of_memory:
            await self.restart()
        await self._run_steps(self._steps(step.key), again=False)
        return await self._ask(step)

    async def _ask(self, step: Step) -> dict[str, Any]:
        """Have the judge run a step, with the learner's kernel at hand if it needs it."""
        started = time.monotonic()
        seconds = min(self.limits.cell_seconds, max(1.0, self._seconds_left()))
        message = {"do": "run", "seconds": seconds} | {
            name: sorted(value) if isinstance(value, frozenset) else value for name, value in asdict(step).items()
        }
        try:
            if not step.needs_learner:
                return await self._ask_judge(message, seconds + JUDGE_GRACE_SECONDS)
            self.touched = True
            report = await self._ask_with_kernel(message, seconds)
            if report.get("fault") == "late" or report.get("lost"):
                report |= await self._after_loss(report, seconds)
            return report
        finally:
            self.timings.judge += time.monotonic() - started

    async def _ask_with_kernel(self, message: dict[str, Any], seconds: float) -> dict[str, Any]:
        """Ask the judge while the kernel serves it; kill the kernel if it stops serving or dies unnoticed."""
        serving = self.client.kc.execute(
            SERVE, silent=True, store_history=False, allow_stdin=False, stop_on_error=False
        )
        asked = asyncio.ensure_future(self._ask_judge(message, seconds + JUDGE_GRACE_SECONDS))
        served = asyncio.ensure_future(self._reply(serving))
        drained = asyncio.ensure_future(self._drain())
        try:
            while not asked.done():
                waited = {asked} if served.done() else {asked, served}
                done, _ = await asyncio.wait(waited, timeout=ALIVE_SECONDS, return_when=asyncio.FIRST_COMPLETED)
                if not done and not await ensure_async(self.client.km.is_alive()):
                    await self._kill_kernel()
                    break
                if served.done() and not asked.done():
                    await asyncio.wait({asked}, timeout=JUDGE_GRACE_SECONDS if served.result() else 0.1)
                    if not asked.done():
                        await self._kill_kernel()
                    break
            report = await asked
            if not report.get("lost") and report["status"] != "broken":
                await asyncio.wait({served}, timeout=INTERRUPT_SECONDS)
                report["lost"] = not served.done()
            return report
        finally:
            for task in (served, drained):
                task.cancel()
            await asyncio.gather(served, drained, return_exceptions=True)

    async def _after_loss(self, report: dict[str, Any], seconds: float) -> dict[str, Any]:
        """The kernel is late or gone: start another; say what became of it.

        A late one is not only interrupted: what the stopped call started (threads, children) would slow or end the next.
        """
        ended = await self._why_it_ended() if report.get("fault") != "late" else {}
        await self.restart()
        return {"limit_seconds": seconds, "ended": ended}

    async def _reply(self, message_id: str) -> bool:
        """Wait until the kernel answers a request; say whether it went well."""
        while True:
            message = await ensure_async(self.client.kc.shell_channel.get_msg(timeout=None))
            if message["parent_header"].get("msg_id") == message_id:
                return message["content"].get("status") == "ok"

    async def _drain(self) -> None:
        """Take what the kernel prints while it serves, and drop it: it may show what a hidden check asks."""
        while True:
            await ensure_async(self.client.kc.iopub_channel.get_msg(timeout=None))

    # --- the learner's kernel -----------------------------------------------------------------------------------------

    async def _execute(self, cell: NotebookNode, index: int) -> Outcome:
        started = time.monotonic()
        seconds = min(self.limits.cell_seconds, self._seconds_left())
        self.client.timeout = math.ceil(seconds)
        try:
            await self.client.async_execute_cell(cell, index, store_history=True)
        except (CellTimeoutError, Empty):
            outcome = Outcome("late", seconds=seconds, alive=False)
            _append_error(cell, "TimeLimitExceeded", f"stopped after {seconds:g} s")
        except DeadKernelError:
            outcome = Outcome("died", alive=False, reason=self._reason_of_death(await self._why_it_ended()))
            _append_error(cell, "KernelDied", outcome.reason.text)
        else:
            outcome = _outcome_of(cell, seconds)
        self.timings.learner += time.monotonic() - started
        return outcome

    async def restart(self) -> None:
        """A new kernel for the learner, in which the cells that did no harm have run again."""
        self.timings.restarts += 1
        self.done = {key: step for key, step in self.done.items() if not step.needs_learner}
        await self._stop_kernel()
        if self._seconds_left() <= 0:
            return  # nothing will be run any more
        bridge = await self._start_kernel()
        assert self._judge is not None and bridge is not None
        try:
            await (await self._judge).connect(bridge)
        except (JudgeGone, OSError):
            await self._restart_judge()
        else:
            await self._rerun()

    async def _restart_judge(self) -> None:
        """Both anew: a bridge belongs to one judge and one kernel."""
        self.timings.restarts += 1
        await asyncio.gather(self._stop_judge(), self._stop_kernel())
        self.done, self.failed = {}, {}
        await self._start()
        await self._rerun()

    async def _rerun(self) -> None:
        again, self.ran = self.ran, []
        for cell, index, key in again:
            if self._seconds_left() <= 0:
                return
            await self.run_learner(deepcopy(cell), index, key)

    async def _start(self) -> None:
        """The kernel; and the judge, which nobody waits for before its first step."""
        guest, bridge = socket.socketpair()
        arguments = {"known_classes": list(self.program.known_classes), "warm_up": self.program.uses_keras}
        self._judge = asyncio.create_task(asyncio.to_thread(JudgeConnection, self.launch, bridge, arguments))
        await self._start_kernel(guest)

    async def _stop_judge(self) -> None:
        if self._judge is not None:
            judge, self._judge = self._judge, None
            with suppress(Exception):  # it was never there; who asks it for something is told why
                await asyncio.to_thread((await judge).close)

    async def _ask_judge(self, message: dict[str, Any], timeout_seconds: float) -> dict[str, Any]:
        assert self._judge is not None
        return await (await self._judge).ask(message, timeout_seconds)

    async def _start_kernel(self, guest: socket.socket | None = None) -> socket.socket | None:
        """Start the learner's kernel; return the judge's end of its bridge if it is a new one."""
        judge = None
        if guest is None:
            guest, judge = socket.socketpair()
        with guest:
            extra: dict[str, Any] = {}
            if self.plain_kernel:
                extra["env"] = os.environ | {"COURSEKIT_PASSED_FDS": str(guest.fileno())}
            self.client.km = self.client.create_kernel_manager()
            await self.client.async_start_new_kernel(pass_fds=(guest.fileno(),), **extra)
        self.touched = self.interrupted = False
        self.contained &= bool(getattr(self.client.km.provisioner, "contained", False))
        self.client.kc = self.client.km.client()
        await ensure_async(self.client.kc.start_channels())
        await ensure_async(self.client.kc.wait_for_ready(timeout=START_SECONDS))
        self.client.kc.allow_stdin = False
        return judge

    async def _stop_kernel(self) -> None:
        if self.client.km is not None:
            await self._kill_kernel()
            self.client.shutdown_kernel = "immediate"
            await self.client._async_cleanup_kernel()
            self.client.km = self.client.kc = None

    async def _kill_kernel(self) -> None:
        """End the kernel's process; not by a message first, as jupyter_client does: a broken socket would block it for ever."""
        if self.client.km.provisioner is not None:
            await self.client.km.provisioner.kill()

    async def _why_it_ended(self) -> Mapping[str, Any]:
        """What the provisioner knows of the kernel's end: {"reason", "code", "signal"}, or nothing."""
        provisioner = self.client.km.provisioner
        if provisioner is None:
            return {}
        deadline = time.monotonic() + END_SECONDS
        while await provisioner.poll() is None and time.monotonic() < deadline:
            await asyncio.sleep(0.02)  # its socket closes a moment before its end is known
        ended = getattr(provisioner, "ended", None) or {}
        if ended.get("reason") == "wall":
            self.deadline = time.monotonic()  # the sandbox's clock of the whole submission ran out first
        return ended

    def _reason_of_death(self, ended: Mapping[str, Any]) -> Reason:
        return reason_of_death(ended, self.limits)

    def _seconds_left(self) -> float:
        return self.deadline - time.monotonic()


def reason_of_death(ended: Mapping[str, Any], limits: Limits, where: str = "") -> Reason:
    """Why a kernel ended, as a reason for its learner."""
    known = {
        "where": where,
        "mebibytes": limits.memory_mib,
        "seconds": limits.submission_seconds if ended.get("reason") == "wall" else limits.cpu_seconds,
    }
    code = LIMITS.get(str(ended.get("reason")))
    if code is not None:
        return Reason(code, known)
    if ended.get("signal"):
        detail = f"it was ended by signal {ended['signal']}"
    else:
        detail = f"exit code {ended['code']}" if ended.get("code") is not None else "it stopped answering"
    return Reason("kernel_died", {"where": where, "detail": detail})


def _outcome_of(cell: NotebookNode, seconds: float) -> Outcome:
    errors = [output for output in cell.outputs if output.output_type == "error"]
    if not errors:
        return Outcome("ok")
    last = errors[-1]
    if last.ename == "CellTimeoutError":
        return Outcome("late", seconds=seconds)
    return Outcome("error", ename=str(last.ename), evalue=str(last.evalue), traceback=tuple(last.traceback))


def _append_error(cell: NotebookNode, ename: str, evalue: str) -> None:
    line = f"{ename}: {evalue}"
    cell.outputs.append(NotebookNode(output_type="error", ename=ename, evalue=evalue, traceback=[line]))
