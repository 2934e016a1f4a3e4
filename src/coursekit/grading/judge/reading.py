"""From what the judge reports of a test cell to a verdict: which of all reasons is the one that helps the learner."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coursekit.grading.judge.program import ANSWERS, Program
from coursekit.grading.judge.verdict import Reason, Verdict, partial_or_full


@dataclass(frozen=True)
class Outcome:
    """What became of a cell in the learner's kernel.

    Args:
        status: "ok", "error", "late" (stopped at its time limit) or "died" (it took the kernel with it).
        alive: Whether the kernel can still be used.
        reason: Why the kernel ended, if it did.
        seconds: The time limit that was passed.
        submission: Whether that was the limit of the whole notebook.
    """

    status: str
    ename: str = ""
    evalue: str = ""
    traceback: tuple[str, ...] = ()
    alive: bool = True
    reason: Reason | None = None
    seconds: float = 0.0
    submission: bool = False


def verdict_of(
    report: Mapping[str, Any],
    program: Program,
    key: str,
    outcomes: Mapping[str, Outcome],
    failed: Mapping[str, Mapping[str, Any]],
    died: Reason | None = None,
    memory_mib: float = 0.0,
) -> Verdict:
    """Read the judge's report of the test cell `key`.

    Args:
        report: From `process.Judge.run`.
        outcomes: Of the submission's cells in the learner's kernel, by key.
        failed: Reports of given and plain cells that failed in the judge, by key.
        died: Why the learner's kernel ended during this cell, if it did.
        memory_mib: How much memory the learner's kernel may use.
    """
    points = program[key].points
    seconds = float(report.get("seconds") or 0.0)
    instructor = dict(report.get("instructor") or {})
    if report["status"] == "ok":
        score, reason = partial_or_full(report.get("value"), points)
        outputs = tuple(_own_outputs(report))
        return Verdict(score, points, reason, outputs=outputs, instructor=instructor, seconds=seconds)
    reason, ename = _why(report, program, key, outcomes, failed, died)
    if reason.code == "raised" and ename == "MemoryError":
        reason = Reason("memory_limit", {"mebibytes": memory_mib})
    hidden = bool(report.get("hidden")) and not _is_withheld(report)
    traceback = tuple(str(line) for line in report.get("traceback") or ()) if report.get("fault") == "learner" else ()
    return Verdict(
        0.0,
        points,
        reason,
        misconception=report.get("misconception"),
        hidden=hidden,
        traceback=traceback,
        instructor=instructor | {"ename": report.get("ename", ""), "evalue": report.get("evalue", "")},
        ename=ename,
        seconds=seconds,
    )


def _why(
    report: Mapping[str, Any],
    program: Program,
    key: str,
    outcomes: Mapping[str, Outcome],
    failed: Mapping[str, Mapping[str, Any]],
    died: Reason | None,
) -> tuple[Reason, str]:
    """The reason of a failed report, and the error's class that the learner sees (empty: the reason's own)."""
    error = {"ename": str(report.get("ename", "")), "evalue": str(report.get("evalue", ""))}
    match report.get("fault"):
        case "check":
            return _failed_check(report), ""
        case "learner" if error["ename"] == "NotImplementedError":
            return Reason("not_answered"), ""
        case "learner":
            return Reason("raised", error), error["ename"]
        case "exited":
            return Reason("exited", error), error["ename"]
        case "name":
            return _unnamed(str(report.get("name", "")), program, key, outcomes, failed), "NameError"
        case "cannot_cross":
            return Reason("cannot_cross", {"detail": error["evalue"]}), "CannotCross"
        case "late":
            return Reason("time_limit", {"seconds": report.get("limit_seconds", 0.0)}), ""
        case "died":
            return died or Reason("kernel_died", {"detail": "it stopped answering"}), ""
        case "test":
            return Reason("unusable_result", error), error["ename"]
    return Reason("check_broken", {"detail": str(report.get("detail", ""))}), ""


def _is_withheld(report: Mapping[str, Any]) -> bool:
    """Whether a check of the hidden part brought a message of its own that shows no reference value."""
    return bool(report.get("hidden")) and report.get("fault") == "check" and bool(report.get("withheld"))


def _failed_check(report: Mapping[str, Any]) -> Reason:
    if _is_withheld(report):
        return Reason("failed_check", {"message": str(report["withheld"])})
    if report.get("evalue"):
        return Reason("failed_check", {"message": str(report["evalue"])})
    if report.get("hidden") or not report.get("statement"):
        return Reason("failed_hidden")
    return Reason("failed_statement", {"statement": str(report["statement"])})


def _unnamed(name: str, program: Program, key: str, outcomes, failed) -> Reason:
    """Why a name that the check needs is not there."""
    position = program.positions[key]
    for cell in reversed(program.cells[:position]):
        if name not in cell.names.binds:
            continue
        if cell.kind in ANSWERS and cell.key in outcomes:
            found = of_answer(outcomes[cell.key], cell.key)
            if found is not None:
                return found
        if cell.kind == "given" and cell.key in failed:
            return _of_given(failed[cell.key], cell.key)
    for answer in program.answers_for(key):
        found = of_answer(outcomes.get(answer.key, Outcome("ok")), answer.key)
        if found is not None:
            return found
    return Reason("not_defined", {"name": name})


def of_answer(outcome: Outcome, cell: str) -> Reason | None:
    """Why an answer's cell left nothing to check; None if it ran through."""
    where = f" in cell {cell}"
    if outcome.status == "died" and outcome.reason is not None:
        return Reason(outcome.reason.code, outcome.reason.parameters | {"where": where})
    if outcome.status == "late":
        code = "submission_time_limit" if outcome.submission else "time_limit"
        return Reason(code, {"seconds": outcome.seconds, "where": where})
    if outcome.status != "error":
        return None
    if outcome.ename == "NotImplementedError":
        return Reason("not_answered")
    return Reason("answer_failed", {"cell": cell, "ename": outcome.ename, "evalue": outcome.evalue})


def _of_given(report: Mapping[str, Any], cell: str) -> Reason:
    error = {"ename": str(report.get("ename", "")), "evalue": str(report.get("evalue", ""))}
    if report.get("fault") == "learner" and error["ename"] == "NotImplementedError":
        return Reason("not_answered")
    if report["status"] == "broken":
        return Reason("check_broken", {"detail": str(report.get("detail", ""))})
    return Reason("given_failed", {"cell": cell} | error)


def _own_outputs(report: Mapping[str, Any]):
    """What the test cell itself printed and showed, as nbformat outputs."""
    if report.get("stdout"):
        yield {"output_type": "stream", "name": "stdout", "text": str(report["stdout"])}
    yield from report.get("displays") or ()
