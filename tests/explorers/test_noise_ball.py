"""The noise-ball explorer: its prediction against a fixed point found by iteration, and against walks of its own."""

import numpy as np
import pytest

from coursekit import plotting
from coursekit.explorers import noise_ball


@pytest.fixture(scope="module")
def problem() -> noise_ball.Problem:
    rng = np.random.default_rng(3)
    x = rng.normal(size=(200, 2)) @ np.array([[1.0, 0.6], [0.0, 0.5]])
    return noise_ball.fit(x, x @ [0.7, -0.2] + 0.3 * rng.normal(size=200))


def test_fit_by_hand():
    found = noise_ball.fit([[1, 0], [1, 0], [0, 2]], [1, 3, 4])
    np.testing.assert_allclose(found.minimum, [2, 2])  # the mean of 1 and 3; 4 / 2
    np.testing.assert_allclose(found.hessian, [[2 / 3, 0], [0, 4 / 3]])
    np.testing.assert_allclose(found.noise, [[2 / 3, 0], [0, 0]], atol=1e-15)  # gradients (1, 0), (-1, 0), (0, 0)
    assert found.rate_limit == pytest.approx(1.5)


def test_fit_names_the_shapes_that_came():
    with pytest.raises(ValueError, match=r"received \(4, 3\) and \(4,\)"):
        noise_ball.fit(np.ones((4, 3)), np.ones(4))
    with pytest.raises(ValueError, match=r"received \(4, 2\) and \(3,\)"):
        noise_ball.fit(np.ones((4, 2)), np.ones(3))


def test_fit_refuses_a_valley():
    with pytest.raises(ValueError, match="not unique"):
        noise_ball.fit([[1, 2], [2, 4], [3, 6]], [1, 2, 3])


@pytest.mark.parametrize("rate", [0.05, 0.4, 0.9])
def test_stationary_covariance_is_where_the_recursion_ends(rate):
    hessian, noise = np.array([[1.0, 0.5], [0.5, 1.4]]), np.array([[0.3, -0.1], [-0.1, 0.2]])
    keep, covariance = np.eye(2) - rate * hessian, np.zeros((2, 2))
    for _ in range(5_000):
        covariance = keep @ covariance @ keep + rate**2 * noise
    np.testing.assert_allclose(noise_ball.stationary_covariance(hessian, noise, rate), covariance, rtol=1e-10)


def test_stationary_covariance_along_one_axis_by_hand():
    covariance = noise_ball.stationary_covariance(np.diag([1.0, 2.0]), np.diag([19.0, 4.0]), 0.1)
    np.testing.assert_allclose(covariance, np.diag([1.0, 0.4 / 3.6]))  # 1.9 / 1.9 and 0.4 / (2 * 1.8)


@pytest.mark.parametrize("rate", [0.0, 2.0, 3.0])
def test_nothing_settles_beyond_the_limit(rate):
    with pytest.raises(ValueError, match="between 0 and 2;"):
        noise_ball.stationary_covariance(np.eye(2), np.eye(2), rate)


def test_one_step_by_hand():
    single = noise_ball.fit([[1, 0], [0, 1]] * 2, [2, 4, 2, 4])  # no noise: every pair agrees
    path = noise_ball.sgd_path(single, 0.5, 1, steps=1)
    start = np.array([2, 4]) + noise_ball.START_ERROR
    np.testing.assert_allclose(path[0], start)
    halved = [
        np.where([True, False], (start + [2, 4]) / 2, start),
        np.where([False, True], (start + [2, 4]) / 2, start),
    ]
    assert any(np.allclose(path[1], each) for each in halved)


def test_excess_loss_is_the_difference_of_losses(problem):
    path = noise_ball.sgd_path(problem, 0.1, 4, steps=5)
    loss = [((problem.x @ w - problem.y) ** 2).mean() / 2 for w in (*path, problem.minimum)]
    np.testing.assert_allclose(noise_ball.excess_loss(problem, path), np.array(loss[:-1]) - loss[-1], atol=1e-14)


def test_the_ellipse_holds_its_share():
    covariance = np.array([[2.0, 0.7], [0.7, 0.5]])
    outline = noise_ball.ellipse(covariance)
    distance = np.einsum("ti,ij,tj->t", outline, np.linalg.inv(covariance), outline)
    np.testing.assert_allclose(distance, 5.991465, rtol=1e-6)  # 95% of chi-square with two degrees of freedom


def test_a_small_rate_stays_in_the_predicted_ball(problem):
    seen = noise_ball.settle(problem, 0.1, 16)
    ratio = noise_ball.spread(seen.measured) / noise_ball.spread(seen.predicted)
    assert len(seen.path) == noise_ball.STEPS + 1 and 0.8 < ratio < 1.3  # 2,000 correlated steps of one walk


def test_larger_batches_make_smaller_balls(problem):
    spreads = [noise_ball.spread(noise_ball.settle(problem, 0.2, size).measured) for size in (2, 32)]
    assert spreads[1] < spreads[0] / 2.5  # about a quarter


def test_beyond_the_limit_the_walk_escapes(problem):
    seen = noise_ball.settle(problem, 1.1, 8)
    assert seen.predicted is None and seen.measured is None and len(seen.path) <= noise_ball.STEPS
    assert "runs away" in noise_ball.describe(problem, 1.1, 8)


def test_describe_says_measured_and_predicted(problem):
    text = noise_ball.describe(problem, 0.2, 8)
    seen = noise_ball.settle(problem, 0.2, 8)
    assert (
        f"distance of {noise_ball.spread(seen.measured):.4f}; predicted {noise_ball.spread(seen.predicted):.4f}."
        in text
    )


def test_at_the_limit_no_ball_is_predicted(monkeypatch, problem):
    monkeypatch.setattr(noise_ball, "ESCAPED", np.inf)  # such a walk grows slowly: follow it to the end
    assert noise_ball.describe(problem, 1.0, 128).endswith("no ball is predicted at this rate.")


@pytest.mark.parametrize("share", [0.2, 1.1])
def test_figure_shows_the_walk(problem, share):
    seen = noise_ball.settle(problem, share, 8)
    figure = noise_ball.figure(problem, share, 8)
    weights, loss = figure.axes
    np.testing.assert_allclose(weights.lines[0].get_xydata(), seen.path[: noise_ball.SETTLED + 1])
    labels = [line.get_label() for line in weights.lines]
    assert ("predicted for 95%" in labels) == (share < 1)
    assert all(axes.get_title() and axes.get_xlabel() and axes.get_ylabel() for axes in (weights, loss))
    assert plotting.png_bytes(figure, "a walk").startswith(b"\x89PNG")


def test_explore_opens_with_a_setting_that_settles(monkeypatch, problem):
    handed = {}
    monkeypatch.setattr(noise_ball, "show_explorer", lambda controls, draw: handed.update(controls=controls, draw=draw))
    noise_ball.explore(problem.x, problem.y)
    state = {name: control.value for name, control in handed["controls"].items()}
    assert state == {"share": 0.24, "batch_size": 8}
    figure, alt = handed["draw"](**state)
    assert len(figure.axes) == 2 and alt == noise_ball.describe(problem, **state)
    assert handed["controls"]["share"].high > 1


def test_explore_without_a_notebook_says_the_picture_in_words(capsys, problem):
    noise_ball.explore(problem.x, problem.y)
    assert "stays around the minimum" in capsys.readouterr().out
