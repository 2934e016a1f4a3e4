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
"""

import math
import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

from coursekit.errors import CourseError
from coursekit.execution.outcome import Outcome
from coursekit.profiles import PROFILES

BACKENDS = ("tensorflow", "jax", "torch")
DEVICES = ("cpu", "gpu")
TEXTS = {"lesson": None, "result": None, "backend": BACKENDS, "device": DEVICES, "profile": tuple(PROFILES)}
KEYS = (*TEXTS, "low", "high", "seeds", "values", "note")


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

    `verdict` is "inside", "outside", "not recorded", "no band" or "synthetic data"; the second and third fail the run.
    """

    module: str
    lesson: str
    result: str
    verdict: str
    value: object = None
    unit: str = ""
    band: Band | None = None

    @property
    def passed(self) -> bool:
        return self.verdict in ("inside", "no band", "synthetic data")

    def describe(self) -> str:
        """Return the line that names result, value and band."""
        value = "nothing was recorded" if self.verdict == "not recorded" else f"{self.value} {self.unit}".strip()
        band = f"band {self.band.low} to {self.band.high}" if self.band else "no band"
        return f"{self.lesson}: {self.result}: {value}; {band}: {self.verdict}"


def read(file: Path, lessons: tuple[str, ...] | None = None) -> list[Band]:
    """Read a bands.toml; a module without one has no bands.

    Args:
        lessons: The module's lessons; a band for another one is an error. None: any name will do.

    Raises:
        CourseError: Naming the file, the entry, and what was expected.
    """
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f"{file} is not valid TOML: {error}") from None
    entries = content.get("band", [])
    if set(content) - {"band"} or not isinstance(entries, list):
        raise CourseError(f"{file}: expected only [[band]] entries; received {', '.join(content)}")
    bands = [_band(entry, f"{file}: [[band]] entry {number}", lessons) for number, entry in enumerate(entries, 1)]
    _require_unique(bands, file)
    return bands


def _band(entry: dict, where: str, lessons: tuple[str, ...] | None) -> Band:
    unknown = set(entry) - set(KEYS)
    if unknown:
        raise CourseError(f"{where}: unknown {', '.join(sorted(unknown))}; known keys: {', '.join(KEYS)}")
    texts = {key: _text(entry, key, choices, where) for key, choices in TEXTS.items()}
    if lessons is not None and texts["lesson"] not in lessons:
        raise CourseError(f"{where}: lesson = {texts['lesson']!r}; expected one of {', '.join(lessons)}")
    low, high = _number(entry.get("low"), "low", where), _number(entry.get("high"), "high", where)
    if low > high:
        raise CourseError(f"{where}: expected low <= high; received low = {low}, high = {high}")
    seeds = tuple(_list(entry, "seeds", where))
    if not all(type(seed) is int for seed in seeds):
        raise CourseError(f"{where}: expected seeds = [whole numbers]; received {list(seeds)}")
    values = tuple(_number(value, "each of values", where) for value in _list(entry, "values", where))
    if len(seeds) != len(values):
        raise CourseError(f"{where}: expected one value a seed; received {len(seeds)} seeds and {len(values)} values")
    for value in values:
        if not low <= value <= high:
            raise CourseError(
                f"{where}: its own value {value} lies outside {low} to {high}; lay the band around them all"
            )
    note = entry.get("note", "")
    if not isinstance(note, str):
        raise CourseError(f"{where}: expected note = <text>; received {note!r}")
    return Band(**texts, low=low, high=high, seeds=seeds, values=values, note=note)


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


def _require_unique(bands: list[Band], file: Path) -> None:
    seen: dict[tuple, int] = {}
    for number, band in enumerate(bands, 1):
        key = tuple(getattr(band, name) for name in TEXTS)
        if key in seen:
            both = f"[[band]] entries {seen[key]} and {number}"
            raise CourseError(f"{file}: {both} are for the same result and setting; keep one")
        seen[key] = number


def check(outcome: Outcome, bands: list[Band], setting: Setting) -> list[BandCheck]:
    """Hold a lesson's recorded results to the bands of its setting, and list those that have none.

    The bands are of real data: where a synthetic twin stood in, results are only listed.
    """
    fitting = {band.result: band for band in bands if band.lesson == outcome.lesson and _fits(band, setting)}
    checks = [_check_one(outcome, name, band) for name, band in fitting.items()]
    for name, result in outcome.results.items():
        if name not in fitting:
            checks.append(BandCheck(outcome.module, outcome.lesson, name, "no band", result["value"], result["unit"]))
    return checks


def _fits(band: Band, setting: Setting) -> bool:
    return (band.backend, band.device, band.profile) == (setting.backend, setting.device, setting.profile)


def _check_one(outcome: Outcome, name: str, band: Band) -> BandCheck:
    if name not in outcome.results:
        return BandCheck(outcome.module, outcome.lesson, name, "not recorded", band=band)
    value, unit = outcome.results[name]["value"], outcome.results[name]["unit"]
    inside = isinstance(value, int | float) and band.low <= value <= band.high  # NaN is inside no band
    verdict = "synthetic data" if outcome.synthetic else "inside" if inside else "outside"
    return BandCheck(outcome.module, outcome.lesson, name, verdict, value, unit, band)
