"""The numbers that a lesson claims: shown to the reader and kept in the notebook for whoever checks them.

>>> results.record("test accuracy", 0.703)
test accuracy: 0.703
0.703
"""

import json
import math
import numbers
from collections.abc import Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any

from coursekit import outputs

MIME = "application/vnd.coursekit.result+json"


@dataclass(frozen=True)
class Result:
    """One recorded number."""

    name: str
    value: int | float
    unit: str = ""

    def __str__(self) -> str:
        number = f"{self.value:,}" if isinstance(self.value, int) else f"{self.value:.6g}"
        return f"{self.name}: {number} {self.unit}".rstrip()


def record(name: str, value: Any, unit: str = "") -> int | float:
    """Show "name: value unit" and store the number in the notebook's output.

    Args:
        name: What was measured; unique in its lesson.
        value: One finite number: Python's, NumPy's, or a tensor of one element without axes.
        unit: Unit, such as "seconds"; empty for a ratio or a count.

    Returns:
        The number as a plain int or float.

    Raises:
        TypeError: If the name is no text or the value is no number.
        ValueError: If the name is empty or the value is not finite.
    """
    if not isinstance(name, str) or not isinstance(unit, str):
        raise TypeError(f"name and unit must be text; received name={name!r}, unit={unit!r}")
    if not name.strip():
        raise ValueError("a result needs a name, such as 'test accuracy'; received an empty one")
    result = Result(name, _plain_number(name, value), unit)
    outputs.publish(
        {"text/plain": str(result), MIME: {"name": result.name, "value": result.value, "unit": result.unit}}
    )
    return result.value


def read(notebook: Mapping | str | PathLike) -> dict[str, Result]:
    """Collect the results from an executed notebook; a name recorded twice keeps the last.

    Args:
        notebook: The notebook, or the path of its .ipynb file.

    Returns:
        Name -> result, in the order of the notebook.

    Raises:
        ValueError: If an output claims to be a result but is none; names the cell.
    """
    if isinstance(notebook, (str, PathLike)):
        notebook = json.loads(Path(notebook).read_text(encoding="utf-8"))
    found: dict[str, Result] = {}
    for position, cell in enumerate(notebook["cells"], start=1):
        for output in cell.get("outputs", ()):
            if MIME in output.get("data", {}):
                result = _parse(output["data"][MIME], position)
                found.pop(result.name, None)
                found[result.name] = result
    return found


def _parse(stored: Any, position: int) -> Result:
    try:
        name, value, unit = stored["name"], stored["value"], stored.get("unit", "")
    except (TypeError, KeyError, AttributeError):
        raise ValueError(f"cell {position}: a result must hold 'name' and 'value'; found {stored!r}.") from None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueError(f"cell {position}: the result {name!r} must be a number; found {value!r}.")
    return Result(str(name), value, str(unit))


def _plain_number(name: str, value: Any) -> int | float:
    if getattr(value, "shape", None) == () and hasattr(value, "__array__"):
        value = value.__array__().item()
    elif hasattr(value, "item") and getattr(value, "shape", None) == ():
        value = value.item()
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        shape = f" of shape {tuple(value.shape)}" if hasattr(value, "shape") else ""
        raise TypeError(
            f"the result {name!r} must be one number; received {type(value).__name__}{shape}. "
            "Take one number out of it, such as float(x.mean())."
        )
    value = int(value) if isinstance(value, numbers.Integral) else float(value)
    if not math.isfinite(value):
        raise ValueError(f"the result {name!r} must be finite; received {value}. Did the training diverge?")
    return value
