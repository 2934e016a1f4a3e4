"""Seal a process before it meets learners' code: descriptors, limits, privileges, environment, randomness, system calls."""

import fcntl
import os
import random
import resource
import signal
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from coursekit.kernels import seccomp, syscalls
from coursekit.kernels.limits import MIB, Limits
from coursekit.kernels.sandbox import HOME, USER

FIRST_PASSED = 3
SECONDS_UNTIL_KILLED = 5


def keep_descriptors(kept: Iterable[int], output: int) -> list[int]:
    """Leave open nothing but `kept`, renumbered from 3 on in their order; 0 reads nothing, 1 and 2 write to `output`.

    Returns:
        The new numbers.
    """
    aside = [_above(descriptor, 512) for descriptor in kept]
    standard_output = _above(output, 512)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(standard_output, 1)
    os.dup2(standard_output, 2)
    numbers = list(range(FIRST_PASSED, FIRST_PASSED + len(aside)))
    for number, descriptor in zip(numbers, aside, strict=True):
        os.dup2(descriptor, number, inheritable=True)
    os.closerange(FIRST_PASSED + len(aside), _highest_descriptor() + 1)
    return numbers


def reopen_standard_streams() -> None:
    """Let Python write to descriptors 1 and 2 again, whatever the caller had put in their place."""
    sys.stdin = sys.__stdin__ = open(0, closefd=False)
    sys.stdout = sys.__stdout__ = open(1, "w", buffering=1, closefd=False)
    sys.stderr = sys.__stderr__ = open(2, "w", buffering=1, errors="backslashreplace", closefd=False)


def _above(descriptor: int, least: int) -> int:
    """Duplicate `descriptor` out of the way of those that are to be renumbered."""
    return fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, least)


def _highest_descriptor() -> int:
    """Return the highest open descriptor of this process."""
    return max(int(name) for name in os.listdir("/proc/self/fd"))


def _address_space() -> int:
    """Return the address space that this process has now, in bytes."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def set_limits(limits: Limits, processes: int) -> None:
    """Set what the kernel bounds for each process by itself; the supervisor watches the tree.

    Args:
        limits: The limits.
        processes: Bound on the processes and threads of the user, who may have others than these.
    """
    memory = limits.memory_mib * MIB + _address_space()  # what was imported before the fork is no use of its own
    bounds = {
        # 1, not 0: the value at which Linux starts no core dump helper outside of the sandbox either
        resource.RLIMIT_CORE: (1, 1),
        resource.RLIMIT_AS: (memory, memory),
        resource.RLIMIT_CPU: (limits.cpu_seconds, limits.cpu_seconds + SECONDS_UNTIL_KILLED),
        resource.RLIMIT_FSIZE: (limits.file_mib * MIB, limits.file_mib * MIB),
        resource.RLIMIT_NOFILE: (limits.open_files, limits.open_files),
        resource.RLIMIT_NPROC: (processes, processes),
        resource.RLIMIT_MEMLOCK: (64 * 1024, 64 * 1024),
        resource.RLIMIT_MSGQUEUE: (0, 0),
        resource.RLIMIT_NICE: (0, 0),
        resource.RLIMIT_RTPRIO: (0, 0),
        resource.RLIMIT_SIGPENDING: (1024, 1024),
    }
    for which, (soft, hard) in bounds.items():
        highest = resource.getrlimit(which)[1]
        if highest != resource.RLIM_INFINITY:
            soft, hard = min(soft, highest), min(hard, highest)
        resource.setrlimit(which, (soft, hard))


def replace_environment(environment: Mapping[str, str]) -> None:
    """Forget the environment that this process came with, its memory included, and set `environment` and a few defaults."""
    defaults = {
        "HOME": HOME,
        "USER": USER,
        "LOGNAME": USER,
        "SHELL": "/bin/sh",
        "LANG": "C.UTF-8",
        "PATH": f"{os.path.dirname(sys.executable)}:/usr/bin:/bin",
    }
    os.environ.clear()
    os.environ.update(defaults | dict(environment))
    syscalls.wipe_environment_block()


def reset_signals() -> None:
    """Give every signal its default action, as in a program that was just started."""
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        try:
            signal.signal(number, signal.SIG_DFL)
        except (OSError, ValueError):
            continue  # two real-time signals belong to the C library
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # as Python itself does: too large a file is an OSError
    signal.pthread_sigmask(signal.SIG_SETMASK, ())


def reseed() -> None:
    """Draw fresh seeds, so that two forks of one process don't share their random numbers."""
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()


def give_up_privileges() -> None:
    """Give up capabilities, the caller's keyring and every later gain of privileges."""
    syscalls.leave_session_keyring()
    syscalls.drop_capabilities()
    forbid_new_privileges()


def forbid_new_privileges() -> None:
    """Make set-user-id programs ordinary ones for this process and all that it starts."""
    syscalls.prctl(syscalls.PR_SET_NO_NEW_PRIVS, 1)
    syscalls.prctl(syscalls.PR_SET_DUMPABLE, 1)  # its own /proc/self stays its own; core dumps are off by limit


def filter_system_calls() -> None:
    """Refuse the system calls of `seccomp.REFUSED` from here on."""
    seccomp.install(seccomp.program())
