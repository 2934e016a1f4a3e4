"""Writes what a run measured into a module's bands.toml: `coursekit run --record`.

For each lesson and setting (profile, backend, device) two kinds of entry change:

    [[run]]      when it was measured, with which versions, and for each seed the seconds and the peak memory
    [[band]]     for each result the values over the seeds, and the band around them

A band without a note is the 95% prediction interval for one more run. One with a note was laid by hand, for the reason
that the note gives: it gets the new value, its ends stay, and a value outside of them is refused.
Everything else in the file, comments too, stays as it is.
"""

import json
import math
import re
import statistics
from dataclasses import dataclass, field
from pathlib import Path

from coursekit.execution import bands
from coursekit.execution.bands import ONE_RUN, Band, RunRecord, Setting
from coursekit.execution.outcome import Outcome
from coursekit.files import write_atomically

DIGITS = 6  # that a value is recorded with
TIMED = ("seconds", "s")  # a result in these units is the machine's, and gets no band
HEAD = (
    "# Between which two numbers each recorded result must lie, per backend, device and profile.\n"
    "# Unless its note says otherwise, a band is the 95% prediction interval for one more run, mean ± t s sqrt(1 + 1/n) over\n"
    "# the seeds listed (t of n - 1 degrees of freedom), cut to the possible values and rounded outwards.\n"
)


@dataclass
class _Piece:
    """A piece of the file: an entry, or what stands before the first one."""

    text: str
    entry: Band | RunRecord | None = None


@dataclass
class Recorded:
    """What was written: how many bands are new or wider or narrower, and what was refused."""

    changed: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def record(file: Path, outcomes: list[Outcome], profile: str, seed: int, lessons: tuple[str, ...]) -> Recorded:
    """Write the results, seconds and memory of a module's lessons into its bands.toml.

    Args:
        file: The module's bands.toml; it need not exist.
        outcomes: The lessons of the module that ran; those that failed or met synthetic data are passed over.
        seed: The SEED that they got.
        lessons: All lessons of the module.

    Raises:
        CourseError: If the file is malformed.
    """
    text = file.read_text(encoding="utf-8") if file.is_file() else HEAD
    pieces = _pieces(text, bands.read(file, lessons), bands.read_runs(file, lessons))
    done = Recorded()
    for outcome in outcomes:
        if outcome.passed and not outcome.synthetic:
            setting = Setting.of(outcome, profile)
            _record_run(pieces, outcome, setting, seed)
            for name, result in outcome.results.items():
                if result["unit"] not in TIMED:
                    _record_result(pieces, outcome.lesson, name, result, setting, seed, done)
    written = "".join(piece.text for piece in pieces)
    if written != text:
        write_atomically(file, written)
        bands.read(file, lessons), bands.read_runs(file, lessons)  # what we wrote can be read
    return done


def prediction_interval(values: list[float], signed: bool = False) -> tuple[float, float]:
    """Return the 95% prediction interval for one more value, rounded outwards to two digits of its half-width.

    mean ± t s sqrt(1 + 1/n), with t of n - 1 degrees of freedom; cut at 0 and at 1 where all values lie in 0..1, at 0
    where none is negative.

    Args:
        values: At least two.
        signed: Whether they are differences, which may be negative though none is: nothing is cut.
    """
    from scipy.stats import t

    n, middle = len(values), statistics.fmean(values)
    if min(values) == max(values):  # no chance in it; a number with decimals was rounded when it was recorded
        place = 0 if middle.is_integer() else DIGITS - 1 - math.floor(math.log10(abs(middle)))
        slack = 10.0**-place if place else 0.0
        return round(middle - slack, place), round(middle + slack, place)
    half = t.ppf(0.975, n - 1) * statistics.stdev(values) * math.sqrt(1 + 1 / n)
    digits = 1 - math.floor(math.log10(half))
    low, high = _down(middle - half, digits), -_down(-(middle + half), digits)
    if min(values) >= 0 and not signed:
        low = max(low, 0.0)
        high = min(high, 1.0) if max(values) <= 1 else high
    return min(low, *values), max(high, *values)


def _down(value: float, digits: int) -> float:
    """Round down to so many decimals, as decimal notation shows it."""
    scale = 10.0**digits
    return round(math.floor(value * scale) / scale, max(digits, 0))


def _record_run(pieces: list[_Piece], outcome: Outcome, setting: Setting, seed: int) -> None:
    place = _find(pieces, RunRecord, outcome.lesson, setting)
    known = pieces[place].entry if place is not None else None
    seconds = dict(zip(known.seeds, known.seconds, strict=True)) if known else {}
    memory = dict(zip(known.seeds, known.peak_memory_mib, strict=True)) if known else {}
    seconds[seed], memory[seed] = round(outcome.seconds, 1), round(outcome.peak_memory_bytes / 2**20)
    seeds = tuple(sorted(seconds))
    entry = RunRecord(
        outcome.lesson,
        setting.backend,
        setting.device,
        setting.profile,
        outcome.date[:10],
        seeds,
        tuple(seconds[each] for each in seeds),
        tuple(memory[each] for each in seeds),
        outcome.versions,
    )
    _put(pieces, place, _Piece(_run_text(entry), entry))


