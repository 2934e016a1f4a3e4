"""The recorded bands: between which two numbers a lesson's result must lie, per backend, device and profile.

A band is an entry in a module's bands.toml:

    [[band]]
    lesson = "cnn_on_cifar10"
    result = "published_test_accuracy"
    backend = "tensorflow"
    device = "cpu"
    profile = "cpu"
    low = 0.68
    high = 0.74
    seeds = [0, 1, 2]
    values = [0.705, 0.712, 0.698]
    note = "10 epochs, batch 32"

and a [[run]] says of a lesson and a setting when and with which versions they were measured, and what each seed took:

    [[run]]
    lesson = "cnn_on_cifar10"
    backend = "tensorflow"
    device = "cpu"
    profile = "cpu"
    date = "2026-11-27"
    seeds = [0, 1, 2]
    seconds = [655.2, 660.1, 649.7]
    peak_memory_mib = [2301, 2310, 2298]
    versions = { keras = "3.15.1", tensorflow = "2.21.0" }

`coursekit run --record` writes both; see `recording`.
"""

import datetime
import math
import os
import statistics
import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path

from coursekit.errors import CourseError
from coursekit.execution.outcome import Outcome
from coursekit.profiles import PROFILES

BACKENDS = ("tensorflow", "jax", "torch")
DEVICES = ("cpu", "gpu")
TEXTS = {"lesson": None, "result": None, "backend": BACKENDS, "device": DEVICES, "profile": tuple(PROFILES)}
KEYS = (*TEXTS, "low", "high", "seeds", "values", "note")
RUN_TEXTS = {key: choices for key, choices in TEXTS.items() if key != "result"}
ONE_RUN = "one run, no interval yet: record two more seeds"  # the note of such a band
ROUNDING = 1e-9  # a band that ends below this holds nothing but rounding in float64
FIXED = 1e-3  # and one as narrow as this, of its size, holds a number that no chance moves
COARSER = 2.0**29  # float32's eps over float64's: Keras does parts of a float64 layer in float32, but not on TensorFlow
RUN_KEYS = (*RUN_TEXTS, "date", "seeds", "seconds", "peak_memory_mib", "versions")


@dataclass(frozen=True)
class Band:
    """A result's band, both ends included, and the values over seeds that it was laid around."""

    lesson: str
    result: str
    backend: str
    device: str
    profile: str
    low: float
    high: float
    seeds: tuple[int, ...]
    values: tuple[float, ...]
    note: str = ""

    @property
    def mean(self) -> float:
        """Mean of the values."""
        return statistics.fmean(self.values)

    @property
    def is_rounding(self) -> bool:
        """Whether it bounds what rounding in float64 leaves."""
        return max(abs(self.low), abs(self.high)) <= ROUNDING

    @property
    def is_fixed(self) -> bool:
        """Whether no chance moves the number: a count, a closed form, a fixed piece of data."""
        narrow = self.high - self.low <= FIXED * max(abs(self.low), abs(self.high))
        return self.is_rounding or (narrow and self.note != ONE_RUN)

    def elsewhere(self, setting: "Setting") -> "Band | None":
        """Return what this band of TensorFlow on the CPU says of another setting; None if it says nothing.

        What no chance moves is the same on another backend, and rounding is, or as much coarser as float32 is. Of
        profile gpu, whose data and networks are other ones, profile cpu says what rounding may leave.
        """
        if (self.backend, self.device) != ("tensorflow", "cpu"):
            return None
        same = setting.profile == self.profile and self.is_fixed
        if not same and not (setting.profile == "gpu" and self.profile == "cpu" and self.is_rounding):
            return None
        coarser = COARSER if self.is_rounding and setting.backend != "tensorflow" else 1.0
        return replace(
            self, backend=setting.backend, device=setting.device, profile=setting.profile, high=self.high * coarser,
            note=f"profile {self.profile} on TensorFlow and the CPU",
        )  # fmt: skip


@dataclass(frozen=True)
class RunRecord:
    """When the bands of a lesson in one setting were measured, with which versions, and what each seed's run took."""

    lesson: str
    backend: str
    device: str
    profile: str
    date: str
    seeds: tuple[int, ...]
    seconds: tuple[float, ...]
    peak_memory_mib: tuple[float, ...]
    versions: dict[str, str] = field(default_factory=dict)

    def changed(self, versions: dict[str, str]) -> list[str]:
        """Return a line for each version that is another one now, such as "keras 3.15.1 -> 3.16.0"."""
        names = [name for name in sorted(self.versions | versions) if self.versions.get(name) != versions.get(name)]
        return [f"{name} {self.versions.get(name, 'none')} -> {versions.get(name, 'none')}" for name in names]


