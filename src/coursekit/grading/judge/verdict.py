"""What grading says about one test cell: points, and a reason that its learner can read.

A reason is data (a code and its parameters), so that feedback can word it in the learner's language; `text` words it in
English. Learner-made text travels only in parameters, never in a template.
"""

import math
from dataclasses import dataclass, field
from typing import Any

REASONS = {
    "passed": "All checks passed.",
    "partial": "The checks gave {score:g} of {max_score:g} points.",
    "failed_check": "{message}",
    "failed_statement": "This did not hold: {statement}",
    "failed_hidden": "A hidden check failed. Try your code on other inputs than the ones shown.",
    "raised": "Your code raised {ename}: {evalue}",
    "unusable_result": "The check could not use what your code returned. {ename}: {evalue}",
    "not_answered": "Not answered: the code still raises NotImplementedError, as it was handed out.",
    "answer_failed": "Your cell {cell} stopped with {ename}, so there was nothing to check: {evalue}",
    "not_defined": "{name} is not defined: is it spelled as asked, and defined before this check?",
    "given_failed": "The given cell {cell} stopped with {ename} when it ran with your code: {evalue}",
    "exited": "Your code tried to end the program ({ename}) instead of returning.",
    "kernel_died": "Your code ended its own process{where}: {detail}",
    "time_limit": "Your code was stopped{where}: it took longer than {seconds:g} s.",
    "submission_time_limit": "The notebook as a whole took longer than {seconds:g} s: this was not checked any more.",
    "memory_limit": "Your code was stopped{where}: it needed more memory than the {mebibytes:g} MiB allowed.",
    "cpu_limit": "Your code was stopped{where}: it used up its computing time of {seconds:g} s.",
    "disk_limit": "Your code was stopped{where}: it wrote more files than allowed.",
    "process_limit": "Your code was stopped{where}: it started more processes or threads than allowed.",
    "output_limit": "Your code was stopped{where}: it printed more than allowed.",
    "cannot_cross": "The check cannot take what your code returned: {detail}",
    "score_out_of_range": "The check gave {value}, which is no number from 0 to {max_score:g}: please tell your instructor.",
    "cell_missing": "The check was missing from the notebook and could not be restored: please tell your instructor.",
    "submission_malformed": "The notebook could not be read: {detail}",
    "check_broken": "The check itself could not run ({detail}): please tell your instructor.",
}

LIMITS = {  # what the sandbox says of its end -> reason
    "memory": "memory_limit",
    "cpu": "cpu_limit",
    "disk": "disk_limit",
    "processes": "process_limit",
    "output": "output_limit",
    "wall": "submission_time_limit",
}

LONGEST_PARAMETER = 4000  # characters: an exception's text may hold a whole array


@dataclass(frozen=True)
class Reason:
    """Why a cell got its points.

    Args:
        code: One of REASONS.
        parameters: What the template of that code names; plain data. Texts are cut to LONGEST_PARAMETER characters.

    Raises:
        KeyError: If the code is none of REASONS.
    """

    code: str
    parameters: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self):
        REASONS[self.code]
        cut = {name: _cut(value) if isinstance(value, str) else value for name, value in self.parameters.items()}
        object.__setattr__(self, "parameters", cut)

    @property
    def text(self) -> str:
        """The reason in English."""
        return REASONS[self.code].format_map(_Parameters(self.parameters)).strip()

    def to_dict(self) -> dict[str, Any]:
        """The reason as plain data, its English text included."""
        return {"code": self.code, "parameters": self.parameters, "text": self.text}


@dataclass(frozen=True)
class Verdict:
    """What the judge made of one test cell.

    Args:
        score: Points, 0 <= score <= max_score.
        max_score: Points that the cell is worth.
        reason: Why.
        misconception: Message of the known wrong answer that the learner's equals, if one was recognised.
        hidden: Whether the reason's text comes from the hidden part of the check: it is not for the learner.
        traceback: Frames of the learner's own code only, a line each.
        outputs: What the test cell itself put out (nbformat outputs), where it passed.
        instructor: Where the test failed and what it said on stderr; never for learners.
        seconds: Wall time.
    """

    score: float
    max_score: float
    reason: Reason
    misconception: str | None = None
    hidden: bool = False
    traceback: tuple[str, ...] = ()
    outputs: tuple[dict[str, Any], ...] = ()
    instructor: dict[str, Any] = field(default_factory=dict)
    ename: str = ""
    seconds: float = 0.0

    def __post_init__(self):
        if not (math.isfinite(self.score) and 0 <= self.score <= self.max_score):
            raise ValueError(f"a score lies between 0 and {self.max_score:g}; received {self.score!r}")

    def metadata(self, contained: bool, why_not_contained: str = "") -> dict[str, Any]:
        """The verdict as `cell.metadata["coursekit"]`."""
        found = {
            "score": self.score,
            "max_score": self.max_score,
            "reason": self.reason.to_dict(),
            "misconception": self.misconception,
            "hidden": self.hidden,
            "seconds": round(self.seconds, 3),
            "contained": contained,
            "instructor": self.instructor,
        }
        return found | ({"not_contained_because": why_not_contained} if not contained else {})

    def cell_outputs(self) -> list[dict[str, Any]]:
        """Outputs from which nbgrader reads this very score (`nbgrader.utils.determine_grade`)."""
        if self.score == self.max_score and self.reason.code == "passed":
            return list(self.outputs)
        if self.score > 0:
            number = {
                "output_type": "execute_result",
                "data": {"text/plain": repr(float(self.score))},
                "metadata": {},
                "execution_count": None,
            }
            return [*self.outputs, number]
        text = self.reason.text
        ename = self.ename or _ENAMES.get(self.reason.code, "CheckFailed")
        lines = [f"{ename}: {text}" if ename not in text else text, *self.traceback]
        return [{"output_type": "error", "ename": ename, "evalue": text, "traceback": lines}]


_ENAMES = {
    "failed_check": "AssertionError",
    "failed_statement": "AssertionError",
    "failed_hidden": "AssertionError",
    "not_answered": "NotImplementedError",
    "not_defined": "NameError",
    "time_limit": "TimeLimitExceeded",
    "submission_time_limit": "TimeLimitExceeded",
    "memory_limit": "MemoryError",
    "kernel_died": "KernelDied",
    "partial": "PartialCredit",
}


class _Parameters(dict):
    """Parameters for a template; one that is not there reads as nothing."""

    def __missing__(self, key: str) -> str:
        return ""


def _cut(text: str) -> str:
    if len(text) <= LONGEST_PARAMETER:
        return text
    half = LONGEST_PARAMETER // 2
    return f"{text[:half]}\n… {len(text) - 2 * half} characters left out …\n{text[-half:]}"


def partial_or_full(value: float | None, max_score: float) -> tuple[float, Reason]:
    """Points of a test that ran to its end; `value` is its last expression's number, if that was one.

    nbgrader's documented partial credit: a number from 0 to the maximum is the score; no number means full marks.
    """
    if value is None:
        return max_score, Reason("passed")
    if not (math.isfinite(value) and 0 <= value <= max_score):
        return 0.0, Reason("score_out_of_range", {"value": repr(value), "max_score": max_score})
    if value == max_score:
        return max_score, Reason("passed")
    return value, Reason("partial", {"score": value, "max_score": max_score})
