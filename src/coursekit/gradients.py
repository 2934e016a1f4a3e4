"""Gradients by central differences, and what a derived gradient is checked against them with.

    >>> check_gradient(lambda w: (w ** 2).sum(), w, 2 * w).ok
    True

df/dx ≈ (f(x + h) − f(x − h)) / 2h. The formula's own error grows as h², rounding's as eps/h; the sum is least near
h = cbrt(eps): about 6e-6 in float64, but 5e-3 in float32. With 1e-6 in float32 nothing is left but rounding.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

REFINEMENT = 8  # a doubtful coordinate is looked at again with a step that is so many times smaller
ROUNDINGS = 8  # how many units of rounding in f are taken for granted


def step_for(dtype: Any) -> float:
    """Return the step of a central difference for numbers of magnitude up to 1: h = cbrt(eps).

    Args:
        dtype: A floating dtype.

    Returns:
        About 6.1e-6 for float64, 4.9e-3 for float32.

    Raises:
        TypeError: If the dtype is no floating one.
    """
    dtype = np.dtype(dtype)
    if dtype.kind != "f":
        raise TypeError(f"dtype must be a floating one, such as float64; received {dtype}")
    return float(np.cbrt(np.finfo(dtype).eps, dtype=np.float64))


def central_difference(f: Callable[[np.ndarray], Any], x: Any, step: float | None = None) -> np.ndarray:
    """Return the gradient of a scalar function by central differences, two evaluations a coordinate.

    Args:
        f: Takes an array like `x`, returns one number. It gets a copy that it may spoil.
        x: Where to differentiate, any shape. Whole numbers count as float64.
        step: h for every coordinate; by default `step_for(x.dtype) * max(1, |x_i|)`.

    Returns:
        The gradient, shape and dtype of `x`.

    Raises:
        ValueError: If f returns no single finite number, or the step is not positive.
    """
    x = _floating(x)
    gradient = np.empty_like(x)
    for index in np.ndindex(x.shape):
        gradient[index] = _look(f, x, index, _step_at(x, index, step)).central
    return gradient


@dataclass(frozen=True)
class GradientCheck:
    """What came out of comparing a gradient with central differences.

    Attributes:
        max_relative_error: Largest |gradient − numeric| / max(|gradient|, |numeric|) away from kinks; where both are
            lost in rounding, the noise takes the place of the denominator.
        worst_index: Where that is; an empty tuple for a scalar x.
        kinks: Bool mask, shape of x: the one-sided slopes differ, so there is no derivative to compare with.
        tolerance: The error that `ok` allows.
        gradient: The gradient that was checked.
        numeric: The central differences.
    """

    max_relative_error: float
    worst_index: tuple[int, ...]
    kinks: np.ndarray
    tolerance: float
    gradient: np.ndarray
    numeric: np.ndarray

    @property
    def ok(self) -> bool:
        """Whether something was compared and everything agrees."""
        return bool(self.max_relative_error <= self.tolerance and not self.kinks.all())

    def __str__(self) -> str:
        compared = int(self.kinks.size - self.kinks.sum())
        left_out = _name_kinks(self.kinks)
        if not compared:
            return f"Nothing to compare: f has a kink in every coordinate.{left_out}"
        verdict = "agrees" if self.ok else "DISAGREES"
        at = f" at index {_plain_index(self.worst_index)}" if self.worst_index else ""
        here = (
            f"gradient {self.gradient[self.worst_index]:.6g}, central difference {self.numeric[self.worst_index]:.6g}"
        )
        return (
            f"The gradient {verdict} with central differences in {compared} coordinate{'s' if compared > 1 else ''}.\n"
            f"Largest relative error {self.max_relative_error:.1e}{at} (allowed {self.tolerance:.1e}): {here}.{left_out}"
        )


def check_gradient(f: Callable[[np.ndarray], Any], x: Any, gradient: Any) -> GradientCheck:
    """Compare a derived gradient with central differences, leaving out the kinks of f.

    A kink (|x| at 0, ReLU at 0) shows itself by one-sided slopes that differ and go on differing when the step shrinks;
    in a smooth function they approach each other in proportion to the step.

    Args:
        f: Takes an array like `x`, returns one number. It gets a copy that it may spoil.
        x: Where to compare, any shape. Its dtype (float32, float64) decides step and tolerance.
        gradient: The gradient to check, shape of `x`.

    Returns:
        The findings; `print` shows them as sentences.

    Raises:
        ValueError: If the shapes differ, or f returns no single finite number.
    """
    x = _floating(x)
    gradient = np.asarray(gradient, dtype=np.float64)
    if gradient.shape != x.shape:
        raise ValueError(f"gradient must have the shape of x, {x.shape}; received {gradient.shape}")
    if x.size == 0:
        raise ValueError("x must have at least one coordinate; received an empty array")
    middle, tolerance = _value(f, x), 2 * step_for(x.dtype)
    error, numeric, kinks = np.empty(x.shape), np.empty(x.shape), np.zeros(x.shape, dtype=bool)
    for index in np.ndindex(x.shape):
        look, kinks[index] = _slope(f, x, index, middle)
        numeric[index] = look.central
        error[index] = _relative_error(f, x, index, middle, float(gradient[index]), look, tolerance)
    error[kinks] = -1.0  # below any error: never the worst
    worst = tuple(int(i) for i in np.unravel_index(int(error.argmax()), x.shape))
    return GradientCheck(max(0.0, float(error[worst])), worst, kinks, tolerance, gradient, numeric)


@dataclass(frozen=True)
class _Look:
    """f on both sides of one coordinate, h apart."""

    below: float
    above: float
    step: float

    @property
    def central(self) -> float:
        return (self.above - self.below) / (2 * self.step)

    def jump(self, middle: float) -> float:
        """By how much the slope on the right exceeds that on the left, as a magnitude."""
        return abs(self.above - 2 * middle + self.below) / self.step


def _slope(f, x: np.ndarray, index: tuple, middle: float) -> tuple[_Look, bool]:
    """Return the look along one coordinate whose central difference holds, and whether there is a kink instead.

    When the step shrinks to 1/8, the jump between the one-sided slopes shrinks to 1/8 too in a smooth function. It
    stays at a kink, and it vanishes where the larger step had reached over a kink nearby: then the smaller step holds.
    """
    first = look = _look(f, x, index, _step_at(x, index, None))
    jump = look.jump(middle)
    doubtful = max(8 * _noise(look, middle, x.dtype), np.sqrt(step_for(x.dtype)) * abs(look.central))
    smooth_ratios = 0
    while jump > doubtful:
        closer = _look(f, x, index, look.step / REFINEMENT)
        closer_jump = closer.jump(middle)
        if closer_jump <= 8 * _noise(closer, middle, x.dtype):
            return closer, False
        if closer_jump > 0.5 * jump:
            return first, True
        smooth_ratios = smooth_ratios + 1 if 0.5 < REFINEMENT * closer_jump / jump < 2 else 0
        if smooth_ratios == 2:
            return first, False
        look, jump = closer, closer_jump
    return look, False


def _relative_error(
    f, x: np.ndarray, index: tuple, middle: float, slope: float, look: _Look, tolerance: float
) -> float:
    """Return how far a slope is from the central difference, not counting rounding nor the formula's own error."""
    if not np.isfinite(slope):
        return float("inf")
    difference = abs(slope - look.central)
    size = max(abs(slope), abs(look.central), _noise(look, middle, x.dtype) / tolerance)
    if difference <= tolerance * size:
        return difference / size if size else 0.0
    closer = _look(f, x, index, look.step / REFINEMENT)
    formula_error = abs(look.central - closer.central)  # of the wider step; what rounding adds is allowed for as well
    return difference / max(size, 2 * formula_error / tolerance)