@dataclass(frozen=True)
class Setting:
    """Where a lesson computed: a band holds for one setting only."""

    backend: str
    device: str
    profile: str

    @classmethod
    def of(cls, outcome: Outcome, profile: str) -> "Setting":
        """Return what the lesson's kernel said; for one that could not be asked, what was intended."""
        backend = outcome.backend or os.environ.get("KERAS_BACKEND") or "tensorflow"
        return cls(backend, outcome.device or ("gpu" if profile == "gpu" else "cpu"), profile)


@dataclass(frozen=True)
class BandCheck:
    """What became of one band or of one result without a band.

    `verdict` is "inside", "outside", "not recorded", "one run" (no interval can be laid around it yet), "no band" or
    "synthetic data"; the second and third fail the run.
    """

    module: str
    lesson: str
    result: str
    verdict: str
    value: object = None
    unit: str = ""
    band: Band | None = None
    cell: str = ""  # the cell that recorded it
    versions: str = ""  # what has changed since the band was measured

    @property
    def passed(self) -> bool:
        return self.verdict in ("inside", "one run", "no band", "synthetic data")

    def describe(self) -> str:
        """Return the line that names result, value and band."""
        value = "nothing was recorded" if self.verdict == "not recorded" else f"{self.value} {self.unit}".strip()
        band = f"band {self.band.low:.12g} to {self.band.high:.12g}" if self.band else "no band"
        line = f"{self.lesson}: {self.result}: {value}; {band}: {self.verdict}"
        if self.passed:
            return line
        seeds = ", ".join(map(str, self.band.seeds))
        details = [f"mean of seeds {seeds}: {self.band.mean:.6g}", self.cell, self.versions]
        return "\n  ".join([line, *filter(None, details)])


def read(file: Path, lessons: tuple[str, ...] | None = None) -> list[Band]:
    """Read the bands of a bands.toml; a module without one has no bands.

    Args:
        lessons: The module's lessons; a band for another one is an error. None: any name will do.

    Raises:
        CourseError: Naming the file, the entry, and what was expected.
    """
    found = [_band(entry, where, lessons) for entry, where in _entries(file, "band")]
    _require_unique(found, TEXTS, "band", file)
    return found


def read_runs(file: Path, lessons: tuple[str, ...] | None = None) -> list[RunRecord]:
    """Read what a bands.toml says of the runs that its bands were measured in.

    Args:
        lessons: As for `read`.

    Raises:
        CourseError: Naming the file, the entry, and what was expected.
    """
    found = [_run(entry, where, lessons) for entry, where in _entries(file, "run")]
    _require_unique(found, RUN_TEXTS, "run", file)
    return found


def _entries(file: Path, kind: str) -> list[tuple[dict, str]]:
    """Return the entries of one kind, each with the words that name its place."""
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f"{file} is not valid TOML: {error}") from None
    if set(content) - {"band", "run"} or not all(isinstance(entries, list) for entries in content.values()):
        raise CourseError(f"{file}: expected only [[band]] and [[run]] entries; received {', '.join(content)}")
    return [(entry, f"{file}: [[{kind}]] entry {number}") for number, entry in enumerate(content.get(kind, []), 1)]


def _band(entry: dict, where: str, lessons: tuple[str, ...] | None) -> Band:
    texts = _texts(entry, TEXTS, KEYS, where, lessons)
    low, high = _number(entry.get("low"), "low", where), _number(entry.get("high"), "high", where)
    if low > high:
        raise CourseError(f"{where}: expected low <= high; received low = {low}, high = {high}")
    seeds = _seeds(entry, where)
    values = _one_a_seed(entry, "values", seeds, where)
    for value in values:
        if not low <= value <= high:
            raise CourseError(
                f"{where}: its own value {value} lies outside {low} to {high}; lay the band around them all"
            )
    note = entry.get("note", "")
    if not isinstance(note, str):
        raise CourseError(f"{where}: expected note = <text>; received {note!r}")
    return Band(**texts, low=low, high=high, seeds=seeds, values=values, note=note)


def _run(entry: dict, where: str, lessons: tuple[str, ...] | None) -> RunRecord:
    texts = _texts(entry, RUN_TEXTS, RUN_KEYS, where, lessons)
    date = _text(entry, "date", None, where)
    try:
        datetime.date.fromisoformat(date)
    except ValueError:
        raise CourseError(f'{where}: expected date = "YYYY-MM-DD"; received {date!r}') from None
    versions = entry.get("versions")
    if not isinstance(versions, dict) or not all(isinstance(version, str) for version in versions.values()):
        raise CourseError(f"{where}: expected versions = {{ name = <text>, .. }}; received {_came(versions)}")
    seeds = _seeds(entry, where)
    seconds, memory = (_one_a_seed(entry, key, seeds, where) for key in ("seconds", "peak_memory_mib"))
    return RunRecord(**texts, date=date, seeds=seeds, seconds=seconds, peak_memory_mib=memory, versions=versions)


