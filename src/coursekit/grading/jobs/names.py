"""Which learner and assignment names may become parts of a path and rows of a gradebook."""

import re
import unicodedata

from coursekit.errors import CourseError

LONGEST = 128  # characters; nbgrader's columns hold no more
ALLOWED = re.compile(r"\w(?:[\w.@+' -]*[\w.@+'-])?")


def fault_of(name: str) -> str | None:
    """Return why `name` can be no learner or assignment, or None if it can."""
    if not name:
        return "it is empty"
    if len(name) > LONGEST:
        return f"it has {len(name)} characters; at most {LONGEST} fit in the gradebook"
    if not ALLOWED.fullmatch(name):
        return "only letters, digits and . @ + - _ ' and inner spaces are allowed, and a letter, digit or _ comes first"
    if unicodedata.normalize("NFC", name) != name:
        return "its accents are written as characters of their own (not Unicode's form NFC)"
    return None


def check_name(kind: str, name: str) -> str:
    """Return `name`, or say why it can't be used.

    Args:
        kind: What it names, for the message: "learner" or "assignment".

    Raises:
        CourseError: If it could climb out of its folder, act as a pattern, or not be stored.
    """
    fault = fault_of(name)
    if fault or (kind == "assignment" and "+" in name):
        raise CourseError(
            f"{kind} {name!r} can't be used: {fault or 'nbgrader allows no + in assignments'}. Rename it."
        )
    return name
