"""`coursekit doctor`."""

from collections.abc import Callable, Sequence

import typer

from coursekit.doctor import installation, machine
from coursekit.doctor.findings import MISSING, OK, WARNING, Finding, missing
from coursekit.errors import CourseError
from coursekit.project import Project

Check = Callable[[Project], Finding]

CHECKS: tuple[Check, ...] = (
    machine.python,
    installation.environment,
    installation.packages,
    installation.kernel,
    installation.backend,
    installation.data,
    installation.folders,
    machine.port,
    machine.browser,
    machine.sandbox,
    machine.disk,
    machine.memory,
)
COLOURS = {OK: "green", WARNING: "yellow", MISSING: "red"}


def examine(check: Check, project: Project) -> Finding:
    """Run one check; one that can't be carried out is a finding too, so that the others still run."""
    try:
        return check(project)
    except CourseError as error:
        return missing(str(error), "see the message")
    except Exception as error:  # a half-made environment can break any import
        return missing(f"could not be looked at: {type(error).__name__}: {error}", "run `make env`")


def line(check: Check, finding: Finding) -> str:
    """One line for the user: state, what was looked at, what was seen, what to do."""
    mend = f" -> {finding.mend}" if finding.mend else ""
    seen = " ".join(finding.seen.split())
    return f"{typer.style(f'{finding.state:<8}', fg=COLOURS[finding.state])} {check.__doc__}: {seen}{mend}"


def verdict(findings: Sequence[Finding]) -> str:
    """The closing line."""
    counts = {state: sum(finding.state == state for finding in findings) for state in (MISSING, WARNING)}
    if counts[MISSING]:
        return f"Not ready: {_things(counts[MISSING])} missing. Mend the lines marked `missing` from the top down."
    if counts[WARNING]:
        return f"Ready, with {counts[WARNING]} warning{'s' if counts[WARNING] > 1 else ''}."
    return "Ready."


def _things(count: int) -> str:
    return "1 thing is" if count == 1 else f"{count} things are"


def doctor() -> None:
    """Say what is missing on this machine and how to mend it; takes about ten seconds.

    Exit code: 0 ready (warnings or not), 1 something is missing.
    """
    project = Project.find()
    findings = []
    for check in CHECKS:
        finding = examine(check, project)
        typer.echo(line(check, finding))
        findings.append(finding)
    typer.echo(verdict(findings))
    raise typer.Exit(any(finding.state == MISSING for finding in findings))
