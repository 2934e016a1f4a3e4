"""The padding viewer: rows against Keras's and against ones written by hand, and one output for every front end."""

import matplotlib.colors
import numpy as np
import pytest

from coursekit.explorers import padding
from coursekit.explorers.padding import SIDES, describe, explore, figure, row

VOCABULARY = {"the": 2, "film": 3, "bad": 4, "extraordinary": 5}
TOKENS = ["the", "film", "was", "bad"]  # "was" is unknown


def test_a_short_text_by_hand():
    here = row(TOKENS, VOCABULARY, 6)
    assert here.tokens == ("", "", "the", "film", "was", "bad")
    assert here.ids == (0, 0, 2, 3, 1, 4)
    assert here.mask == (False, False, True, True, True, True)
    assert here.kinds == ("padding", "padding", "token", "token", "unknown", "token")
    assert here.cut == 0
    assert row(TOKENS, VOCABULARY, 6, padding="post").ids == (2, 3, 1, 4, 0, 0)


def test_a_long_text_by_hand():
    assert row(TOKENS, VOCABULARY, 3).tokens == ("film", "was", "bad")
    kept = row(TOKENS, VOCABULARY, 3, truncating="post")
    assert kept.tokens == ("the", "film", "was") and kept.mask == (True,) * 3 and kept.cut == 1


def test_an_empty_text_is_all_padding():
    empty = row([], VOCABULARY, 2)
    assert empty.tokens == ("", "") and empty.ids == (0, 0) and empty.mask == (False, False)


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("truncating", SIDES)
def test_rows_are_keras_s(side, truncating):
    import keras

    rng = np.random.default_rng(5)
    texts = [rng.choice([*VOCABULARY, "was"], size) for size in (0, 1, 4, 5, 6, 11)]
    ids = [[VOCABULARY.get(str(token), 1) for token in text] for text in texts]
    theirs = keras.utils.pad_sequences(ids, maxlen=5, padding=side, truncating=truncating)
    assert [list(row(text, VOCABULARY, 5, side, truncating).ids) for text in texts] == theirs.tolist()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"padding": "left"}, "padding must be 'pre' or 'post'; received 'left'"),
        ({"truncating": "end"}, "truncating must be 'pre' or 'post'; received 'end'"),
        ({"length": 0}, "length must be at least 1; received 0"),
    ],
)
def test_what_cannot_be_is_refused(options, message):
    with pytest.raises(ValueError, match=message):
        row(TOKENS, VOCABULARY, **{"length": 3, **options})


def test_describe_says_tokens_ids_and_what_was_cut():
    rows = [row(TOKENS, VOCABULARY, 3), row(["film"], VOCABULARY, 3)]
    text = describe(rows, "pre", "pre")
    assert text.startswith("2 reviews in rows of 3 places, padding pre, truncation pre.")
    assert "Review 1: film was bad; ids [3, 1, 4]; 1 tokens cut off." in text
    assert "Review 2: [padding] [padding] film; ids [0, 0, 3]; 0 tokens cut off." in text


def test_figure_shows_the_model_s_tokens_ids_and_mask():
    rows = [row([*TOKENS, "extraordinary"], VOCABULARY, 4), row(["film"], VOCABULARY, 4)]
    axes = figure(rows, "pre", "pre").axes[0]
    labels = [text.get_text() for text in axes.texts]
    assert labels[:5] == ["film\n3\nTrue", "was\n1\nTrue", "bad\n4\nTrue", "extraord…\n5\nTrue", "1 cut"]
    assert labels[5:] == ["\n0\nFalse"] * 3 + ["film\n3\nTrue"]
    faces = [matplotlib.colors.to_hex(patch.get_facecolor()).upper() for patch in axes.patches]
    assert faces == [padding.COLOURS[kind] for each in rows for kind in each.kinds]
    assert axes.get_title() and axes.get_xlabel() and axes.get_ylabel()


@pytest.mark.parametrize(("truncating", "side"), [("pre", "right"), ("post", "left")])
def test_the_number_of_cut_tokens_stands_where_they_were(truncating, side):
    axes = figure([row(TOKENS, VOCABULARY, 3, truncating=truncating)], "pre", truncating).axes[0]
    (cut,) = [text for text in axes.texts if text.get_text() == "1 cut"]
    assert cut.get_horizontalalignment() == side
    assert (cut.get_position()[0] < 0) == (truncating == "pre")


def test_explore_hands_over_controls_and_a_drawing(monkeypatch):
    handed = {}
    monkeypatch.setattr(padding, "show_explorer", lambda controls, draw: handed.update(controls=controls, draw=draw))
    explore([TOKENS, ["film"]], VOCABULARY, length=3)
    state = {name: control.value for name, control in handed["controls"].items()}
    assert state == {"length": 3, "padding": "pre", "truncating": "pre"}
    drawing, alt = handed["draw"](**{**state, "padding": "post"})
    assert "padding post" in drawing.axes[0].get_title()
    assert alt == describe([row(tokens, VOCABULARY, 3, "post") for tokens in (TOKENS, ["film"])], "post", "pre")


def test_explore_without_a_notebook_says_the_picture_in_words(capsys):
    explore([TOKENS], VOCABULARY)
    assert "the film was bad" in capsys.readouterr().out
