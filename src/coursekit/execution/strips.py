"""A result against its band as a strip: where band, recorded values and this run's value lie on one line.

Every strip shows its band in the same place, from a fifth to four fifths of the width, so a reader compares strips at a
glance. Three scales: "linear"; "log" where the numbers span more than two orders of magnitude and none is negative;
"exact" for a band of zero width. What lies beyond the strip's ends is an arrow there.
"""

import math
from dataclasses import dataclass

from coursekit.execution.bands import Band

LEFT, RIGHT = 20.0, 80.0  # where the band's ends lie, in percent of the width
MIDDLE = (LEFT + RIGHT) / 2
EDGE = 3.0  # nothing is drawn nearer to the ends of the strip, in percent
BREAK = 8.0  # on a log scale the share of the width between zero and the first power of ten, in percent
LOG_FROM_RATIO = 100.0
EXACT_WIDTH = 5.0  # of a band without width, in percent: a little more than the dot's


@dataclass(frozen=True)
class Strip:
    """What to draw, in percent of the width.

    Attributes:
        scale: "linear", "log" or "exact".
        start: Left end of the band.
        width: Its width.
        broken_until: Where a log scale begins behind its zero; None: it has no zero.
        ticks: Of the recorded values.
        dot: Of this run's value; None: there is none, or it lies beyond the strip.
        arrow: "left" or "right", where the value lies beyond the strip; else empty.
        ends: The texts at the band's two ends; one text for a band of zero width.
    """

    scale: str
    start: float
    width: float
    broken_until: float | None
    ticks: tuple[float, ...]
    dot: float | None
    arrow: str
    ends: tuple[str, ...]


def strip(band: Band, value=None) -> Strip:
    """Lay out a band with its recorded values and, where there is one, this run's value (any number, NaN too)."""
    scale, first_power = _scale(band, value)
    number = isinstance(value, int | float) and not math.isnan(value)
    place = _place(band, float(value), scale, first_power) if number else None
    arrow = "" if place is None else "left" if place < EDGE else "right" if place > 100 - EDGE else ""
    exact = scale == "exact"
    return Strip(
        scale=scale,
        start=MIDDLE - EXACT_WIDTH / 2 if exact else LEFT,
        width=EXACT_WIDTH if exact else RIGHT - LEFT,
        broken_until=LEFT + BREAK if first_power is not None else None,
        ticks=tuple(round(_place(band, recorded, scale, first_power), 2) for recorded in band.values),
        dot=None if place is None or arrow else round(place, 2),
        arrow=arrow,
        ends=(f"exactly {number_text(band.low)}",) if exact else (number_text(band.low), number_text(band.high)),
    )


def _scale(band: Band, value) -> tuple[str, float | None]:
    """Return the scale's name and, on a log scale that has a zero, the power of ten at which its digits begin."""
    if band.low == band.high:
        return "exact", None
    if band.low < 0:
        return "linear", None
    inside = [*band.values, *([value] if isinstance(value, int | float) and band.low <= value <= band.high else [])]
    smallest = min((number for number in (band.low, *inside) if number > 0), default=band.high)
    if band.high / smallest <= LOG_FROM_RATIO:
        return "linear", None
    return "log", None if band.low > 0 else 10.0 ** math.floor(math.log10(smallest))


def _place(band: Band, number: float, scale: str, first_power: float | None) -> float:
    if scale == "exact":
        return MIDDLE if number == band.low else -math.inf if number < band.low else math.inf
    if scale == "linear":
        return LEFT + (number - band.low) / (band.high - band.low) * (RIGHT - LEFT)
    if number <= 0:
        return LEFT if number == band.low else -math.inf
    start, low = (LEFT, band.low) if first_power is None else (LEFT + BREAK, first_power)
    return start + math.log(number / low) / math.log(band.high / low) * (RIGHT - start)


def number_text(number) -> str:
    """Return a number as people read it, to twelve digits: 122,570; 0.0112; 2.3e-15."""
    if isinstance(number, float) and number.is_integer() and abs(number) < 1e15:
        number = int(number)
    return f"{number:,}" if isinstance(number, int) else f"{number:.12g}"


def value_text(value, band: Band | None = None) -> str:
    """Return a result's value to six digits, or to as many as show on which side of its band's ends it lies."""
    if not isinstance(value, float) or not math.isfinite(value) or value.is_integer():
        return number_text(value) if isinstance(value, int | float) else str(value)
    for digits in range(6, 17):
        text = f"{value:.{digits}g}"
        if band is None or _side(float(text), band) == _side(value, band):
            return text
    return repr(value)


def _side(value: float, band: Band) -> tuple[bool, bool]:
    return value < band.low, value > band.high


def describe(strip: Strip, band: Band) -> str:
    """Return what a strip shows, in words, for those who can't see it."""
    seeds = ", ".join(map(str, band.seeds))
    values = ", ".join(value_text(value) for value in band.values)
    several = "s" if len(band.seeds) > 1 else ""
    return f"{band_text(band)}; recorded with seed{several} {seeds}: {values}; {strip.scale} scale"


def band_text(band: Band) -> str:
    """Return a band in words: `band 0.68 to 0.74`, or `band exactly 4,421`."""
    if band.low == band.high:
        return f"band exactly {number_text(band.low)}"
    return f"band {number_text(band.low)} to {number_text(band.high)}"
