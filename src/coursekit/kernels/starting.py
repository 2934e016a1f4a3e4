"""Start a program in its sandbox: join the namespaces, furnish them, fork, seal, call.

supervisor ── forks ──> entrant ── joins the namespaces, forks ──> program
                        ends at once, so that the supervisor becomes the program's parent
"""

import importlib
import os
import shutil
import signal
import socket
import sys
import tempfile
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from coursekit.errors import CourseError
from coursekit.kernels import cgroups, copying, entering, packets, sealing, tree
from coursekit.kernels.availability import SandboxUnavailable, advice
from coursekit.kernels.entering import Road, choose_road
from coursekit.kernels.holding import Namespaces, hold
from coursekit.kernels.limits import Limits
from coursekit.kernels.sandbox import HOME, SOCKETS, WORK, Sandbox, environment_places

PATIENCE_SECONDS = 60.0
PROCESSES_ABOVE_GROUP = 16


@dataclass
class Contained:
    """A program that runs, and all that must be known to watch and to end it.

    Args:
        pid: Its process id, outside.
        limits: Its limits.
        output: Descriptor from which its standard output and error are read.
        sockets: Its folder for sockets, as seen from outside.
        namespaces: Its sandbox, or None if it has none.
        group: Its control group, or None where none could be made.
        left_out: Files of the submission that were not copied in.
        places: Folder on this machine that a program without a sandbox uses; removed at its end.
    """

    pid: int
    limits: Limits
    output: int
    sockets: str
    namespaces: Namespaces | None
    group: cgroups.ControlGroup | None
    left_out: list[str] = field(default_factory=list)
    places: Path | None = None


@dataclass
class _Call:
    """What the program is to do and to get, and where it reports how far it came."""

    payload: str
    arguments: dict[str, Any]
    environment: dict[str, str]
    limits: Limits
    descriptors: list[int]
    output: int
    report: socket.socket
    grouped: bool

    @property
    def processes(self) -> int:
        """The user's bound on processes: a little above the control group's, which counts its refusals, where there is one."""
        return self.limits.processes + (PROCESSES_ABOVE_GROUP if self.grouped else 0)


def start(request: dict[str, Any], descriptors: list[int]) -> Contained:
    """Start the program of `request` (see `coursekit.kernels.supervisor`), contained if it says so.

    Raises:
        SandboxUnavailable: If the sandbox cannot be built or entered; nothing is left of it then.
        CourseError: If a limit is no limit or the submission's files don't fit.
    """
    limits = Limits.from_dict(request["limits"])
    sandbox = None if request["sandbox"] is None else Sandbox.from_dict(request["sandbox"])
    ours, report = packets.pair()
    output, writing = os.pipe()
    ours.settimeout(PATIENCE_SECONDS)
    group = cgroups.create(limits)
    call = _Call(
        payload=request["payload"],
        arguments=request["arguments"],
        environment=request["environment"],
        limits=limits,
        descriptors=descriptors,
        output=writing,
        report=report,
        grouped=group is not None,
    )
    try:
        with ours, report:
            if sandbox is None:
                return _start_uncontained(call, ours, group, output, request.get("folder"))
            return _start_contained(call, ours, group, output, sandbox)
    except BaseException:
        tree.kill({os.getpid()}, {os.getpid()})
        if group:
            group.remove()
        raise
    finally:
        os.close(writing)


def _start_contained(
    call: _Call, ours: socket.socket, group: cgroups.ControlGroup | None, output: int, sandbox: Sandbox
) -> Contained:
    """Build the sandbox and start the program inside."""
    road = choose_road()
    source = copying.open_folder(sandbox.folder) if sandbox.folder else None
    namespaces = hold(sandbox, road.as_root)
    visible = [*environment_places(), *sandbox.read_only]
    if road.as_root:
        namespaces.join_processes()  # the next fork is the program itself: each fork of a large process costs 15 to 30 ms
    entrant = _fork(lambda: _enter(call, ours, namespaces, road, source, visible), call.report)
    _admit(entrant, ours, call, group)
    said: dict[str, Any] = {"pid": entrant} if road.as_root else {}
    while not {"pid", "sealed"} <= said.keys():  # the entrant and the program report in either order
        said |= _next(ours)
        if "entered" in said and "pid" in said:
            entering.write_maps(said["pid"], road.host_id)
            packets.send(ours, {"mapped": True})
            del said["entered"]
    if source is not None:
        os.close(source)
    if not road.as_root:
        os.waitpid(entrant, 0)
    return Contained(said["pid"], call.limits, output, namespaces.sockets, namespaces, group, left_out=said["left_out"])


def _start_uncontained(
    call: _Call, ours: socket.socket, group: cgroups.ControlGroup | None, output: int, folder: str | None
) -> Contained:
    """Start the program with limits alone, in a folder of its own on this machine."""
    places = Path(tempfile.mkdtemp(prefix="coursekit-"))
    try:
        for name in ("home", "work", "tmp", "sockets"):
            (places / name).mkdir()
        left_out = _copy_folder(Path(folder), places / "work") if folder else []
        call.environment = {"HOME": str(places / "home"), "TMPDIR": str(places / "tmp")} | call.environment
        program = _fork(lambda: _be_limited(call, places), call.report)
        _admit(program, ours, call, group)
        _next(ours)
    except BaseException:
        shutil.rmtree(places, ignore_errors=True)
        raise
    return Contained(program, call.limits, output, str(places / "sockets"), None, group, left_out, places)


