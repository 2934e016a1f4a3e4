"""Malformed submissions: refused or mended with a message that names file and mend; nothing is lost and nobody else is touched."""

import re

import pytest
from adversarial.course import points
from adversarial.runner import CLEAN, NEIGHBOUR
from adversarial.submission import Variant, variants

FAMILY, NOTEBOOK = "malformed", "exercises"
VARIANTS = variants(FAMILY)


@pytest.fixture(scope="module")
def outcome(batch):
    return batch(FAMILY, NOTEBOOK)


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_variant_gets_its_true_score(variant: Variant, outcome):
    graded = outcome.learners[variant.learner]
    assert graded.scores == variant.scores, graded.told


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_message_names_what_is_wrong_and_every_lost_point_has_a_reason(variant: Variant, outcome):
    graded = outcome.learners[variant.learner]
    for text in variant.present:
        assert text in graded.feedback, graded.feedback[-2000:]
    for text in variant.absent:
        assert text not in graded.feedback
    for exercise, score in variant.scores.items():
        if score == 0:
            assert graded.told[exercise].strip(), f"no reason for {exercise}"
    for exercise, pattern in variant.reason.items():
        assert re.search(pattern, graded.told[exercise]), graded.told[exercise]


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_variant_is_read_in_its_time_and_brings_no_secret_back(variant: Variant, outcome):
    graded = outcome.learners[variant.learner]
    assert graded.leaked == []
    assert graded.seconds <= variant.seconds


def test_batch_comes_to_its_end_and_nothing_of_the_graders_changed(outcome):
    assert outcome.whole, outcome.log[-4000:]
    assert (outcome.changed, outcome.processes, outcome.leftovers, outcome.heard) == ([], [], [], [])


@pytest.mark.parametrize("learner", [*CLEAN, NEIGHBOUR])
def test_honest_learners_beside_them_get_full_marks(learner, outcome):
    graded = outcome.learners[learner]
    assert graded.scores == points(NOTEBOOK), graded.told
    assert graded.leaked == []
