"""What surrounds a run: the sandbox or its absence, and how the judge's process is started."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager, NoSuchKernel
from traitlets.config import Config

from coursekit.errors import CourseError
from coursekit.grading.judge.connection import Launch
from coursekit.kernels.availability import check
from coursekit.kernels.limits import Limits
from coursekit.kernels.provisioner import kernel_environment
from coursekit.kernels.runtime import Contained, launch
from coursekit.kernels.sandbox import Sandbox

PROVISIONER = "coursekit-sandbox"
PAYLOAD = "coursekit.grading.judge.process:run"


@dataclass(frozen=True)
class Surroundings:
    """Where a submission runs.

    Args:
        launch: Starts the judge's process.
        contained: Whether learner's kernel and judge are in sandboxes.
        why_not_contained: The reason if not, for the record.
        plain_kernel: Whether the kernel is one of jupyter_client's own, without our provisioner.
        limits: What the sandbox allows.
    """

    launch: Launch
    contained: bool
    why_not_contained: str
    plain_kernel: bool
    limits: Limits


def surroundings(
    kernel_name: str, allow_unsandboxed: bool, files: Path | None, read_only: Sequence[Path], config: Config
) -> Surroundings:
    """Find out where a submission can run.

    Args:
        kernel_name: Kernelspec for learners' cells.
        allow_unsandboxed: Whether to go on where no sandbox can be made.
        files: Folder of the instructor's files that test cells may read.
        read_only: Files and folders that test cells may read at their own paths, such as a mirror of data sets.
        config: Where `c.SandboxProvisioner` may set limits.

    Raises:
        CourseError: If no sandbox can be made, or the kernelspec makes none, and that was not allowed.
    """
    spec = kernelspec(kernel_name)
    plain = spec.metadata.get("kernel_provisioner", {}).get("provisioner_name") != PROVISIONER
    environment = kernel_environment(os.environ | spec.env, spec.env)  # as the learner's kernel has it
    found = check()
    why = "" if found.ok else f"{found.reason} {found.mend}".strip()
    if plain:
        why = f"kernel {kernel_name!r} runs without a sandbox"
    if why and not allow_unsandboxed:
        raise CourseError(
            f"Nothing was graded: learners' code would not be contained, since {why}.\n"
            f"Mend that, or pass --allow-unsandboxed to grade all the same and have every such grade marked.",
            exit_code=1,
        )
    limits = limits_of(config)
    sandbox = None if why else Sandbox(folder=files, read_only=tuple(read_only))

    def start(arguments: dict[str, Any], pass_fds: tuple[int, ...]) -> Contained:
        return launch(PAYLOAD, arguments, limits=limits, sandbox=sandbox, environment=environment, pass_fds=pass_fds)

    return Surroundings(start, not why, why, plain, limits)


def kernelspec(kernel_name: str) -> KernelSpec:
    """Find a kernelspec by name.

    Raises:
        CourseError: If there is none.
    """
    try:
        return KernelSpecManager().get_kernel_spec(kernel_name)
    except NoSuchKernel:
        raise CourseError(
            f"There is no kernel {kernel_name!r} here. `python -m coursekit.kernels.kernelspec` registers coursekit's "
            f"own; c.JudgeExecute.kernel_name chooses another."
        ) from None


def limits_of(config: Config) -> Limits:
    """The limits that a configuration sets for `SandboxProvisioner`."""
    known = Limits().to_dict()
    given = config.get("SandboxProvisioner", {})
    return Limits.from_dict({name: given.get(name, value) for name, value in known.items()})