def _texts(entry: dict, kinds: dict, keys: tuple, where: str, lessons: tuple[str, ...] | None) -> dict[str, str]:
    """Return the texts that name lesson and setting."""
    unknown = set(entry) - set(keys)
    if unknown:
        raise CourseError(f"{where}: unknown {', '.join(sorted(unknown))}; known keys: {', '.join(keys)}")
    texts = {key: _text(entry, key, choices, where) for key, choices in kinds.items()}
    if lessons is not None and texts["lesson"] not in lessons:
        raise CourseError(f"{where}: lesson = {texts['lesson']!r}; expected one of {', '.join(lessons)}")
    return texts


def _seeds(entry: dict, where: str) -> tuple[int, ...]:
    seeds = tuple(_list(entry, "seeds", where))
    if not all(type(seed) is int for seed in seeds):
        raise CourseError(f"{where}: expected seeds = [whole numbers]; received {list(seeds)}")
    return seeds


def _one_a_seed(entry: dict, key: str, seeds: tuple[int, ...], where: str) -> tuple[float, ...]:
    values = tuple(_number(value, f"each of {key}", where) for value in _list(entry, key, where))
    if len(seeds) != len(values):
        words = "value" if key == "values" else f"of {key}"
        raise CourseError(f"{where}: expected one {words} a seed; received {len(seeds)} seeds and {len(values)} {key}")
    return values


def _text(entry: dict, key: str, choices: tuple[str, ...] | None, where: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value or (choices and value not in choices):
        expected = f"one of {', '.join(choices)}" if choices else "<text>"
        raise CourseError(f"{where}: expected {key} = {expected}; received {_came(value)}")
    return value


def _number(value, key: str, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise CourseError(f"{where}: expected {key} = <number>; received {_came(value)}")
    return float(value)


def _list(entry: dict, key: str, where: str) -> list:
    value = entry.get(key)
    if not isinstance(value, list) or not value:
        raise CourseError(f"{where}: expected {key} = [..], at least one; received {_came(value)}")
    return value


def _came(value) -> str:
    return "nothing" if value is None else repr(value)


def _require_unique(found: list, names, kind: str, file: Path) -> None:
    seen: dict[tuple, int] = {}
    for number, entry in enumerate(found, 1):
        key = tuple(getattr(entry, name) for name in names)
        if key in seen:
            both = f"[[{kind}]] entries {seen[key]} and {number}"
            what = "result and setting" if kind == "band" else "lesson and setting"
            raise CourseError(f"{file}: {both} are for the same {what}; keep one")
        seen[key] = number


def check(outcome: Outcome, bands: list[Band], setting: Setting, runs: tuple[RunRecord, ...] = ()) -> list[BandCheck]:
    """Hold a lesson's recorded results to the bands of its setting, and list those that have none.

    A result that no chance moves is held to the band of TensorFlow on the CPU, where the setting has none of its own.

    The bands are of real data: where a synthetic twin stood in, results are only listed.

    Args:
        runs: The runs that the bands were measured in; a result outside is told with the versions that differ.
    """
    own = [band for band in bands if band.lesson == outcome.lesson]
    derived = [band for each in own if (band := each.elsewhere(setting)) and band.result in outcome.results]
    fitting = {band.result: band for band in (*derived, *(band for band in own if _fits(band, setting)))}
    versions = changes(outcome, setting, runs)
    checks = [_check_one(outcome, name, band, versions) for name, band in fitting.items()]
    for name, result in outcome.results.items():
        if name not in fitting:
            checks.append(BandCheck(outcome.module, outcome.lesson, name, "no band", result["value"], result["unit"]))
    return checks


def changes(outcome: Outcome, setting: Setting, runs: tuple[RunRecord, ...]) -> str:
    """Return the sentence that says which versions have changed since a lesson was recorded; empty if that is not known."""
    run = next((run for run in runs if run.lesson == outcome.lesson and _fits(run, setting)), None)
    if run is None:
        return ""
    return f"since {run.date}, when it was recorded: {', '.join(run.changed(outcome.versions)) or 'the same versions'}"


def _fits(band: Band | RunRecord, setting: Setting) -> bool:
    return (band.backend, band.device, band.profile) == (setting.backend, setting.device, setting.profile)


def _check_one(outcome: Outcome, name: str, band: Band, versions: str) -> BandCheck:
    if name not in outcome.results:
        return BandCheck(outcome.module, outcome.lesson, name, "not recorded", band=band, versions=versions)
    result = outcome.results[name]
    value, unit = result["value"], result["unit"]
    cell = f"recorded by {result['cell']}" if result.get("cell") else ""
    inside = isinstance(value, int | float) and band.low <= value <= band.high  # NaN is inside no band
    if outcome.synthetic or band.note == ONE_RUN:
        verdict = "synthetic data" if outcome.synthetic else "one run"
    else:
        verdict = "inside" if inside else "outside"
    return BandCheck(outcome.module, outcome.lesson, name, verdict, value, unit, band, cell, versions)
