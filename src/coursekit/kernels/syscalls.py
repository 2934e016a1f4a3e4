"""The Linux calls that containment needs and Python 3.11 lacks, by ctypes; each raises OSError where C returns -1."""

import ctypes
import errno
import os
import platform
from pathlib import Path

CLONE_NEWNS = 0x00020000
CLONE_NEWCGROUP = 0x02000000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000
SANDBOX_NAMESPACES = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWPID | CLONE_NEWNET

MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT, MS_BIND, MS_RDONLY = 2, 4, 8, 32, 4096, 1

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_CAPBSET_READ, PR_CAPBSET_DROP = 23, 24
PR_SET_SECUREBITS = 28
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38
PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 47, 4

MADV_COLLAPSE = 25

KEYCTL_NUMBER = {"x86_64": 250, "aarch64": 219}
KEYCTL_JOIN_SESSION_KEYRING = 1

# NOROOT, NO_SETUID_FIXUP, NO_CAP_AMBIENT_RAISE and their locks, and the lock of KEEP_CAPS: user 0 is nobody special.
SECURE_BITS = 0b11101111

_libc = ctypes.CDLL(None, use_errno=True)


def _check(name: str, result: int) -> int:
    """Return `result`, or raise what errno says."""
    if result == -1:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
    return result


def setns(descriptor: int, flags: int) -> None:
    """Move this thread into the namespaces `flags` of the process that the pidfd `descriptor` names."""
    _check("setns", _libc.setns(ctypes.c_int(descriptor), ctypes.c_int(flags)))


def unshare(flags: int) -> None:
    """Leave the namespaces `flags` for new ones."""
    _check("unshare", _libc.unshare(ctypes.c_int(flags)))


def collapse(address: int, length: int) -> None:
    """Put a range of this process's memory into huge pages (see madvise(2))."""
    _check("madvise", _libc.madvise(ctypes.c_void_p(address), ctypes.c_size_t(length), ctypes.c_int(MADV_COLLAPSE)))


def mount(source: str, target: str, kind: str | None, flags: int, data: str | None = None) -> None:
    """Mount `source` at `target` (see mount(2))."""
    encoded = [text.encode() if text is not None else None for text in (source, target, kind)]
    options = data.encode() if data is not None else None
    _check(f"mount {target}", _libc.mount(*encoded, ctypes.c_ulong(flags), options))


def unmount(target: str) -> None:
    """Unmount `target`."""
    _check(f"umount {target}", _libc.umount2(target.encode(), ctypes.c_int(0)))


def prctl(option: int, *arguments: int) -> int:
    """Call prctl(2) with up to four numbers."""
    padded = [ctypes.c_ulong(value) for value in (*arguments, 0, 0, 0, 0)[:4]]
    return _check(f"prctl {option}", _libc.prctl(ctypes.c_int(option), *padded))


class _CapabilityHeader(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


class _CapabilitySets(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint32) for name in ("effective", "permitted", "inheritable")]


def drop_capabilities() -> None:
    """Give up every capability of this thread for good: bounding, ambient, permitted, effective, inheritable."""
    capability = 0
    while _libc.prctl(PR_CAPBSET_READ, ctypes.c_ulong(capability), 0, 0, 0) >= 0:
        prctl(PR_CAPBSET_DROP, capability)
        capability += 1
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    prctl(PR_SET_SECUREBITS, SECURE_BITS)
    header = _CapabilityHeader(0x20080522, 0)
    _check("capset", _libc.capset(ctypes.byref(header), (_CapabilitySets * 2)()))


def leave_session_keyring() -> None:
    """Start an empty session keyring, so that keys of the caller's login are not inherited."""
    number = KEYCTL_NUMBER[platform.machine()]
    result = _libc.syscall(ctypes.c_long(number), ctypes.c_long(KEYCTL_JOIN_SESSION_KEYRING), None)
    if result == -1 and ctypes.get_errno() not in (errno.ENOSYS, errno.EPERM):
        _check("keyctl", result)  # a kernel without keyrings, or a container that denies them, holds none to leave


def wipe_environment_block() -> None:
    """Overwrite the environment that this program was started with: `/proc/self/environ` and the memory behind it.

    Only after `os.environ` was cleared and filled again, since C's `environ` may point into the block until then.
    """
    words = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
    start, end = int(words[47]), int(words[48])  # fields 50 and 51 of proc(5); the first word here is field 3
    if 0 < start < end:
        ctypes.memset(start, 0, end - start)
