"""Kernels for tests: a private runtime folder, a kernelspec of its own, and a short list of modules so that zygotes start fast."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from jupyter_client.manager import KernelManager

from coursekit.kernels import kernelspec, zygote

LIGHT = "ipykernel.ipkernel,ipykernel.kernelapp,ipykernel.zmqshell,numpy,coursekit.kernels.payloads,coursekit.kernels.supervisor"
PATIENCE_SECONDS = 60


@contextmanager
def runtime(preload: str = LIGHT) -> Iterator[Path]:
    """A runtime folder of its own; its zygotes end with it."""
    with pytest.MonkeyPatch.context() as patch:
        # not below tmp_path: a socket's path must stay short
        folder = Path(tempfile.mkdtemp(prefix="ck"))
        kernelspec.register(folder / "prefix")
        patch.setenv("JUPYTER_PATH", str(folder / "prefix" / "share" / "jupyter"))
        patch.setenv("COURSEKIT_RUNTIME", str(folder / "run"))
        patch.setenv("COURSEKIT_PRELOAD", preload)
        patch.delenv("COURSEKIT_NO_WARM", raising=False)
        try:
            yield folder / "run"
        finally:
            zygote.stop(folder / "run")
            shutil.rmtree(folder)


@contextmanager
def kernel(**settings) -> Iterator["Kernel"]:
    """A running kernel; `settings` go to the provisioner, "start" to start_kernel."""
    started = Kernel(**settings)
    try:
        yield started
    finally:
        started.stop()


class Kernel:
    """A kernel manager with its client, and what the kernel said."""

    def __init__(self, start: dict | None = None, **settings):
        self.manager = KernelManager(kernel_name=kernelspec.NAME)
        self.manager.kernel_spec.metadata["kernel_provisioner"]["config"] = settings
        try:
            self.manager.start_kernel(**(start or {}))
        except BaseException:
            self.manager.context.destroy(linger=0)
            raise
        self.client = self.manager.client()
        self.client.start_channels()
        try:
            self.client.wait_for_ready(timeout=PATIENCE_SECONDS)
        except RuntimeError:
            ended = self.manager.provisioner.ended
            self.stop()
            raise RuntimeError(f"the kernel did not come up: {ended}") from None

    def run(self, code: str, timeout: float = PATIENCE_SECONDS) -> str:
        """Execute `code` and return everything that it printed or showed; an error's name and value too."""
        said = []
        self.messages = []

        def hear(message):
            self.messages.append(message)
            content = message["content"]
            said.append(content.get("text", ""))
            said.append(content.get("data", {}).get("text/plain", ""))
            if message["msg_type"] == "error":
                said.append(f"{content['ename']}: {content['evalue']}")
            if message["msg_type"] == "clear_output":
                said.clear()

        self.client.execute_interactive(code, timeout=timeout, output_hook=hear)
        return "".join(said).strip()

    def wait_until_dead(self) -> dict:
        """Wait for the end of the kernel and return why it ended."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self.manager.is_alive():
            assert time.monotonic() < deadline, "the kernel lives on"
            time.sleep(0.02)
        return self.manager.provisioner.ended

    def stop(self) -> None:
        """End it, whatever its state."""
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)