def _record_result(
    pieces: list[_Piece], lesson: str, name: str, result: dict, setting: Setting, seed: int, done: Recorded
) -> None:
    value = result["value"]
    place = _find(pieces, Band, lesson, setting, name)
    known: Band | None = pieces[place].entry if place is not None else None
    values = dict(zip(known.seeds, known.values, strict=True)) if known else {}
    if known and seed in values and _rounds_to(value, values[seed]):
        return  # the same again: nothing is written differently
    values[seed] = value if isinstance(value, int) else float(f"{value:.{DIGITS}g}")
    seeds = tuple(sorted(values))
    measured = [values[each] for each in seeds]
    if known and known.note not in ("", ONE_RUN):
        low, high, note = known.low, known.high, known.note
        if not low <= values[seed] <= high:  # a narrow band may want more digits
            values[seed] = value
            measured = [values[each] for each in seeds]
        if not low <= value <= high:
            done.refused.append(
                f"{lesson}: {name}: {value} for seed {seed} lies outside {low} to {high}, which was laid by hand: "
                f"{note!r}. Find out why, or change band and note."
            )
            return
    elif len(measured) == 1:
        low, high, note = values[seed], values[seed], ONE_RUN
    else:
        (low, high), note = prediction_interval(measured, signed="points" in result["unit"]), ""
    entry = Band(
        lesson, name, setting.backend, setting.device, setting.profile, low, high, seeds, tuple(measured), note
    )
    if known == entry:
        return
    if known is None or (known.low, known.high) != (low, high):
        before = f"was {known.low} to {known.high}" if known else "new"
        done.changed.append(f"{lesson}: {name}: band {low} to {high} ({before})")
    _put(pieces, place, _Piece(_band_text(entry), entry))


def _rounds_to(value: float, stored: float) -> bool:
    """Whether a value is the stored one, as far as that has digits."""
    digits = len(repr(stored).partition("e")[0].replace(".", "").lstrip("-0"))
    return float(f"{value:.{max(digits, 1)}g}") == stored


def _pieces(text: str, known: list[Band], runs: list[RunRecord]) -> list[_Piece]:
    """Cut the file at its [[headers]]; the n-th [[band]] is the n-th band that was read."""
    parts = re.split(r"(?m)^(?=\[\[)", text)
    rest = {"[[band]]": iter(known), "[[run]]": iter(runs)}
    head = [_Piece(parts[0])] if not parts[0].startswith("[[") else []
    return head + [_Piece(part, next(rest[part.split("\n", 1)[0].strip()])) for part in parts[len(head) :]]


def _find(pieces: list[_Piece], kind: type, lesson: str, setting: Setting, result: str | None = None) -> int | None:
    for place, piece in enumerate(pieces):
        entry = piece.entry
        if isinstance(entry, kind) and (entry.lesson, entry.backend, entry.device, entry.profile) == (
            lesson,
            setting.backend,
            setting.device,
            setting.profile,
        ):
            if result is None or entry.result == result:
                return place
    return None


def _put(pieces: list[_Piece], place: int | None, piece: _Piece) -> None:
    """Replace an entry, or add one behind the last of its lesson; the blank lines around it stay one each."""
    if place is not None:
        if place == len(pieces) - 1:
            piece.text = piece.text.rstrip("\n") + "\n"
        pieces[place] = piece
        return
    last = [n for n, each in enumerate(pieces) if each.entry is not None and each.entry.lesson == piece.entry.lesson]
    place = last[-1] + 1 if last else len(pieces)
    if place > 0:
        pieces[place - 1].text = pieces[place - 1].text.rstrip("\n") + "\n\n"
    if place == len(pieces):
        piece.text = piece.text.rstrip("\n") + "\n"
    pieces.insert(place, piece)


def _band_text(band: Band) -> str:
    lines = [f"{key} = {_quoted(getattr(band, key))}" for key in bands.TEXTS]
    lines += [f"low = {_number(band.low)}", f"high = {_number(band.high)}"]
    lines += [f"seeds = {list(band.seeds)}", f"values = [{', '.join(map(_number, band.values))}]"]
    lines += [f"note = {_quoted(band.note)}"] if band.note else []
    return "[[band]]\n" + "\n".join(lines) + "\n\n"


def _run_text(run: RunRecord) -> str:
    lines = [f"{key} = {_quoted(getattr(run, key))}" for key in ("lesson", "backend", "device", "profile", "date")]
    for key in ("seeds", "seconds", "peak_memory_mib"):
        lines.append(f"{key} = [{', '.join(map(_number, getattr(run, key)))}]")
    versions = ", ".join(f"{name} = {_quoted(version)}" for name, version in sorted(run.versions.items()))
    return "[[run]]\n" + "\n".join(lines) + f"\nversions = {{ {versions} }}\n\n"


def _quoted(text: str) -> str:
    """Return a TOML basic string; JSON's escapes are TOML's."""
    return json.dumps(text, ensure_ascii=False)


def _number(value: float) -> str:
    """Return a number as TOML writes it, a whole one without a point."""
    if isinstance(value, int) or (float(value).is_integer() and abs(value) < 1e15):
        return str(int(value))
    return repr(float(value))
