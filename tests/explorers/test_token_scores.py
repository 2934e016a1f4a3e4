"""The token-by-token score: a scorer whose scores can be added up by hand, and one output for every front end."""

import matplotlib.colors
import pytest

from coursekit import plotting
from coursekit.explorers import token_scores
from coursekit.explorers.token_scores import Line, Trace, colour_of, describe, explore, figure, running_scores, trace

WORTH = {"good": 0.3, "bad": -0.4}


def scorer(texts):
    """Half, plus what each token is worth."""
    return [0.5 + sum(WORTH.get(token, 0) for token in text) for text in texts]


def test_running_scores_by_hand():
    assert running_scores(scorer, ["a", "good", "bad"]) == pytest.approx((0.5, 0.5, 0.8, 0.4))
    assert running_scores(scorer, []) == (0.5,)


def test_every_beginning_is_asked_for_once_and_in_order():
    asked = []
    running_scores(lambda texts: asked.extend(texts) or [0.0] * len(texts), ("x", "y"))
    assert asked == [[], ["x"], ["x", "y"]]


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (lambda texts: [[0.5]] * len(texts), r"one score a text, 2; received shape \(2, 1\)"),
        (lambda texts: [0.5], r"one score a text, 2; received shape \(1,\)"),
        (lambda texts: [-3.0, 0.5], "0..1; received -3 to 0.5. Logits"),
        (lambda texts: [0.5, float("nan")], "0..1; received nan to nan"),
    ],
)
def test_a_scorer_that_returns_no_scores_is_refused(answer, message):
    with pytest.raises(ValueError, match=message):
        running_scores(answer, ["one"])


def test_a_trace_says_what_each_token_did_and_what_was_cut():
    here = trace(scorer, ["good", "bad", "good"], most_tokens=2)
    assert here.tokens == ("good", "bad") and here.cut == 1
    assert here.changes == pytest.approx((0.3, -0.4))
    assert trace(scorer, ["x"] * 100).cut == 100 - token_scores.MOST_TOKENS


def test_describe_names_the_tokens_that_moved_the_score_most():
    text = describe("review 1", trace(scorer, ["a", "good", "bad", "plot"], most_tokens=3))
    assert text == (
        "review 1: the score is 0.50 before the first token and 0.40 after the last of 3."
        " Furthest up, by 0.30: token 2, 'good'. Furthest down, by 0.40: token 3, 'bad'. 1 more tokens are not shown."
    )
    assert "Furthest" not in describe("x", trace(scorer, ["a", "b"])) and "Furthest" not in describe(
        "x", Trace((), (0.5,))
    )
    only_up = describe("x", trace(scorer, ["good"]))
    assert "Furthest up" in only_up and "Furthest down" not in only_up


def test_colours_tell_direction_and_strength():
    assert colour_of(0.0) == (1.0, 1.0, 1.0)
    assert colour_of(0.9) == pytest.approx(matplotlib.colors.to_rgb(plotting.COLOURS["sky"]))
    assert colour_of(-0.25) == pytest.approx(matplotlib.colors.to_rgb(plotting.COLOURS["orange"]))
    assert all(weak >= strong for weak, strong in zip(colour_of(0.05), colour_of(0.2), strict=True))


def test_the_figure_shows_tokens_colours_and_scores():
    here = trace(scorer, ["extraordinarily", "good", *["x"] * 11, "bad"])
    words, line = figure("review 1", here).axes
    assert [text.get_text() for text in words.texts][:2] == ["extraordin…", "good"]
    assert [tuple(text.get_position()) for text in words.texts][-2:] == [(0, 1), (1, 1)]  # twelve tokens in a row
    faces = [matplotlib.colors.to_rgb(patch.get_facecolor()) for patch in words.patches]
    assert faces == [pytest.approx(colour_of(change)) for change in here.changes]
    assert list(line.lines[-1].get_ydata()) == list(here.scores)
    assert words.get_title() and line.get_title() and line.get_xlabel() and line.get_ylabel()


def test_the_figure_of_a_text_without_tokens_and_of_a_cut_one():
    assert len(figure("nothing", Trace((), (0.5,))).axes[0].texts) == 0
    cut = figure("long", trace(scorer, ["x"] * 3, most_tokens=2))
    assert "the first 2 tokens" in cut.axes[0].get_title()


def test_explore_draws_the_chosen_text_and_what_the_reader_types(monkeypatch):
    handed = {}
    monkeypatch.setattr(
        token_scores, "show_explorer", lambda controls, draw: handed.update(controls=controls, draw=draw)
    )
    explore(scorer, {"first": ["good"], "second": ["bad"]}, str.split)
    assert {name: control.value for name, control in handed["controls"].items()} == {"chosen": "first", "own": ""}
    _, alt = handed["draw"](chosen="second", own="  ")
    assert alt == describe("second", trace(scorer, ["bad"]))
    drawing, alt = handed["draw"](chosen="second", own=" good bad ")
    assert alt == describe("your text", trace(scorer, ["good", "bad"]))
    assert drawing.axes[0].get_title().startswith("your text")


def test_the_line_waits_until_the_reader_is_done():
    widget = Line("your text", "not bad").widget()
    assert widget.value == "not bad" and widget.continuous_update is False and widget.description == "your text"


def test_explore_without_a_notebook_says_the_picture_in_words(capsys):
    explore(scorer, {"first": ["good"]}, str.split)
    assert "Furthest up, by 0.30: token 1, 'good'" in capsys.readouterr().out
