"""The provisioner `coursekit-sandbox`: Jupyter kernels that are warm and contained, for every tool that starts kernels.

A kernelspec asks for it by name, and may set its limits:

    "metadata": {"kernel_provisioner": {"provisioner_name": "coursekit-sandbox", "config": {"memory_mib": 4096}}}

jupyter_client, nbclient, papermill, nbval and nbgrader then use it unchanged. The kernel sees a copy of the folder that
it is started in, and nothing else of this machine's files.
"""

import asyncio
import os
import shutil
import signal
import socket
from dataclasses import fields
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import KernelProvisionerBase
from traitlets import Bool, Integer, List, Unicode

from coursekit.kernels.availability import SandboxUnavailable
from coursekit.kernels.channels import bound_context, guarded_client, message_limit
from coursekit.kernels.limits import MIB, Limits
from coursekit.kernels.runtime import Contained, launch
from coursekit.kernels.runtime_folder import kernel_folder
from coursekit.kernels.sandbox import Sandbox

# The order of `coursekit.kernels.payloads.CHANNELS`, which is not imported here: it brings all of ipykernel.
PORTS = {"shell_port": 1, "iopub_port": 2, "stdin_port": 3, "hb_port": 4, "control_port": 5}

# Of the caller's environment, what a lesson's results may depend on; everything else stays outside.
PASSED_ON = (
    "LANG", "LC_", "TZ", "KERAS_BACKEND", "XLA_FLAGS", "JAX_", "OMP_", "MKL_", "CUDA_VISIBLE_DEVICES", "COURSEKIT_DATA",
    "COURSEKIT_CACHE", "COURSEKIT_OFFLINE", "PYTHONHASHSEED", "PYTHONWARNINGS",
    # TensorFlow's one by one: TF_VAR_... and TF_CLI_... are another program's, and may hold secrets
    "TF_CPP_", "TF_CUDNN_", "TF_DETERMINISTIC_OPS", "TF_ENABLE_ONEDNN_OPTS", "TF_FORCE_GPU_ALLOW_GROWTH", "TF_GPU_",
    "TF_NUM_INTEROP_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_USE_LEGACY_KERAS", "TF_XLA_FLAGS",
)  # fmt: skip
KILL_SECONDS = 10

_Limited = type(KernelProvisionerBase)(
    "_Limited",
    (KernelProvisionerBase,),
    {each.name: Integer(each.default, min=1, help=each.metadata["help"]).tag(config=True) for each in fields(Limits)}
    | {"__doc__": "One trait for each limit."},
)


