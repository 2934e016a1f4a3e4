"""From a report to the reason that helps the learner."""

import pytest
from judging import answer, check, given
from nbformat.v4 import new_notebook

from coursekit.grading.judge.program import from_notebook
from coursekit.grading.judge.reading import Outcome, verdict_of
from coursekit.grading.judge.verdict import Reason

PROGRAM = from_notebook(
    new_notebook(
        cells=[answer("def f(): ...", "f"), given("table = f()", "table"), check("assert f() in table", "c", 2.0)]
    )
)


def read(outcomes=None, failed=None, died=None, **report):
    report = {"status": "error", "seconds": 0.5} | report
    return verdict_of(report, PROGRAM, "c", outcomes or {}, failed or {}, died, 700)


@pytest.mark.parametrize(
    ("report", "code"),
    [
        ({"fault": "check", "evalue": "f: one too few"}, "failed_check"),
        ({"fault": "check", "statement": "assert f() == 1"}, "failed_statement"),
        ({"fault": "check", "statement": "assert f() == 1", "hidden": True}, "failed_hidden"),
        ({"fault": "check"}, "failed_hidden"),
        ({"fault": "learner", "ename": "ValueError", "evalue": "odd"}, "raised"),
        ({"fault": "learner", "ename": "NotImplementedError"}, "not_answered"),
        ({"fault": "learner", "ename": "MemoryError"}, "memory_limit"),
        ({"fault": "exited", "ename": "LearnerExit"}, "exited"),
        ({"fault": "name", "name": "f"}, "not_defined"),
        ({"fault": "cannot_cross", "evalue": "f() gave a socket"}, "cannot_cross"),
        ({"fault": "late", "limit_seconds": 3}, "time_limit"),
        ({"fault": "died"}, "kernel_died"),
        ({"fault": "test", "ename": "TypeError", "evalue": "no len"}, "unusable_result"),
        ({"status": "broken", "detail": "KeyError"}, "check_broken"),
    ],
)
def test_reasons(report, code):
    verdict = read(**report)
    assert (verdict.score, verdict.reason.code) == (0.0, code)
    assert verdict.reason.text


def test_a_reason_of_death_is_passed_on():
    assert read(died=Reason("memory_limit", {"mebibytes": 9}), fault="died").reason.code == "memory_limit"


def test_a_hidden_check_with_a_message_of_its_own_shows_that_alone():
    verdict = read(fault="check", hidden=True, evalue="f: too few, expected 7", withheld="f: too few")
    assert verdict.reason.text == "f: too few" and not verdict.hidden
    assert verdict.instructor["evalue"] == "f: too few, expected 7"


def test_what_fails_in_the_hidden_part_stays_marked():
    assert read(fault="check", hidden=True, evalue="expected 7").hidden


@pytest.mark.parametrize(
    ("outcome", "code"),
    [
        (Outcome("error", "SyntaxError", "bad"), "answer_failed"),
        (Outcome("error", "NotImplementedError"), "not_answered"),
        (Outcome("late", seconds=3), "time_limit"),
        (Outcome("late", seconds=3, submission=True), "submission_time_limit"),
        (Outcome("died", reason=Reason("kernel_died", {"detail": "exit code 3"})), "kernel_died"),
        (Outcome("ok"), "not_defined"),
    ],
)
def test_a_missing_name_leads_to_the_answers_own_cell(outcome, code):
    assert read({"f": outcome}, fault="name", name="f").reason.code == code


def test_a_given_cell_that_failed_with_the_learners_code():
    report = {"status": "error", "fault": "learner", "ename": "ValueError", "evalue": "odd"}
    reason = read({"f": Outcome("ok")}, {"table": report}, fault="name", name="table").reason
    assert (reason.code, reason.parameters["cell"]) == ("given_failed", "table")


@pytest.mark.parametrize(
    ("report", "code"),
    [({"status": "broken", "detail": "x"}, "check_broken"),
     ({"status": "error", "fault": "learner", "ename": "NotImplementedError"}, "not_answered")],
)  # fmt: skip
def test_other_ends_of_a_given_cell(report, code):
    assert read({}, {"table": report}, fault="name", name="table").reason.code == code


def test_a_pass_keeps_what_the_check_printed():
    verdict = read(status="ok", value=None, stdout="fine\n", displays=[{"output_type": "display_data"}])
    assert [output["output_type"] for output in verdict.cell_outputs()] == ["stream", "display_data"]
