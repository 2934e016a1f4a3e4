"""The attention map: weights against Keras's and against angles whose cosines a person knows, and one output for all."""

import math

import numpy as np
import pytest

from coursekit.explorers import attention_map
from coursekit.explorers.attention_map import AFTER, BEFORE, KEY_DEGREES, MASKS, NO_MASK, QUERY_DEGREES, attend

LN2 = math.log(2)


def test_arrows_by_hand():
    np.testing.assert_allclose(attention_map.arrows([0, 90, 210], 2), [[2, 0], [0, 2], [-math.sqrt(3), -1]], atol=1e-12)


def test_weights_by_hand():
    """Cosines 1, 0 and -1 times ln 2: the odds are 2 : 1 : 1/2."""
    seen = attend([0, 90, 180], [0, 90, 180], length=math.sqrt(LN2), scaled=False)
    np.testing.assert_allclose(seen.logits[0], [LN2, 0, -LN2], atol=1e-12)
    np.testing.assert_allclose(seen.weights[0], [4 / 7, 2 / 7, 1 / 7])
    np.testing.assert_allclose(seen.weights[1], [1 / 4, 2 / 4, 1 / 4])
    scaled = attend([0, 90, 180], [0, 90, 180], length=math.sqrt(math.sqrt(2) * LN2))
    np.testing.assert_allclose(scaled.weights, seen.weights)


def test_the_two_masks_by_hand():
    before = attend([0, 90, 180], [0, 90, 180], length=math.sqrt(LN2), scaled=False, mask=BEFORE)
    np.testing.assert_allclose(before.weights[:2], [[1, 0, 0], [1 / 3, 2 / 3, 0]])
    assert before.logits[0, 1] == before.logits[0, 2] == before.logits[1, 2] == -np.inf
    np.testing.assert_allclose(before.row_sums, 1)
    after = attend([0, 90, 180], [0, 90, 180], length=math.sqrt(LN2), scaled=False, mask=AFTER)
    np.testing.assert_allclose(after.weights[:2], [[4 / 7, 0, 0], [1 / 4, 2 / 4, 0]])
    np.testing.assert_allclose(after.row_sums, [4 / 7, 3 / 4, 1])


@pytest.mark.parametrize("causal", [False, True])
@pytest.mark.parametrize("scaled", [False, True])
def test_weights_are_keras_s(causal, scaled):
    import keras

    queries, keys = [15, 120, 300], [45, 240, 90]
    seen = attend(queries, keys, 1.5, scaled, BEFORE if causal else NO_MASK)
    # Keras's layer divides by nothing: hand it queries that are divided already
    query = attention_map.arrows(queries, 1.5)[None] / (math.sqrt(2) if scaled else 1)
    key = attention_map.arrows(keys, 1.5)[None]
    inputs = [each.astype("float32") for each in (query, np.eye(3)[None], key)]
    theirs = keras.layers.Attention()(inputs, use_causal_mask=causal)
    np.testing.assert_allclose(seen.weights, np.asarray(theirs)[0], atol=1e-6)


def test_an_unknown_mask_is_refused():
    with pytest.raises(ValueError, match="mask must be one of 'none', .*; received 'later'"):
        attend(QUERY_DEGREES, KEY_DEGREES, mask="later")


def test_long_arrows_do_not_overflow():
    seen = attend([0, 0, 0], [0, 90, 180], length=100, scaled=False)
    np.testing.assert_allclose(seen.weights, [[1, 0, 0]] * 3)


def test_describe_says_weights_and_sums():
    seen = attend([0, 90, 180], [0, 90, 180], length=math.sqrt(LN2), scaled=False, mask=AFTER)
    text = attention_map.describe(seen, False, AFTER)
    assert text.startswith("Attention of three tokens, not scaled, mask: causal, multiplied after it.")
    assert "Query 2 has weights 0.250, 0.500, 0.000, sum 0.750." in text


@pytest.mark.parametrize("mask", MASKS)
def test_figure_shows_the_model_s_numbers(mask):
    seen = attend(QUERY_DEGREES, KEY_DEGREES, 2, True, mask)
    plane, board = attention_map.figure(seen, True, mask).axes[:2]
    np.testing.assert_array_equal(board.images[0].get_array(), seen.weights)
    labels = [text.get_text() for text in board.texts]
    assert labels[0] == f"{seen.weights[0, 0]:.3f}\nlogit {seen.logits[0, 0]:.2f}"
    assert not any("−0.00" in label for label in labels)
    assert ("logit −∞" in labels[1]) == (mask == BEFORE)
    assert labels[9:] == [f"sum\n{total:.3f}" for total in seen.row_sums]
    assert [text.get_text() for text in plane.texts if text.get_text()] == ["q1", "q2", "q3", "k1", "k2", "k3"]
    assert all(axes.get_title() and axes.get_xlabel() and axes.get_ylabel() for axes in (plane, board))


def test_explore_hands_over_controls_and_a_drawing(monkeypatch):
    handed = {}
    monkeypatch.setattr(
        attention_map, "show_explorer", lambda controls, draw: handed.update(controls=controls, draw=draw)
    )
    attention_map.explore()
    state = {name: control.value for name, control in handed["controls"].items()}
    assert state["query_1"] == 15 and state["key_3"] == 120 and state["scaled"] and state["mask"] == NO_MASK
    drawing, alt = handed["draw"](**{**state, "key_3": 0, "scaled": False, "mask": BEFORE})
    assert "Not scaled, mask: causal, before" in drawing.get_suptitle()
    assert alt == attention_map.describe(attend(QUERY_DEGREES, (0, 60, 0), 2, False, BEFORE), False, BEFORE)


def test_explore_without_a_notebook_says_the_picture_in_words(capsys):
    attention_map.explore()
    assert "Query 3 has weights" in capsys.readouterr().out