def _copy_folder(folder: Path, target: Path) -> list[str]:
    """Copy a submission's folder; return what was left out."""
    source = copying.open_folder(folder)
    try:
        return copying.copy_in(source, target)
    finally:
        os.close(source)


def _fork(body: Callable[[], None], report: socket.socket) -> int:
    """Fork; the child waits until it is admitted, runs `body` and ends, telling `report` if that fails.

    Returns:
        The child's process id.
    """
    child = os.fork()
    if child:
        return child
    try:
        packets.receive(report)
        body()
    except BaseException as error:
        _report_failure(report, error)
        os._exit(1)
    os._exit(0)


def _admit(child: int, ours: socket.socket, call: _Call, group: cgroups.ControlGroup | None) -> None:
    """Put the waiting `child` into its control group and let it go on."""
    call.report.close()  # so that only the child holds the other end, and its death is seen
    if group:
        group.add(child)
    packets.send(ours, {"admitted": True})


def _next(ours: socket.socket) -> dict[str, Any]:
    """Return the next report of the program on its way in.

    Raises:
        SandboxUnavailable: If it could not get in.
        CourseError: If the submission's files don't fit.
    """
    try:
        said = packets.receive(ours)
    except TimeoutError as error:
        raise SandboxUnavailable(f"entering it took more than {PATIENCE_SECONDS:g} seconds", advice()) from error
    if said is None:
        raise SandboxUnavailable("the program ended while it entered", advice())
    if "failed" in said:
        raise SandboxUnavailable(said["failed"], said["mend"] or advice())
    if "unfit" in said:
        raise CourseError(said["unfit"])
    return said


def _report_failure(report: socket.socket, error: BaseException) -> None:  # pragma: no cover (in forks)
    """Tell the supervisor why the program did not get in."""
    if isinstance(error, CourseError) and not isinstance(error, SandboxUnavailable):
        packets.send(report, {"unfit": str(error)})
    elif isinstance(error, SandboxUnavailable):
        packets.send(report, {"failed": error.reason, "mend": error.mend})
    else:
        packets.send(report, {"failed": f"{type(error).__name__}: {error}", "mend": ""})


def _enter(
    call: _Call, ours: socket.socket, namespaces: Namespaces, road: Road, source: int | None, visible: list[Path]
) -> None:
    """Join the namespaces, furnish them, copy the submission in, and become or fork the program. Runs in the entrant."""
    ours.close()
    namespaces.join(road.as_root)
    entering.furnish(call.limits, road)
    os.umask(0o022)
    owner = None if road.host_id is None else (road.host_id, road.host_id)
    left_out = [] if source is None else copying.copy_in(source, Path(WORK), owner)
    if road.as_root:
        packets.send(call.report, {"left_out": left_out[:100]})
        _be_contained(call, road, visible)
    program = os.fork()
    if program == 0:
        _be_contained(call, road, visible)
    packets.send(call.report, {"pid": program, "left_out": left_out[:100]})


def _be_contained(call: _Call, road: Road, visible: list[Path]) -> NoReturn:
    """Become nobody, seal, and call the payload. Runs in the program, inside."""
    try:
        os.setsid()
        entering.enter_user_namespace(road, lambda: _ask_for_maps(call.report))
        closed = entering.unreadable(visible)
        if closed is not None:
            raise SandboxUnavailable(
                f"the user inside may not read {closed}",
                f"Let everybody read it (`chmod -R o+rX {closed}`): it holds the programs that learners' code uses.",
            )
        sealing.give_up_privileges()
        sealing.set_limits(call.limits, call.processes)
        os.chdir(WORK)
        _call_payload(call, SOCKETS, HOME)
    except BaseException as error:
        _report_failure(call.report, error)
    os._exit(1)


def _ask_for_maps(report: socket.socket) -> None:
    """Wait until the supervisor has mapped this process's user; it must know the process id, which the entrant tells."""
    packets.send(report, {"entered": True})
    packets.receive(report)


def _be_limited(call: _Call, places: Path) -> NoReturn:
    """Seal without a sandbox, and call the payload. Runs in the program."""
    os.setsid()
    sealing.forbid_new_privileges()
    sealing.set_limits(call.limits, call.processes + tree.threads_of_user(os.getuid()))
    os.chdir(places / "work")
    _call_payload(call, str(places / "sockets"), str(places / "home"))


def _call_payload(call: _Call, sockets: str, home: str) -> NoReturn:
    """Close and forget what belongs to the caller, put on the filter, report, and call the payload."""
    *numbers, report = sealing.keep_descriptors([*call.descriptors, call.report.fileno()], call.output)
    passed = {"COURSEKIT_PASSED_FDS": ",".join(map(str, numbers)), "COURSEKIT_SOCKETS": sockets}
    sealing.replace_environment({"HOME": home} | call.environment | passed)
    sealing.reopen_standard_streams()
    sealing.reset_signals()
    sealing.reseed()
    sealing.filter_system_calls()
    with socket.socket(fileno=report) as done:
        packets.send(done, {"sealed": True})
    os._exit(_outcome(call.payload, call.arguments, numbers))


def _outcome(  # pragma: no cover (runs inside the sandbox, where nothing is measured)
    payload: str, arguments: dict[str, Any], descriptors: list[int]
) -> int:
    """Call the payload and return its exit code; an exception's traceback goes to standard error."""
    try:
        module, _, function = payload.partition(":")
        code = getattr(importlib.import_module(module), function)(arguments, descriptors)
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except BaseException:
        traceback.print_exc()
        code = 1
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            continue
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # nothing is left to interrupt
    return (code or 0) & 0xFF
