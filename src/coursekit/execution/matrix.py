"""Lessons × (profile, backend, device): what became of each lesson in this run, in runs beside it, and in the bands.

A column is a setting. In a cell stands what is known best: this run; else the newest run in a folder beside it, by its
results.json; else how many bands are recorded.
"""

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from coursekit.execution import bands
from coursekit.execution.bands import Band, BandCheck, RunRecord, Setting
from coursekit.execution.outcome import Failure, Outcome
from coursekit.execution.verification import Verification
from coursekit.profiles import PROFILES

RESULTS = "results.json"
BIGGEST_RESULTS_BYTES = 10 * 2**20
GOOD, BAD, OPEN, KNOWN, NONE = "good", "bad", "open", "known", "none"  # how a cell is coloured


@dataclass
class Cell:
    """One lesson in one setting.

    Attributes:
        word: "passed", "failed", "out of band", "outputs differ", "not finished", "recorded" or "no run".
        tone: GOOD, BAD, OPEN (neither), KNOWN (recorded) or NONE (nothing known).
        seconds: Of the lesson; None or 0: not known.
        notes: Further words: results in their bands, verified or not, where it comes from.
        links: Word -> address relative to the page.
    """

    word: str
    tone: str
    seconds: float | None = None
    peak_memory_bytes: int | None = None
    notes: list[str] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Matrix:
    """The table: one row a lesson (module, lesson), one column a setting; `live` are the settings of this run."""

    settings: list[Setting]
    live: set[Setting]
    rows: list[tuple[tuple[str, str], list[Cell]]]


@dataclass
class Run:
    """A run's outcomes in the folder where its notebooks lie; `name` is empty for this run itself."""

    folder: Path
    name: str
    profile: str
    outcomes: list[Outcome]
    checks: list[BandCheck]
    verified: dict[str, bool]  # lesson -> whether its second run put out the same; a lesson that had none is missing


def this_run(
    folder: Path,
    profile: str,
    outcomes: list[Outcome],
    checks: list[BandCheck],
    verifications: list[Verification],
) -> Run:
    """Return the run that just ended."""
    verified = {verification.lesson: verification.passed for verification in verifications}
    return Run(folder, "", profile, outcomes, checks, verified)


def runs_beside(folder: Path, known_bands: list[Band]) -> list[Run]:
    """Read the runs in the folders beside `folder`, the newest first; what is no results.json of ours is passed over.

    Their results are held to the bands as they are now.
    """
    found = []
    for file in folder.parent.glob(f"*/{RESULTS}"):
        try:
            if file.parent.resolve() == folder.resolve() or file.stat().st_size > BIGGEST_RESULTS_BYTES:
                continue
            content = json.loads(file.read_text(encoding="utf-8"), parse_constant=_refuse)
            found.append((file.stat().st_mtime, _run(file.parent, content, known_bands)))
        except (OSError, ValueError, TypeError, KeyError, AttributeError, ArithmeticError, RecursionError):
            continue
    return [run for _, run in sorted(found, key=lambda pair: -pair[0])]


def _refuse(name: str):
    raise ValueError(f"{name} is no JSON")


def _run(folder: Path, content: dict, known_bands: list[Band]) -> Run:
    profile = str(content["profile"])
    outcomes, verified = [], {}
    for lesson, entry in content["lessons"].items():
        failure = None if entry["passed"] else Failure("failed")
        outcome = Outcome(str(entry["module"]), lesson, int(entry["seconds"] * 1000) / 1000)
        outcome.peak_memory_bytes = int(entry["peak_memory_bytes"])
        outcome.failure, outcome.backend, outcome.device = failure, str(entry["backend"]), str(entry["device"])
        outcome.results = {name: {"unit": "", **result} for name, result in entry["results"].items()}
        outcome.synthetic = list(entry.get("synthetic") or ())
        if isinstance(entry.get("verified"), bool):
            verified[lesson] = entry["verified"]
        outcomes.append(outcome)
    checks = [check for one in outcomes for check in bands.check(one, known_bands, Setting.of(one, profile))]
    return Run(folder, folder.name, profile, outcomes, checks, verified)


