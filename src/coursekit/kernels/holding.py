"""Let bubblewrap build namespaces and mounts, and hold them open for others to join."""

import json
import os
import select
import signal
import subprocess
from dataclasses import dataclass

from coursekit.kernels import seccomp, syscalls
from coursekit.kernels.availability import SandboxUnavailable, advice, find_bwrap
from coursekit.kernels.sandbox import SOCKETS, WRITTEN_SETTINGS, Sandbox, bwrap_arguments

PATIENCE_SECONDS = 20.0


@dataclass
class Namespaces:
    """Namespaces that live as long as their first process.

    Args:
        process: bubblewrap, outside.
        first: Process id, outside, of the first process inside; with it dies everything else inside.
        descriptor: A pidfd of `first`.
    """

    process: subprocess.Popen
    first: int
    descriptor: int

    @property
    def root(self) -> str:
        """The sandbox's root folder, as it is seen from outside."""
        return f"/proc/{self.first}/root"

    @property
    def sockets(self) -> str:
        """The sandbox's folder for sockets, as it is seen from outside."""
        return self.root + SOCKETS

    def join(self, as_root: bool) -> None:
        """Move the calling process into the namespaces; its next fork is the first to live in their process ids."""
        flags = syscalls.SANDBOX_NAMESPACES | (0 if as_root else syscalls.CLONE_NEWUSER)
        syscalls.setns(self.descriptor, flags)

    def join_processes(self) -> None:
        """Let the calling process's next fork live in the namespace of processes, and the caller itself where it is; as root."""
        syscalls.setns(self.descriptor, syscalls.CLONE_NEWPID)

    def kill(self) -> None:
        """Kill everything inside; children of the caller stay to be waited for."""
        try:
            signal.pidfd_send_signal(self.descriptor, signal.SIGKILL)
        except ProcessLookupError:
            pass

    def close(self) -> None:
        """Wait until everything inside is dead; the caller has waited for its own children in there before."""
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            stream.close()
        self.process.wait()
        os.close(self.descriptor)


def hold(sandbox: Sandbox, as_root: bool) -> Namespaces:
    """Build the namespaces and mounts of `sandbox`.

    bubblewrap starts with an empty environment, since its own stays readable in /proc for whoever may trace it.

    Raises:
        SandboxUnavailable: If bubblewrap is missing or fails; with its own words.
    """
    settings = {name: _in_memory(text.encode()) for name, text in WRITTEN_SETTINGS.items()}
    filter_descriptor = _in_memory(seccomp.program())
    info_reading, info_writing = os.pipe()
    passed = [*settings.values(), filter_descriptor, info_writing]
    command = [str(find_bwrap()), *bwrap_arguments(sandbox, settings, filter_descriptor, info_writing, as_root)]
    try:
        process = subprocess.Popen(
            command,
            env={},
            cwd="/",
            pass_fds=passed,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    finally:
        for descriptor in passed:
            os.close(descriptor)
    with os.fdopen(info_reading) as info:
        return _held(process, info)


def _held(process: subprocess.Popen, info) -> Namespaces:
    """Wait until bubblewrap has mounted everything."""
    readable, _, _ = select.select([process.stdout], [], [], PATIENCE_SECONDS)
    if not readable or process.stdout.readline() != b"ready\n":
        process.kill()
        words = process.stderr.read(4096).decode(errors="replace").strip()
        process.wait()
        raise SandboxUnavailable(f"bubblewrap failed: {words or 'it gave no answer'}", advice())
    first = json.load(info)["child-pid"]
    return Namespaces(process, first, os.pidfd_open(first))


def _in_memory(content: bytes) -> int:
    """Return a descriptor of a nameless file in memory that holds `content`."""
    descriptor = os.memfd_create("coursekit", os.MFD_CLOEXEC)
    os.write(descriptor, content)
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor
