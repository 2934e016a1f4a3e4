"""Verdicts: reasons as data, and outputs from which nbgrader reads the same score."""

import math

import pytest
from nbformat.v4 import new_code_cell
from nbgrader.utils import determine_grade

from coursekit.grading.judge.verdict import LONGEST_PARAMETER, REASONS, Reason, Verdict, partial_or_full


def graded(verdict):
    """What nbgrader makes of a verdict's outputs."""
    cell = new_code_cell("assert True", metadata={"nbgrader": {"grade": True, "points": verdict.max_score}})
    import nbformat

    cell.outputs = [nbformat.from_dict(output) for output in verdict.cell_outputs()]
    return determine_grade(cell)[0]


STREAM = {"output_type": "stream", "name": "stdout", "text": "0.0"}


@pytest.mark.parametrize("code", sorted(REASONS))
def test_every_reason_reads_as_a_sentence_and_scores_zero(code):
    reason = Reason(code, {"seconds": 3.0, "score": 1.0, "max_score": 2.0, "mebibytes": 10.0, "ename": "ValueError"})
    assert reason.text or code in ("failed_check",)
    if code not in ("passed", "partial"):
        assert graded(Verdict(0.0, 2.0, reason)) == 0


def test_unknown_reasons_are_refused():
    with pytest.raises(KeyError):
        Reason("because")


def test_long_texts_of_learners_are_cut():
    reason = Reason("raised", {"ename": "ValueError", "evalue": "x" * 10**6})
    assert len(reason.text) < 2 * LONGEST_PARAMETER
    assert "characters left out" in reason.text


def test_braces_of_a_learner_are_only_text():
    assert Reason("failed_check", {"message": "{seconds} {0.__class__}"}).text == "{seconds} {0.__class__}"


@pytest.mark.parametrize(
    ("value", "score", "code"),
    [
        (None, 2.0, "passed"), (0.0, 0.0, "partial"), (1.5, 1.5, "partial"), (2.0, 2.0, "passed"),
        (math.nan, 0.0, "score_out_of_range"), (-1.0, 0.0, "score_out_of_range"), (math.inf, 0.0, "score_out_of_range"),
        (2.5, 0.0, "score_out_of_range"),
    ],
)  # fmt: skip
def test_partial_credit(value, score, code):
    got, reason = partial_or_full(value, 2.0)
    assert (got, reason.code) == (score, code)
    assert graded(Verdict(got, 2.0, reason, outputs=(STREAM,))) == score


@pytest.mark.parametrize("score", [math.nan, -0.1, 2.1, math.inf])
def test_a_score_outside_its_range_is_refused(score):
    with pytest.raises(ValueError, match="between 0 and 2"):
        Verdict(score, 2.0, Reason("passed"))


def test_metadata_is_plain_and_says_whether_it_was_contained():
    verdict = Verdict(1.0, 2.0, Reason("partial", {"score": 1.0, "max_score": 2.0}), seconds=0.12345)
    found = verdict.metadata(False, "no namespaces")
    assert found["reason"]["text"] == "The checks gave 1 of 2 points."
    assert (found["contained"], found["not_contained_because"], found["seconds"]) == (False, "no namespaces", 0.123)
    assert "not_contained_because" not in verdict.metadata(True)


def test_a_failure_shows_the_message_first_and_then_the_learners_frames():
    verdict = Verdict(0.0, 1.0, Reason("raised", {"ename": "ValueError", "evalue": "odd"}), ename="ValueError",
                      traceback=("  line 3, in f", "    raise ValueError"))  # fmt: skip
    (output,) = verdict.cell_outputs()
    assert output["output_type"] == "error"
    assert output["traceback"] == ["Your code raised ValueError: odd", "  line 3, in f", "    raise ValueError"]
