import re
import string

import pytest

from coursekit.grading.feedback.catalogue import catalogue, closest, languages, wording
from coursekit.grading.feedback.reasons import NOT_SHOWN
from coursekit.grading.judge.verdict import REASONS

OTHERS = [language for language in languages() if language != "en"]


def names(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_the_languages_of_the_house_are_there():
    assert {"en", "de", "fr", "es", "zh"} <= set(languages())


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_says_everything_with_the_same_names(language):
    english, other = catalogue("en"), catalogue(language)
    assert list(other) == list(english)
    assert {key: names(text) for key, text in other.items()} == {key: names(text) for key, text in english.items()}
    same = {key for key in english if other[key] == english[key] and key not in ("reason.failed_check", "page.score")}
    assert same == set(), "not translated"


def test_every_reason_of_the_judge_has_a_sentence_that_names_no_more_than_the_judge_says():
    english = catalogue("en")
    for code, template in REASONS.items():
        assert names(english[f"reason.{code}"]) <= {re.sub(r"[:!].*", "", name) for name in names(template)}, code
    assert {f"reason.{code}" for code in NOT_SHOWN.values()} <= set(english)


def test_what_is_not_given_reads_as_a_question():
    assert wording("en", "page.learner") == "Learner: ?"
    assert wording("en", "page.learner", {"learner": "{x!r:>99999999}"}) == "Learner: {x!r:>99999999}"


@pytest.mark.parametrize(
    ("wish", "language"), [("de-AT", "de"), ("ZH_cn", "zh"), ("pt", "en"), ("en", "en"), ("", "en")]
)
def test_the_closest_language(wish, language):
    assert closest(wish) == language
