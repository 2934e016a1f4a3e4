"""The sampler: distributions worked by hand and against SciPy, samples against an alphabet that leaves no choice."""

import math

import numpy as np
import pytest
from scipy.special import softmax
from scipy.stats import entropy

from coursekit.explorers import next_token
from coursekit.explorers.next_token import (
    MOST_BARS,
    SAMPLE_LENGTH,
    continuation,
    describe,
    distribution,
    entropy_bits,
    explore,
    figure,
)

LOGITS = np.log([2.0, 8.0, 1.0, 4.0])
CHARACTERS = ["a", " ", "b", "\n"]


def test_distributions_by_hand():
    np.testing.assert_allclose(distribution(LOGITS, 1.0, 4), np.array([2, 8, 1, 4]) / 15)
    np.testing.assert_allclose(distribution(LOGITS, 0.5, 4), np.array([4, 64, 1, 16]) / 85)
    np.testing.assert_allclose(distribution(LOGITS, 1.0, 2), [0, 2 / 3, 0, 1 / 3])
    np.testing.assert_allclose(distribution(LOGITS, 3.0, 1), [0, 1, 0, 0])


@pytest.mark.parametrize("temperature", [0.1, 0.7, 1.0, 3.0])
def test_without_a_cut_it_is_scipy_s_softmax(temperature):
    logits = np.random.default_rng(3).normal(size=65) * 4 + 1000  # an exponential of 1000 would overflow
    np.testing.assert_allclose(distribution(logits, temperature, 65), softmax(logits / temperature), rtol=1e-10)


def test_of_equal_logits_the_first_stay():
    np.testing.assert_allclose(distribution(np.zeros(4), 1.0, 2), [0.5, 0.5, 0, 0])


@pytest.mark.parametrize(
    ("temperature", "top_k", "message"),
    [(0.0, 2, "temperature must be positive; received 0.0"), (1.0, 0, "top_k must be at least 1; received 0")],
)
def test_what_cannot_be_is_refused(temperature, top_k, message):
    with pytest.raises(ValueError, match=message):
        distribution(LOGITS, temperature, top_k)


def test_entropy_is_scipy_s_and_0_for_a_certainty():
    chances = distribution(LOGITS, 1.0, 4)
    assert entropy_bits(chances) == pytest.approx(entropy(chances, base=2))
    assert math.copysign(1, entropy_bits(np.array([0.0, 1.0]))) == 1 and entropy_bits(np.array([0.0, 1.0])) == 0


def after(text: str) -> np.ndarray:
    """A model that is sure: a, space, b, line break, and so on in a circle."""
    following = (CHARACTERS.index(text[-1]) + 1) % 4
    return np.where(np.arange(4) == following, 50.0, 0.0)


def test_a_sure_model_writes_what_it_is_sure_of():
    sample = continuation(after, CHARACTERS, "a", 1.0, 4, seed=5)
    assert sample == " b\na" * (SAMPLE_LENGTH // 4)


def test_a_sample_follows_its_seed_and_its_distribution():
    def indifferent(text):
        return LOGITS

    samples = [continuation(indifferent, CHARACTERS, "a", 1.0, 4, seed) for seed in (1, 1, *range(2, 60))]
    assert samples[0] == samples[1] != samples[2]
    letters = "".join(samples)
    share = letters.count(" ") / len(letters)
    assert abs(share - 8 / 15) < 5 * math.sqrt(8 / 15 * 7 / 15 / len(letters))


def test_describe_says_the_likeliest_and_the_sample():
    text = describe(distribution(LOGITS, 1.0, 2), CHARACTERS, "a\n", " a")
    assert text == (
        "After “a⏎” the likeliest characters are ␣ 66.7%, ⏎ 33.3%; possible characters: 2, entropy 0.92 bits. "
        "A sample: “a⏎| a”."
    )


def test_figure_shows_the_model_s_bars_largest_first():
    chances = distribution(LOGITS, 1.0, 4)
    drawing = figure(chances, CHARACTERS, "a", " b")
    axes = drawing.axes[0]
    assert [bar.get_height() for bar in axes.patches] == pytest.approx([8 / 15, 4 / 15, 2 / 15, 1 / 15])
    assert [label.get_text() for label in axes.get_xticklabels()] == ["␣", "⏎", "a", "b"]
    assert axes.get_title().startswith("After “a”: possible characters: 4, entropy 1.64 bits")
    assert axes.get_xlabel() and axes.get_ylabel()
    many = figure(np.full(65, 1 / 65), [chr(65 + i) for i in range(65)], "a", "")
    assert len(many.axes[0].patches) == MOST_BARS


def test_explore_hands_over_controls_and_a_drawing(monkeypatch):
    handed = {}
    monkeypatch.setattr(next_token, "show_explorer", lambda controls, draw: handed.update(controls=controls, draw=draw))
    explore(after, CHARACTERS, ["a", "b\n"])
    state = {name: control.value for name, control in handed["controls"].items()}
    assert state == {"prompt": "a", "temperature": 1.0, "top_k": 4, "seed": 0}
    assert handed["controls"]["prompt"].options == {"a": "a", "b⏎": "b\n"}
    drawing, alt = handed["draw"](**{**state, "prompt": "b\n", "top_k": 1})
    assert "possible characters: 1," in drawing.axes[0].get_title()
    assert alt.startswith(
        "After “b⏎” the likeliest characters are a 100.0%; possible characters: 1, entropy 0.00 bits."
    )


def test_explore_without_a_notebook_says_the_picture_in_words(capsys):
    explore(after, CHARACTERS, ["a"])
    assert "After “a” the likeliest characters are" in capsys.readouterr().out
