"""What a run leaves in its folder (timings.csv, results.json) and says at its end."""

import csv
import io
import json
import math
from pathlib import Path

from coursekit.execution.bands import BandCheck, Setting
from coursekit.execution.outcome import Outcome
from coursekit.execution.progress import mebibytes_text, seconds_text
from coursekit.files import write_atomically

TIMINGS, RESULTS = "timings.csv", "results.json"
SLOWEST_CELLS = 10
WORTH_A_ROW_SECONDS = 0.1


def write_timings(file: Path, outcomes: list[Outcome]) -> None:
    """Write one row a cell, and one a lesson (its `cell` is empty) with the time of all, kernel start included."""
    table = io.StringIO()
    rows = csv.writer(table, lineterminator="\n")
    rows.writerow(["module", "lesson", "cell", "name", "seconds", "peak_memory_bytes", "first_line"])
    for outcome in outcomes:
        for cell in outcome.cells:
            where = [outcome.module, outcome.lesson, cell.number, cell.name]
            rows.writerow([*where, f"{cell.seconds:.3f}", cell.peak_memory_bytes, cell.first_line])
        rows.writerow([outcome.module, outcome.lesson, "", "", f"{outcome.seconds:.3f}", outcome.peak_memory_bytes, ""])
    write_atomically(file, table.getvalue())


def write_results(
    file: Path, outcomes: list[Outcome], profile: str, seed: int, verified: dict[str, bool] | None = None
) -> None:
    """Write every recorded result, with the setting and the seed that it was got in.

    Args:
        verified: Lesson -> whether its second run put out the same; one that had none is missing.
    """
    lessons = {outcome.lesson: _lesson(outcome, Setting.of(outcome, profile)) for outcome in outcomes}
    for lesson, passed in (verified or {}).items():
        lessons[lesson]["verified"] = passed
    content = {"profile": profile, "seed": seed, "lessons": lessons}
    write_atomically(file, json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n")


def _lesson(outcome: Outcome, setting: Setting) -> dict:
    return {
        "module": outcome.module,
        "passed": outcome.passed,
        "backend": setting.backend,
        "device": setting.device,
        "seconds": round(outcome.seconds, 3),
        "peak_memory_bytes": outcome.peak_memory_bytes,
        "synthetic": outcome.synthetic,
        "results": {name: _plain(result) for name, result in outcome.results.items()},
    }


def _plain(result: dict) -> dict:
    """JSON knows no NaN and no infinity: they are written as their names."""
    value = result["value"]
    return {**result, "value": repr(value) if isinstance(value, float) and not math.isfinite(value) else value}


def print_summary(console, outcomes: list[Outcome], checks: list[BandCheck]) -> None:
    """Say what took how long, which results lie in their bands, which formulas the pages show as source, what failed."""
    from rich.table import Table

    lessons = Table("lesson", "verdict", "cells", "time", "peak memory", box=None, pad_edge=False)
    for outcome in outcomes:
        verdict = "passed" if outcome.passed else "FAILED"
        memory = mebibytes_text(outcome.peak_memory_bytes)
        lessons.add_row(outcome.lesson, verdict, str(len(outcome.cells)), seconds_text(outcome.seconds), memory)
    console.print(lessons)
    _print_slowest(console, outcomes)
    for check in checks:
        _line(console, check.describe())
    for outcome in outcomes:
        if outcome.synthetic:
            names = ", ".join(outcome.synthetic)
            _line(
                console,
                f"{outcome.lesson}: SYNTHETIC DATA stood in for {names}: its results were not held to their bands",
            )
        for tex in outcome.unrendered:
            _line(console, f"{outcome.lesson}: this formula stands as TeX source in the page: {tex}")
    for outcome in outcomes:
        if outcome.failure:  # told in full when it happened; here once more, where a reader looks first
            _line(console, outcome.failure.describe(outcome.lesson).splitlines()[0])


def _print_slowest(console, outcomes: list[Outcome]) -> None:
    from rich.table import Table
    from rich.text import Text

    cells = [(cell, outcome) for outcome in outcomes for cell in outcome.cells if cell.seconds >= WORTH_A_ROW_SECONDS]
    if not cells:
        return
    table = Table(box=None, pad_edge=False, expand=True)
    table.add_column("slowest cells", no_wrap=True)
    for name in ("cell", "time", "peak memory"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("first line", no_wrap=True, overflow="ellipsis", ratio=1)
    for cell, outcome in sorted(cells, key=lambda pair: -pair[0].seconds)[:SLOWEST_CELLS]:
        memory = mebibytes_text(cell.peak_memory_bytes)
        table.add_row(outcome.lesson, str(cell.number), seconds_text(cell.seconds), memory, Text(cell.first_line))
    console.print()
    console.print(table)
    console.print()


def _line(console, text: str) -> None:
    console.print(text, markup=False, highlight=False, soft_wrap=True)
