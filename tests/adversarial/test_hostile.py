"""Forging, leaking and exhausting: every variant gets its true score, learns nothing, and leaves nothing behind."""

import re

import pytest
from adversarial import stock
from adversarial.course import points
from adversarial.identity import IDENTITIES
from adversarial.runner import CLEAN, NEIGHBOUR, Graded
from adversarial.submission import Variant, chosen, variants

FAMILIES = ("forging", "leaking", "exhausting")
GRADED = [
    pytest.param((family, variant.notebook, identity), variant, id=f"{variant}-{identity.name}".replace(" ", "-"))
    for identity in IDENTITIES
    for family in FAMILIES
    for variant in chosen(family, identity)
]
BATCHES = [
    pytest.param(key, id="-".join([key[0], key[1], key[2].name]).replace(" ", "-"))
    for key in dict.fromkeys(parameters.values[0] for parameters in GRADED)
]


@pytest.fixture
def graded(key, variant, batch) -> Graded:
    """What came of one variant."""
    return batch(*key).learners[variant.learner]


@pytest.mark.parametrize(("key", "variant"), GRADED)
def test_variant_gets_its_true_score(key, variant: Variant, graded):
    assert variant.agrees(graded.scores), (graded.scores, graded.told)


@pytest.mark.parametrize(("key", "variant"), GRADED)
def test_variant_reads_a_reason(key, variant: Variant, graded):
    for exercise, score in variant.scores.items():
        if score == 0:
            assert graded.told[exercise].strip(), f"no reason for {exercise}"
    for exercise, pattern in variant.reason.items():
        assert re.search(pattern, graded.told[exercise]), graded.told[exercise]


@pytest.mark.parametrize(("key", "variant"), GRADED)
def test_variant_brings_no_secret_back(key, variant: Variant, graded):
    assert graded.leaked == []
    for text in variant.present:
        assert text in graded.feedback
    for text in variant.absent:
        assert text not in graded.feedback


@pytest.mark.parametrize(("key", "variant"), GRADED)
def test_variant_takes_no_longer_than_it_may(key, variant: Variant, graded):
    assert graded.seconds <= variant.seconds


@pytest.mark.parametrize("key", BATCHES)
def test_batch_comes_to_its_end_and_leaves_nothing_behind(key, batch):
    outcome = batch(*key)
    assert outcome.whole, outcome.log[-4000:]
    assert outcome.changed == []
    assert outcome.processes == []
    assert outcome.leftovers == []
    assert outcome.heard == []


@pytest.mark.parametrize("learner", [*CLEAN, NEIGHBOUR])
@pytest.mark.parametrize("key", BATCHES)
def test_honest_learners_beside_them_get_full_marks(key, learner, batch):
    graded = batch(*key).learners[learner]
    assert graded.scores == points(key[1]), graded.told
    assert graded.leaked == []


@pytest.mark.parametrize("case", sorted({variant.case for family in FAMILIES for variant in variants(family)}))
def test_every_row_says_what_stock_nbgrader_does(case):
    recorded = [
        (variant, stock.read(variant)) for variant in variants() if variant.case == case and stock.read(variant)
    ]
    assert recorded, "run `python -m adversarial.stock` in tests/"
    for variant, facts in recorded:
        assert facts["submission"] == stock.version(variant), (
            f"{variant} changed since: run `python -m adversarial.stock`"
        )


def test_stock_nbgrader_is_fooled_by_what_the_battery_calls_forging():
    """The battery attacks something: where stock gave the true score to all of it, it would prove nothing."""
    recorded = [facts for variant in variants("forging") if (facts := stock.read(variant))]
    assert sum(not facts["true"] for facts in recorded) >= 60
