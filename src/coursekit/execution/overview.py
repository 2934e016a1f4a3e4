"""The page of a run, `index.html`: lessons × settings, results against their bands, what failed, what was slow.

One file without script that loads nothing from elsewhere; links lead to the executed notebooks beside it.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from coursekit.execution import matrix, strips
from coursekit.execution.bands import Band, BandCheck, RunRecord, Setting
from coursekit.execution.matrix import Matrix, unfinished
from coursekit.execution.outcome import CellTiming, Outcome
from coursekit.execution.overview_template import PAGE, POLICY, STYLE
from coursekit.execution.progress import mebibytes_text, seconds_text
from coursekit.execution.verification import Verification
from coursekit.files import write_atomically

FILE = "index.html"
SLOWEST_CELLS = 15
LONGEST_TEXT = 20_000  # characters of an error, an output, a traceback or a difference
WORTH_A_ROW_SECONDS = 0.1
FAILED_FIRST = {"outside": 0, "not recorded": 1, "inside": 2, "one run": 3, "synthetic data": 4, "no band": 5}


@dataclass
class Facts:
    """What is known of a run when its page is written.

    Attributes:
        lessons: Module and lesson of all that was to run, in order; None: of what has an outcome.
        checks: The outcomes' results held to their bands.
        bands: All bands of the lessons' modules, of other settings too.
        runs: The runs that the bands were measured in.
        refused: What a run that records would not write into the bands, in words.
        wall_seconds: From the run's begin to its end.
        date: When it ended; None: now.
        versions: Name -> version of what it ran on.
        machine: Cores and system, in words.
    """

    profile: str
    seed: int
    outcomes: list[Outcome]
    checks: list[BandCheck] = field(default_factory=list)
    verifications: list[Verification] = field(default_factory=list)
    lessons: list[tuple[str, str]] | None = None
    bands: list[Band] = field(default_factory=list)
    runs: list[RunRecord] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    interrupted: bool = False
    wall_seconds: float | None = None
    date: datetime | None = None
    versions: dict[str, str] = field(default_factory=dict)
    machine: str = ""


@dataclass(frozen=True)
class Result:
    """One result of a lesson as the page shows it; `tone` colours it, `words` say what became of it."""

    name: str
    value: str
    unit: str
    tone: str
    words: str
    strip: strips.Strip | None
    title: str
    description: str
    sentence: str  # value, verdict and band in words
    note: str


@dataclass(frozen=True)
class Lesson:
    """One lesson's part of the page."""

    outcome: Outcome
    cell: matrix.Cell
    results: list[Result]
    without_band: list[Result]
    missing: list[str]  # results with a band that a lesson did not come to, since it failed


def write(file: Path, facts: Facts) -> None:
    """Write the page to `file`, in one step; links are made to what lies beside it now.

    Raises:
        OSError: If it can't be written.
    """
    write_atomically(file, page(file.parent, facts))


def page(folder: Path, facts: Facts) -> str:
    """Return the HTML of a run whose notebooks lie in `folder`."""
    run = matrix.this_run(folder, facts.profile, facts.outcomes, facts.checks, facts.verifications)
    rows = list(dict.fromkeys([*(facts.lessons or []), *((one.module, one.lesson) for one in facts.outcomes)]))
    table = matrix.build(rows, run, matrix.runs_beside(folder, facts.bands), facts.bands, facts.runs)
    lessons = [_lesson(outcome, facts, table) for outcome in facts.outcomes]
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters.update(seconds=seconds_text, memory=_memory, modulename=_module_words, short=_short)
    date = facts.date or datetime.now(UTC)
    return environment.from_string(PAGE).render(
        policy=POLICY,
        style=STYLE,
        facts=facts,
        date=f"{date:%Y-%m-%d %H:%M} {date.tzname() or ''}".strip(),
        where=sorted({(one.backend, one.device) for one in table.live}),
        table=table,
        lessons=lessons,
        told={outcome.lesson for outcome in facts.outcomes},
        failed=[lesson for lesson in lessons if not lesson.outcome.passed and not unfinished(lesson.outcome)],
        missed=[
            (lesson, [r for r in lesson.results if r.tone == matrix.BAD]) for lesson in lessons if lesson.outcome.passed
        ],
        differing=[verification for verification in facts.verifications if not verification.passed],
        slowest=_slowest(facts.outcomes),
        **_verdict(facts),
    )


