"""What is known about one lesson after its run; plain data, so that it crosses from the worker as JSON."""

from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class CellTiming:
    """One code cell that ran: its number n as in `In [n]`, its name and what it cost."""

    number: int
    name: str
    first_line: str
    seconds: float
    peak_memory_bytes: int


@dataclass(frozen=True)
class Failure:
    """Why a lesson failed; without a cell when it failed outside of them (the worker died, no kernel)."""

    error: str
    cell_number: int | None = None
    cell_name: str = ""
    first_line: str = ""
    last_output: str = ""
    traceback: str = ""

    def describe(self, lesson: str) -> str:
        """Return the text that names lesson and cell, then the error and the cell's last output."""
        where = f"{lesson}: "
        if self.cell_number is not None:
            where += f"code cell {self.cell_number} ({self.cell_name}) `{self.first_line}`: "
        last = "\n".join(f"    {line}" for line in self.last_output.splitlines())
        return where + self.error + (f"\n  last output of the cell:\n{last}" if last else "")


@dataclass
class Outcome:
    """One lesson's run."""

    module: str
    lesson: str
    seconds: float = 0.0
    cells: list[CellTiming] = field(default_factory=list)
    peak_memory_bytes: int = 0
    results: dict[str, dict] = field(default_factory=dict)  # name -> {"value": ..., "unit": ..., "cell": ...}
    backend: str = ""  # where the lesson computed, as its kernel said; empty if it could not be asked
    device: str = ""
    failure: Failure | None = None
    unrendered: list[str] = field(default_factory=list)  # equations that the HTML shows as their TeX source
    synthetic: list[str] = field(default_factory=list)  # data sets that a synthetic twin stood in for
    date: str = ""  # when it began: ISO 8601, UTC
    versions: dict[str, str] = field(default_factory=dict)  # of what it computed with, as its kernel said
    cached: bool = False  # nothing was executed: an earlier run had the same fingerprint

    @property
    def passed(self) -> bool:
        return self.failure is None

    def to_json(self) -> dict:
        """Return plain data that `from_json` takes back."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict) -> "Outcome":
        """Rebuild what `to_json` made."""
        failure = data["failure"]
        return cls(
            **{
                **data,
                "cells": [CellTiming(**cell) for cell in data["cells"]],
                "failure": Failure(**failure) if failure else None,
            }
        )
