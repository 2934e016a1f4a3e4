"""What a check answers."""

from dataclasses import dataclass

OK, WARNING, MISSING = "ok", "warning", "missing"


@dataclass(frozen=True)
class Finding:
    """One answer.

    Attributes:
        state: OK; WARNING: the course works, something in it is less; MISSING: the course does not work.
        seen: What was found, in a few words.
        mend: What to do about it; empty if all is well.
    """

    state: str
    seen: str
    mend: str = ""


def ok(seen: str) -> Finding:
    return Finding(OK, seen)


def warning(seen: str, mend: str) -> Finding:
    return Finding(WARNING, seen, mend)


def missing(seen: str, mend: str) -> Finding:
    return Finding(MISSING, seen, mend)
