"""The filter's bytes, run by an interpreter of classic BPF written here, against a table of calls."""

import errno
import platform
import struct

import pytest

from coursekit.errors import CourseError
from coursekit.kernels import seccomp

ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
NUMBERS = {  # from the kernel's tables: read, openat, futex, clone, socket, ioctl, execve, mmap, mount, ptrace, fork
    "x86_64": {
        "read": 0,
        "openat": 257,
        "futex": 202,
        "clone": 56,
        "socket": 41,
        "ioctl": 16,
        "execve": 59,
        "mount": 165,
    },
    "aarch64": {
        "read": 63,
        "openat": 56,
        "futex": 98,
        "clone": 220,
        "socket": 198,
        "ioctl": 29,
        "execve": 221,
        "mount": 40,
    },
}


def answer(program: bytes, architecture: int, number: int, *arguments: int) -> int:
    """Run a filter over one call, as the kernel would; return its 32-bit answer."""
    padded = [value & (2**64 - 1) for value in (*arguments, 0, 0, 0, 0, 0, 0)[:6]]
    data = struct.pack("<iIQ6Q", number, architecture, 0, *padded)
    accumulator, position = 0, 0
    while True:
        code, if_true, if_false, value = struct.unpack_from("=HBBI", program, 8 * position)
        position += 1
        if code == 0x20:
            accumulator = struct.unpack_from("<I", data, value)[0]
        elif code == 0x06:
            return value
        else:
            holds = {0x15: accumulator == value, 0x35: accumulator >= value, 0x45: bool(accumulator & value)}[code]
            position += if_true if holds else if_false


def refused(number: int) -> int:
    return 0x00050000 | number


@pytest.fixture(params=["x86_64", "aarch64"])
def ask(request):
    """ask(name or number, *arguments) -> answer, on each architecture."""
    program = seccomp.program(request.param)

    def ask(call, *arguments):
        number = NUMBERS[request.param].get(call, call)
        return answer(program, ARCHITECTURE[request.param], number, *arguments)

    ask.machine = request.param
    return ask


def test_ordinary_calls_pass(ask):
    assert {ask(name) for name in ("read", "openat", "futex", "execve")} == {seccomp.ALLOW}


def test_listed_calls_are_refused(ask):
    column = list(ARCHITECTURE).index(ask.machine)
    for calls, error in ((seccomp.REFUSED, errno.EPERM), (seccomp.MISSING, errno.ENOSYS)):
        numbers = [pair[column] for pair in calls.values() if pair[column] is not None]
        assert {ask(number) for number in numbers} == {refused(error)}
    assert ask("mount") == refused(errno.EPERM)


def test_clone_makes_threads_and_processes_but_no_namespaces(ask):
    thread, process = 0x3D0F00, 17
    assert ask("clone", thread) == ask("clone", process) == seccomp.ALLOW
    for bit in (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000):
        assert ask("clone", bit | 17) == refused(errno.EPERM)


def test_sockets_are_local_ones(ask):
    assert ask("socket", 1) == seccomp.ALLOW
    assert {ask("socket", family) for family in (2, 10, 16, 17, 38, 40)} == {refused(errno.EAFNOSUPPORT)}
    assert ask("socket", 2 | 1 << 40) == refused(
        errno.EAFNOSUPPORT
    )  # the kernel reads the low half alone, and so do we


def test_terminal_input_is_not_forged(ask):
    assert ask("ioctl", 1, 0x5401) == seccomp.ALLOW  # TCGETS
    for request in (0x5412, 0x541C, 0x5412 | 1 << 32):
        assert ask("ioctl", 1, request) == refused(errno.EPERM)


def test_calls_younger_than_the_list_do_not_exist(ask):
    assert {ask(number) for number in (467, 500, 1000)} == {refused(errno.ENOSYS)}


def test_other_architectures_are_killed():
    for machine, other in (("x86_64", "aarch64"), ("aarch64", "x86_64"), ("x86_64", None)):
        code = ARCHITECTURE[other] if other else 0x40000003  # 32-bit x86
        assert answer(seccomp.program(machine), code, 0) == seccomp.KILL
    assert answer(seccomp.program("x86_64"), ARCHITECTURE["x86_64"], 0x40000000) == seccomp.KILL  # x32


def test_program_is_for_this_machine_by_default():
    assert seccomp.program() == seccomp.program(platform.machine())


def test_unknown_machine_is_named():
    with pytest.raises(CourseError, match="this machine is riscv64"):
        seccomp.program("riscv64")