def build(
    lessons: list[tuple[str, str]],
    run: Run,
    beside: list[Run],
    known_bands: list[Band],
    known_runs: list[RunRecord] = (),
) -> Matrix:
    """Return the table for `lessons`, pairs of module and lesson."""
    wanted = set(lessons)
    cells: dict[tuple[tuple[str, str], Setting], Cell] = {}
    for one in (run, *beside):
        for outcome in one.outcomes:
            key = (outcome.module, outcome.lesson), Setting.of(outcome, one.profile)
            if key[0] in wanted and key not in cells:
                cells[key] = _cell(outcome, one, run.folder)
    live = {Setting.of(outcome, run.profile) for outcome in run.outcomes}
    recorded = [band for band in known_bands if band.lesson in {lesson for _, lesson in wanted}]
    settings = {setting for _, setting in cells} | {_setting(band) for band in recorded} | live
    ordered = sorted(settings, key=lambda setting: (setting not in live, *_order(setting)))
    rows = [
        (row, [cells.get((row, column)) or _recorded(row, column, recorded, known_runs) for column in ordered])
        for row in lessons
    ]
    return Matrix(ordered, live, rows)


def _order(setting: Setting) -> tuple:
    known = list(PROFILES)
    place = known.index(setting.profile) if setting.profile in known else len(known)
    return place, setting.profile, setting.backend, setting.device


def _setting(band: Band | RunRecord) -> Setting:
    return Setting(band.backend, band.device, band.profile)


def _cell(outcome: Outcome, run: Run, page_folder: Path) -> Cell:
    checks = [check for check in run.checks if check.lesson == outcome.lesson and check.band is not None]
    word, tone = _verdict(outcome, checks, run.verified)
    cell = Cell(word, tone, outcome.seconds, outcome.peak_memory_bytes)
    if outcome.passed:
        cell.notes += _notes(outcome, checks, run)
    if run.name:
        cell.notes.append(f"from the run in {run.name}")
    cell.links = links(outcome, run.folder, page_folder)
    return cell


def _verdict(outcome: Outcome, checks: list[BandCheck], verified: dict[str, bool]) -> tuple[str, str]:
    if unfinished(outcome):
        return "not finished", OPEN
    if not outcome.passed:
        return "failed", BAD
    if not all(check.passed for check in checks):
        return "out of band", BAD
    return ("outputs differ", BAD) if verified.get(outcome.lesson) is False else ("passed", GOOD)


def unfinished(outcome: Outcome) -> bool:
    """Whether a lesson has neither passed nor failed, since the run was interrupted."""
    return outcome.failure is not None and outcome.failure.error.startswith("interrupted")


def _notes(outcome: Outcome, checks: list[BandCheck], run: Run) -> list[str]:
    notes = []
    if outcome.synthetic:
        notes.append("synthetic data")
    elif checks:
        counted = Counter(check.verdict for check in checks)
        notes.append(f"{counted['inside']} of {len(checks) - counted['one run']} results in band")
    else:
        notes.append("no bands")
    if outcome.cached:
        notes.append(f"not run again: unchanged since {outcome.date[:10]}")
    verified = run.verified.get(outcome.lesson)
    if verified is not None:
        notes.append("verified" if verified else "not the same when run again")
    elif not run.name:
        notes.append("not verified")
    return notes


def links(outcome: Outcome, folder: Path, page_folder: Path) -> dict[str, str]:
    """Return the addresses, relative to the page, of a lesson's executed notebook as far as it lies there."""
    way = "" if folder == page_folder else f"../{quote(folder.name)}/"
    found = {}
    for word, ending in (("page", ".html"), ("notebook", ".ipynb")):
        if (folder / outcome.module / f"{outcome.lesson}{ending}").is_file():
            found[word] = f"{way}{quote(outcome.module)}/{quote(outcome.lesson)}{ending}"
    return found


def _recorded(row: tuple[str, str], setting: Setting, known_bands: list[Band], known_runs: list[RunRecord]) -> Cell:
    """Return the cell of a lesson that no run here is known of: its bands, and the most that a recorded run took."""
    fitting = [band for band in known_bands if band.lesson == row[1] and _setting(band) == setting]
    measured = next((one for one in known_runs if one.lesson == row[1] and _setting(one) == setting), None)
    if not fitting and measured is None:
        return Cell("no run", NONE)
    cell = Cell("recorded", KNOWN, notes=[f"{len(fitting)} band{'s' if len(fitting) != 1 else ''}"])
    if measured:
        cell.seconds = max(measured.seconds)
        cell.peak_memory_bytes = int(max(measured.peak_memory_mib) * 2**20)
        cell.notes.append(f"of {measured.date}")
    return cell
