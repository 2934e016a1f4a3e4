import pytest

from coursekit.grading.feedback.reasons import hides_traceback, told
from coursekit.grading.judge.verdict import REASONS, Reason, Verdict

NUMBERS = {"score": 1.0, "max_score": 2.0, "seconds": 5.0, "mebibytes": 100.0}


def judged(code, hidden=False, misconception=None, **parameters) -> dict:
    return Verdict(0.0, 2.0, Reason(code, parameters), misconception=misconception, hidden=hidden).metadata(True)


@pytest.mark.parametrize("code", sorted(REASONS))
def test_nothing_of_a_hidden_check_is_told(code):
    names = ("message", "statement", "ename", "evalue", "detail", "value", "name", "cell", "where")
    about = judged(code, hidden=True, **{name: f"SECRET-{name}" for name in names}, **NUMBERS)
    for language in ("en", "de", "fr", "es", "zh"):
        text = told(about, language)
        assert text and "SECRET-message" not in text and "SECRET-statement" not in text
        if code not in ("answer_failed", "given_failed", "score_out_of_range"):
            assert "SECRET-evalue" not in text and "SECRET-detail" not in text and "SECRET-value" not in text
    assert hides_traceback(about)


def test_a_visible_check_says_what_it_got():
    assert (
        told(judged("failed_check", message="double: expected 6, received 9"), "de") == "double: expected 6, received 9"
    )
    assert told(judged("raised", ename="KeyError", evalue="'a'"), "de") == "Dein Code löste KeyError aus: 'a'"
    assert told(judged("time_limit", seconds=120.0), "en").startswith(
        "Your code was stopped: it took longer than 120 s."
    )


def test_the_lessons_own_words_come_first():
    assert told(judged("failed_check", hidden=True, misconception="this is the square"), "fr") == "this is the square"


def test_a_reason_of_a_later_judge_is_told_as_it_is_unless_hidden():
    about = {"reason": {"code": "new", "parameters": {}, "text": "Something new."}}
    assert told(about, "en") == "Something new."
    assert "Something" not in told(about | {"hidden": True}, "en")