def _verdict(facts: Facts) -> dict:
    """Return the word on the whole run, its colour, and the totals."""
    passed = all(item.passed for item in (*facts.outcomes, *facts.checks, *facts.verifications)) and not facts.refused
    word, tone = ("All good", matrix.GOOD) if passed else ("Failed", matrix.BAD)
    if facts.interrupted:
        word, tone = "Interrupted", matrix.OPEN
    held = [
        check for check in facts.checks if check.band is not None and check.verdict not in ("synthetic data", "one run")
    ]
    inside = sum(check.verdict == "inside" for check in held)
    passed_lessons = sum(outcome.passed for outcome in facts.outcomes)
    largest = max(facts.outcomes, key=lambda outcome: outcome.peak_memory_bytes, default=None)
    cached = sum(outcome.cached for outcome in facts.outcomes)
    summed = sum(outcome.seconds for outcome in facts.outcomes)
    return {
        "word": word,
        "tone": tone,
        "passed_lessons": passed_lessons,
        "cached": cached,
        "planned": len(facts.lessons or facts.outcomes),
        "held": len(held),
        "inside": inside,
        "wall_seconds": summed if facts.wall_seconds is None else facts.wall_seconds,
        "summed_seconds": summed,
        "largest": largest,
    }


def _lesson(outcome: Outcome, facts: Facts, table: Matrix) -> Lesson:
    checks = [check for check in facts.checks if (check.module, check.lesson) == (outcome.module, outcome.lesson)]
    checks.sort(key=lambda check: FAILED_FIRST[check.verdict])
    missing = [check.result for check in checks if check.verdict == "not recorded" and not outcome.passed]
    shown = [_result(check) for check in checks if check.band is not None and check.result not in missing]
    without = [_result(check) for check in checks if check.band is None]
    row = next(cells for row, cells in table.rows if row == (outcome.module, outcome.lesson))
    cell = row[table.settings.index(Setting.of(outcome, facts.profile))]
    return Lesson(outcome, cell, shown, without, missing)


def _result(check: BandCheck) -> Result:
    band = check.band
    value = "" if check.verdict == "not recorded" else strips.value_text(check.value, band)
    tone = {"inside": matrix.GOOD, "outside": matrix.BAD, "not recorded": matrix.BAD}.get(check.verdict, matrix.NONE)
    words = {
        "outside": "outside",
        "not recorded": "nothing was recorded",
        "one run": "one run, no interval yet",
        "synthetic data": "synthetic data, not held to its band",
    }
    layout = strips.strip(band, None if check.verdict == "not recorded" else check.value) if band else None
    said = words.get(check.verdict, check.verdict)
    return Result(
        name=check.result,
        value=value,
        unit=check.unit,
        tone=tone,
        words=said,
        strip=layout,
        title=f"{check.result}: {f'{value} {check.unit}'.strip() or 'no value'}, {said}",
        description=strips.describe(layout, band) if band else "",
        sentence=_sentence(f"{value} {check.unit}".strip(), said, band),
        note="; ".join(filter(None, (band.note, check.cell, check.versions))) if band else "",
    )


def _sentence(value: str, said: str, band: Band | None) -> str:
    where = f" {strips.band_text(band)}" if band else ""
    return f"{value}, {said}{where}" if value else f"{said}; expected:{where}"


def _slowest(outcomes: list[Outcome]) -> list[tuple[Outcome, CellTiming]]:
    cells = [(outcome, cell) for outcome in outcomes for cell in outcome.cells if cell.seconds >= WORTH_A_ROW_SECONDS]
    return sorted(cells, key=lambda pair: -pair[1].seconds)[:SLOWEST_CELLS]


def _memory(memory_bytes: int | None) -> str:
    """Return an amount of memory in the unit that suits it; a dash where none was measured."""
    if memory_bytes and memory_bytes >= 2**30:
        return f"{memory_bytes / 2**30:.1f} GiB"
    return mebibytes_text(memory_bytes or 0)


def _short(text: str) -> str:
    """Return a text, or its two ends if it is so long that the page would suffer."""
    half = LONGEST_TEXT // 2
    if len(text) <= LONGEST_TEXT:
        return text
    return f"{text[:half]}\n[… {len(text) - 2 * half:,} characters left out …]\n{text[-half:]}"


def _module_words(name: str) -> str:
    """Return a module's number and name as words: `04_cnn_cifar10` -> `4 cnn cifar10`."""
    number, _, rest = name.partition("_")
    return f"{int(number)} {rest.replace('_', ' ')}" if number.isdecimal() and rest else name
