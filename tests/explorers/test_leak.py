"""The leak explorer: its selector and its classifier against scikit-learn's, its leak against the theory of a coin."""

import numpy as np
import pytest
from sklearn.neighbors import NearestCentroid

from coursekit import plotting
from coursekit.explorers import leak
from coursekit.explorers.leak import BEFORE, INSIDE, Scores


def test_correlations_are_numpys():
    generator = np.random.default_rng(0)
    rows, labels = generator.normal(size=(20, 6)), np.arange(20) % 2
    expected = [abs(np.corrcoef(column, labels)[0, 1]) for column in rows.T]
    np.testing.assert_allclose(leak.correlations(rows, labels), expected)


def test_a_constant_column_correlates_with_nothing():
    assert leak.correlations(np.ones((4, 1)), np.array([0, 1, 0, 1])).tolist() == [0]


def test_each_fold_has_its_share_of_both_classes():
    labels = leak.draw_rows(50, 0, seed=3)[1]
    fold = leak.folds(labels)
    assert [np.bincount(labels[fold == k]).tolist() for k in range(leak.FOLDS)] == [[5, 5]] * leak.FOLDS


def test_accuracy_is_scikit_learns_nearest_centroid():
    rows, labels, fresh, fresh_labels = leak.draw_rows(50, 0.5, seed=1)
    theirs = NearestCentroid().fit(rows, labels).score(fresh, fresh_labels)
    assert leak.accuracy(rows, labels, fresh, fresh_labels) == pytest.approx(theirs, abs=1 / leak.FRESH_ROWS)


def test_the_signal_lies_in_the_first_columns():
    rows, labels, fresh, fresh_labels = leak.draw_rows(50, 100, seed=0)
    for table, classes in ((rows, labels), (fresh, fresh_labels)):
        distance = table[classes == 1].mean(axis=0) - table[classes == 0].mean(axis=0)
        assert (distance[: leak.INFORMATIVE] > 90).all() and (abs(distance[leak.INFORMATIVE :]) < 10).all()


def test_selection_before_the_split_invents_an_accuracy():
    leaky = np.mean([score.validated for score in leak.measure_many(5000, 0, BEFORE, INSIDE)])
    honest = np.mean([score.validated for score in leak.measure_many(5000, 0, INSIDE, INSIDE)])
    fresh = np.mean([score.fresh for score in leak.measure_many(5000, 0, BEFORE, INSIDE)])
    assert leaky > 0.95
    assert abs(honest - 0.5) < 0.15 and abs(fresh - 0.5) < 0.05


def test_a_scaler_before_the_split_changes_little():
    inside, before = (leak.measure_many(1000, 0, INSIDE, place) for place in (INSIDE, BEFORE))
    gain = np.mean([b.validated - i.validated for b, i in zip(before, inside, strict=True)])
    assert abs(gain) < 0.05


def test_a_real_signal_is_found_on_fresh_rows_too():
    scores = leak.measure(200, 2.0, INSIDE, INSIDE, seed=0)
    assert scores.validated > 0.9 and scores.fresh > 0.9


def test_describe_says_both_means(monkeypatch):
    monkeypatch.setattr(leak, "measure_many", lambda *state: [Scores(1.0, 0.4), Scores(0.9, 0.6)])
    text = leak.describe(5000, 0, BEFORE, INSIDE)
    assert "chosen before the split, scaler fitted inside each fold" in text
    assert "cross-validation says 95.0%, fresh rows say 50.0%" in text


@pytest.mark.parametrize(
    ("selector", "scaler", "leaks"), [(INSIDE, INSIDE, 0), (BEFORE, INSIDE, 1), (BEFORE, BEFORE, 2)]
)
def test_the_plan_marks_each_leak(selector, scaler, leaks):
    figure = leak.figure(50, 0.5, selector, scaler)
    plan, result = figure.axes
    assert [text.get_text() for text in plan.texts] == ["leak"] * leaks
    assert all(axes.get_title() and axes.get_xlabel() for axes in figure.axes)
    assert [len(dots.get_offsets()) for dots in result.collections] == [leak.DRAWS] * 2
    assert plotting.png_bytes(figure, "scores").startswith(b"\x89PNG")


def test_explore_opens_at_the_leak(monkeypatch):
    handed = {}
    monkeypatch.setattr(leak, "show_explorer", lambda controls, draw: handed.update(controls=controls, draw=draw))
    leak.explore()
    state = {name: control.value for name, control in handed["controls"].items()}
    assert state == {"selector": BEFORE, "scaler": INSIDE, "features": 5000, "signal": 0.0}
    figure, alt = handed["draw"](**state)
    assert len(figure.axes) == 2 and alt == leak.describe(**state)


def test_explore_without_a_notebook_says_the_picture_in_words(capsys):
    leak.explore()
    assert "cross-validation says" in capsys.readouterr().out
