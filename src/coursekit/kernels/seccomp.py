"""The system call filter of contained programs, as classic BPF bytes for Linux on x86_64 and aarch64.

A list of what is refused, not of what is allowed: TensorFlow, JAX and NumPy use different calls from release to release,
while the calls that reach out of a sandbox are few and known. Calls younger than this list do not exist inside.

Source: Linux `include/uapi/linux/{seccomp,filter,audit}.h`, `arch/x86/entry/syscalls/syscall_64.tbl`,
`scripts/syscall.tbl` (aarch64).
"""

import ctypes
import errno
import os
import platform
import struct

from coursekit.errors import CourseError

ALLOW = 0x7FFF0000
KILL = 0x80000000
ERRNO = 0x00050000

# Where `struct seccomp_data` keeps what the filter looks at, in bytes.
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16

# Classic BPF: load a word, jump if equal / at least / any bit set, return.
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06

X32_BIT = 0x40000000
YOUNGEST_KNOWN = 466  # from 424 on, all architectures number their calls alike

CLONE_NEW_NAMESPACES = 0x7E020000
AF_UNIX = 1
TIOCSTI, TIOCLINUX, TIOCSETD = 0x5412, 0x541C, 0x5423

# name: (x86_64, aarch64); None where the architecture has no such call.
REFUSED: dict[str, tuple[int | None, int | None]] = {
    # other processes' memory and descriptors
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "pidfd_getfd": (438, 438),
    "kcmp": (312, 272),
    # mounts and roots
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "move_mount": (429, 429),
    "open_tree": (428, 428),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "listmount": (458, 458),
    "statmount": (457, 457),
    # namespaces
    "unshare": (272, 97),
    "setns": (308, 268),
    # keyrings
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    # ways into the kernel with a long history of holes
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "fanotify_init": (300, 262),
    "fanotify_mark": (301, 263),
    "lookup_dcookie": (212, 18),
    "vmsplice": (278, 75),
    "modify_ldt": (154, None),
    "uselib": (134, None),
    "_sysctl": (156, None),
    "nfsservctl": (180, 42),
    # the machine itself
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "create_module": (174, None),
    "reboot": (169, 142),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "acct": (163, 89),
    "syslog": (103, 116),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "clock_adjtime": (305, 266),
    "adjtimex": (159, 171),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
    "iopl": (172, None),
    "ioperm": (173, None),
    "vhangup": (153, 58),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "open_by_handle_at": (304, 265),
    "name_to_handle_at": (303, 264),
    "personality": (135, 92),
}

# As if the kernel were too old for them, so that libraries fall back. `clone3` hides its flags behind a pointer that no
# filter can follow; the others are memory that neither the size of /tmp nor the address space counts.
MISSING: dict[str, tuple[int | None, int | None]] = {
    "clone3": (435, 435),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "msgget": (68, 186),
    "semget": (64, 190),
    "mq_open": (240, 180),
}

CLONE = (56, 220)
SOCKET = (41, 198)
SOCKETPAIR = (53, 199)
IOCTL = (16, 29)

AUDIT_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}


def _instruction(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    """Return one `struct sock_filter`."""
    return struct.pack("=HBBI", code, if_true, if_false, value)


def _refuse(number: int, error: int) -> bytes:
    """Answer the call `number` (already loaded) with `error`."""
    return _instruction(EQUAL, number, 0, 1) + _instruction(RETURN, ERRNO | error)


def _argument(position: int) -> bytes:
    """Load the low word of one argument (both architectures are little-endian)."""
    return _instruction(LOAD, ARGUMENTS + 8 * position)


def _when(number: int, body: bytes) -> bytes:
    """Run `body` for the call `number` only; afterwards the number is loaded again."""
    reload = _instruction(LOAD, NUMBER)
    return _instruction(EQUAL, number, 0, (len(body) + len(reload)) // 8) + body + reload


def program(machine: str | None = None) -> bytes:
    """Return the filter for `machine` (default: this one) as an array of `struct sock_filter`.

    Raises:
        CourseError: If there is no filter for this architecture.
    """
    machine = machine or platform.machine()
    if machine not in AUDIT_ARCHITECTURES:
        raise CourseError(
            f"learners' code is contained on x86_64 and aarch64; this machine is {machine}. Grade on one of those."
        )
    column = list(AUDIT_ARCHITECTURES).index(machine)
    parts = [
        _instruction(LOAD, ARCHITECTURE),
        _instruction(EQUAL, AUDIT_ARCHITECTURES[machine], 1, 0),
        _instruction(RETURN, KILL),
        _instruction(LOAD, NUMBER),
    ]
    if machine == "x86_64":
        parts += [_instruction(AT_LEAST, X32_BIT, 0, 1), _instruction(RETURN, KILL)]
    parts += [_instruction(AT_LEAST, YOUNGEST_KNOWN + 1, 0, 1), _instruction(RETURN, ERRNO | errno.ENOSYS)]
    for error, calls in ((errno.EPERM, REFUSED), (errno.ENOSYS, MISSING)):
        parts += [_refuse(numbers[column], error) for numbers in calls.values() if numbers[column] is not None]
    parts.append(_when(CLONE[column], _argument(0) + _refuse_if_any(CLONE_NEW_NAMESPACES, errno.EPERM)))
    for call in (SOCKET, SOCKETPAIR):
        parts.append(_when(call[column], _argument(0) + _refuse_unless(AF_UNIX, errno.EAFNOSUPPORT)))
    terminal = b"".join(_refuse(request, errno.EPERM) for request in (TIOCSTI, TIOCLINUX, TIOCSETD))
    parts.append(_when(IOCTL[column], _argument(1) + terminal))
    parts.append(_instruction(RETURN, ALLOW))
    return b"".join(parts)


def _refuse_if_any(bits: int, error: int) -> bytes:
    """Answer with `error` if the loaded word has any of `bits`."""
    return _instruction(ANY_BIT, bits, 0, 1) + _instruction(RETURN, ERRNO | error)


def _refuse_unless(value: int, error: int) -> bytes:
    """Answer with `error` unless the loaded word is `value`."""
    return _instruction(EQUAL, value, 1, 0) + _instruction(RETURN, ERRNO | error)


class _FilterProgram(ctypes.Structure):
    """`struct sock_fprog`: the number of instructions and where they lie."""

    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]


def install(filter_bytes: bytes) -> None:
    """Put this thread, and all that it will start, under the filter; there is no way back.

    Raises:
        OSError: If the kernel refuses; `no_new_privs` must have been set before.
    """
    set_seccomp, mode_filter = 22, 2
    buffer = ctypes.create_string_buffer(filter_bytes, len(filter_bytes))
    head = _FilterProgram(len(filter_bytes) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    libc = ctypes.CDLL(None, use_errno=True)
    arguments = [ctypes.c_ulong(mode_filter), ctypes.byref(head), ctypes.c_ulong(0), ctypes.c_ulong(0)]
    if libc.prctl(ctypes.c_int(set_seccomp), *arguments):
        number = ctypes.get_errno()
        raise OSError(number, f"the system call filter was refused: {os.strerror(number)}")