class SandboxProvisioner(_Limited):
    """Launches a kernel in a sandbox of its own, forked from a process that has imported the stack.

    Attributes:
        contained: Whether there is a sandbox around the kernel.
        ended: None while the kernel runs; then why it ended: {"code", "signal", "reason", ...}.
    """

    warm = Bool(True, help="Fork the kernel from a process that has imported TensorFlow and the rest.").tag(config=True)
    allow_unsandboxed = Bool(
        False, help="Where no sandbox can be made, run the kernel without one instead of refusing."
    ).tag(config=True)
    folder = Unicode(
        "", help="The folder whose files are copied into the sandbox; the one that the kernel is started in if empty."
    ).tag(config=True)
    read_only = List(Unicode(), help="Folders that the kernel may read, such as a mirror of data sets.").tag(
        config=True
    )

    def __init__(self, **settings: Any):
        super().__init__(**settings)
        self.kernel: Contained | None = None
        self.ended: dict | None = None
        self.contained: bool | None = None
        self._room: Path | None = None
        self._listening: list[socket.socket] = []

    @property
    def limits(self) -> Limits:
        """The limits that the traits set."""
        return Limits(**{each.name: getattr(self, each.name) for each in fields(Limits)})

    @property
    def has_process(self) -> bool:
        """Whether a kernel was launched and has not been waited for."""
        return self.kernel is not None

    @property
    def pid(self) -> int | None:
        """The kernel's process id, as this side sees it; None before it was launched and after it was waited for."""
        return self.kernel.pid if self.kernel is not None else None

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Prepare the manager: clients with bounded channels; and a folder with the kernel's listening sockets."""
        manager = self.parent
        if manager is not None:
            output_bytes = self.output_mib * MIB
            manager.client_factory = guarded_client(manager.client_factory, output_bytes)
            bound_context(manager.context, 2 * message_limit(output_bytes))
        self._room = (
            self._room or kernel_folder()
        )  # the same one after a restart, so that clients find the kernel again
        for each in self._listening:
            each.close()
        self._listening = [_listen(self._room / f"s-{port}") for port in PORTS.values()]
        return await super().pre_launch(cmd=[], **kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Launch the kernel and say how to connect to it.

        Args:
            cmd: Not used: what runs is ipykernel, in a sandbox.
            kwargs: Of what Popen would know, "cwd" is the folder to copy, "env" is asked for a few variables, and
                "pass_fds" are handed to the kernel, which finds their numbers in COURSEKIT_PASSED_FDS.

        Raises:
            SandboxUnavailable: If no sandbox can be made here and `allow_unsandboxed` is off.
        """
        folder = self.folder or kwargs.get("cwd")
        environment = kernel_environment(kwargs.get("env") or {}, getattr(self.kernel_spec, "env", None) or {})
        sandbox = Sandbox(Path(folder) if folder else None, self._shown(environment))
        session = self.parent.session
        settings = {
            "limits": self.limits,
            "environment": environment,
            "pass_fds": (*kwargs.get("pass_fds", ()), *(each.fileno() for each in self._listening)),
            "warm": self.warm,
        }
        arguments = {
            "key": session.key.decode(),
            "signature_scheme": session.signature_scheme,
            "message_bytes": message_limit(self.output_mib * MIB),
            "options": list(kwargs.get("extra_arguments") or []),
        }
        self.ended = None
        try:
            self.kernel = await _aside(
                launch, "coursekit.kernels.payloads:kernel", arguments, sandbox=sandbox, **settings
            )
        except SandboxUnavailable:
            if not self.allow_unsandboxed:
                raise
            self.kernel = await _aside(launch, "coursekit.kernels.payloads:kernel", arguments, sandbox=None, **settings)
        self.contained = self.kernel.contained
        self.connection_info = {
            **PORTS,
            "transport": "ipc",
            "ip": str(self._room / "s"),
            "key": session.key,
            "signature_scheme": session.signature_scheme,
            "kernel_name": self.parent.kernel_name,
        }
        return self.connection_info

    async def poll(self) -> int | None:
        """Return None while the kernel runs, then its exit code."""
        if self.kernel is None:
            return 0
        code = self.kernel.poll()
        self.ended = self.kernel.ended
        return code

    async def wait(self) -> int | None:
        """Wait until the kernel and everything that it started is gone."""
        if self.kernel is None:
            return 0
        while (code := await self.poll()) is None:
            await asyncio.sleep(0.02)
        self.kernel.close()
        self.kernel = None
        return code

    async def send_signal(self, signum: int) -> None:
        """Send a signal to the kernel."""
        if signum == signal.SIGKILL:
            await self.kill()
        elif self.kernel is not None and signum:
            self.kernel.signal(signum)

    async def kill(self, restart: bool = False) -> None:
        """Kill the kernel and everything that it started; returns when they are gone."""
        if self.kernel is not None and self.kernel.poll() is None:
            self.kernel.kill()
            await _aside(self.kernel.wait, KILL_SECONDS)
        await self.poll()

    async def terminate(self, restart: bool = False) -> None:
        """Kill the kernel: there is nothing inside that would be worth a farewell."""
        await self.kill(restart)

    async def shutdown_requested(self, restart: bool = False) -> None:
        """Kill the kernel at once, so that no one waits for TensorFlow's leave-taking of two seconds."""
        await self.kill(restart)

    async def cleanup(self, restart: bool = False) -> None:
        """Remove the kernel's sockets, unless it restarts."""
        if self.kernel is not None:
            self.kernel.close()
            self.ended, self.kernel = self.kernel.ended, None
        if not restart:
            self._remove_sockets()

    def __del__(self) -> None:
        self._remove_sockets()

    def _remove_sockets(self) -> None:
        for each in getattr(self, "_listening", ()):
            each.close()
        self._listening = []
        if room := getattr(self, "_room", None):
            shutil.rmtree(room, ignore_errors=True)
        self._room = None

    def _shown(self, environment: dict[str, str]) -> tuple[Path, ...]:
        """The folders that the sandbox shows read-only: the configured ones, and where the data sets lie.

        The store of data sets is shown where everybody may read it; without it a lesson unpacks its data anew.
        """
        mirror, store = (environment.get(name) for name in ("COURSEKIT_DATA", "COURSEKIT_CACHE"))
        shown = [mirror] if mirror and os.path.isdir(mirror) else []
        if store and os.path.isdir(store) and os.stat(store).st_mode & 0o005 == 0o005:
            shown.append(store)
        return tuple(Path(path) for path in (*self.read_only, *shown))


def kernel_environment(caller: dict[str, str], kernelspec: dict[str, str]) -> dict[str, str]:
    """Return a kernel's environment: the kernelspec's, and of the caller's what a lesson's results may depend on.

    Args:
        caller: The environment that a kernel would inherit, the kernelspec's variables filled in.
        kernelspec: The kernelspec's own part of it.
    """
    return {name: value for name, value in caller.items() if name in kernelspec or name.startswith(PASSED_ON)}


def _listen(path: Path) -> socket.socket:
    """Return a socket that listens at `path`; the kernel will take its connections."""
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        listener.bind(str(path))
        listener.listen(16)
    except BaseException:
        listener.close()
        raise
    return listener


async def _aside(function: Any, *arguments: Any, **settings: Any) -> Any:
    """Run a blocking call in a thread, so that the event loop goes on."""
    return await asyncio.get_running_loop().run_in_executor(None, lambda: function(*arguments, **settings))