def _noise(look: _Look, middle: float, dtype: np.dtype) -> float:
    """Return how large a slope rounding in f alone may feign."""
    size = max(abs(look.below), abs(middle), abs(look.above))
    return ROUNDINGS * float(np.finfo(dtype).eps) * size / look.step


def _look(f, x: np.ndarray, index: tuple, step: float) -> _Look:
    above, below = x.copy(), x.copy()
    above[index] += x.dtype.type(step)
    below[index] -= x.dtype.type(step)
    taken = (float(above[index]) - float(below[index])) / 2  # the step that rounding left of it
    if taken <= 0:
        raise ValueError(f"step must be large enough to move x{_at(index)} = {x[index]:.6g}; received {step:.3g}")
    return _Look(_value(f, below, index), _value(f, above, index), taken)


def _step_at(x: np.ndarray, index: tuple, step: float | None) -> float:
    return step_for(x.dtype) * max(1.0, abs(float(x[index]))) if step is None else step


def _value(f, x: np.ndarray, index: tuple | None = None) -> float:
    result = np.asarray(f(x.copy() if index is None else x))
    if result.size != 1:
        raise ValueError(
            f"f must return one number; received an array of shape {result.shape}. Sum it up, or take one output."
        )
    value = float(result.reshape(()))
    if not np.isfinite(value):
        place = "at x" if index is None else f"next to x{_at(index)}"
        raise ValueError(
            f"f must be finite around x; it returned {value} {place}. Choose an x further inside its domain."
        )
    return value


def _floating(x: Any) -> np.ndarray:
    x = np.array(x)
    if x.dtype.kind in "biu":
        x = x.astype(np.float64)
    if x.dtype.kind != "f":
        raise ValueError(f"x must hold real numbers; received dtype {x.dtype}")
    return x


def _name_kinks(kinks: np.ndarray) -> str:
    places = [tuple(int(i) for i in place) for place in np.argwhere(kinks)]
    if not places or not kinks.ndim:
        return ""
    shown = ", ".join(str(_plain_index(place)) for place in places[:5]) + (", ..." if len(places) > 5 else "")
    return f"\n{len(places)} kink{'s' if len(places) > 1 else ''} left out, at index {shown}."


def _plain_index(index: tuple[int, ...]) -> int | tuple[int, ...]:
    return index[0] if len(index) == 1 else index


def _at(index: tuple) -> str:
    return f"[{', '.join(map(str, index))}]" if index else ""
