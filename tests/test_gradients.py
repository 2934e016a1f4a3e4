"""Gradients against derivatives worked out by hand."""

import numpy as np
import pytest

from coursekit.gradients import central_difference, check_gradient, step_for

FLOATS = [np.float32, np.float64]


def test_the_step_balances_formula_and_rounding():
    assert step_for(np.float64) == pytest.approx(6.06e-6, rel=1e-3)
    assert step_for(np.float32) == pytest.approx(4.92e-3, rel=1e-3)
    with pytest.raises(TypeError, match="floating one.*received int64"):
        step_for(np.int64)


@pytest.mark.parametrize("dtype", FLOATS)
def test_a_cubic_by_hand(dtype):
    x = np.array([[1.0, 2.0], [-3.0, 0.5]], dtype=dtype)
    gradient = central_difference(lambda w: (w**3).sum(), x)
    assert gradient.dtype == dtype
    np.testing.assert_allclose(gradient, [[3.0, 12.0], [27.0, 0.75]], rtol=1e-8 if dtype is np.float64 else 1e-3)


def test_the_usual_tiny_step_ruins_float32():
    x = np.linspace(0.1, 1, 20, dtype=np.float32)
    right = np.cos(x)
    error = np.abs(central_difference(lambda w: np.sin(w).sum(), x) - right).max()
    error_of_tiny_step = np.abs(central_difference(lambda w: np.sin(w).sum(), x, step=1e-6) - right).max()
    assert error < 1e-3
    assert error_of_tiny_step > 0.1


def test_scalars_whole_numbers_and_lists():
    assert central_difference(lambda x: x**2, 3.0) == pytest.approx(6.0)
    assert central_difference(lambda x: (x**2).sum(), [1, 2]).tolist() == pytest.approx([2.0, 4.0])


def test_f_may_spoil_its_argument():
    def spoils(w):
        w *= 2
        return w.sum()

    x = np.ones(3)
    np.testing.assert_allclose(central_difference(spoils, x), 2.0)
    assert check_gradient(spoils, x, [2.0, 2.0, 2.0]).ok
    assert x.tolist() == [1.0, 1.0, 1.0]


def smooth_functions():
    yield "log-sum-exp", lambda w: np.log(np.exp(w).sum()), lambda w: np.exp(w) / np.exp(w).sum()
    yield "sine", lambda w: np.sin(5 * w).sum(), lambda w: 5 * np.cos(5 * w)
    yield "fourth power", lambda w: (w**4).sum(), lambda w: 4 * w**3
    yield "cubic", lambda w: (w**3).sum(), lambda w: 3 * w**2
    yield "on a hill", lambda w: 1000 + np.cos(w).sum(), lambda w: -np.sin(w)


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize(("f", "derivative"), [pytest.param(*case[1:], id=case[0]) for case in smooth_functions()])
def test_right_gradients_of_smooth_functions_are_accepted_at_every_scale(f, derivative, dtype):
    rng = np.random.default_rng(0)
    for scale in (1e-4, 0.1, 1, 3):
        for _ in range(20):
            x = (rng.normal(size=4) * scale).astype(dtype)
            check = check_gradient(f, x, derivative(x.astype(np.float64)))
            assert check.ok, check
            assert not check.kinks.any()


@pytest.mark.parametrize(("dtype", "share"), [(np.float64, 1e-3), (np.float32, 0.05)])
def test_wrong_gradients_are_rejected_and_located(dtype, share):
    x = np.array([[0.5, 1.0], [1.5, 2.0]], dtype=dtype)
    gradient = 2 * x
    gradient[1, 0] *= 1 + share
    check = check_gradient(lambda w: (w**2).sum(), x, gradient)
    assert not check.ok
    assert check.worst_index == (1, 0)
    assert check.max_relative_error == pytest.approx(share, rel=0.1)
    assert "DISAGREES" in str(check) and "at index (1, 0)" in str(check)


def test_published_logistic_gradients_are_caught():
    """ER-01 and ER-06 of published backpropagation: the factor 1 / (p (1 - p)), and a gradient without the loss."""
    rng = np.random.default_rng(0)
    x, y, theta = rng.normal(size=(20, 3)), rng.integers(0, 2, 20), rng.normal(size=3)

    def loss(theta):
        p = 1 / (1 + np.exp(-x @ theta))
        return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))

    p = 1 / (1 + np.exp(-x @ theta))
    assert check_gradient(loss, theta, x.T @ (p - y) / 20).ok
    assert not check_gradient(loss, theta, x.T @ ((p - y) / (p * (1 - p))) / 20).ok
    assert not check_gradient(loss, theta, x.mean(axis=0)).ok


@pytest.mark.parametrize("dtype", FLOATS)
def test_a_kink_is_reported_and_not_counted(dtype):
    x = np.array([-1.0, 0.0, 2.0], dtype=dtype)
    check = check_gradient(lambda w: np.maximum(w, 0).sum(), x, [0.0, 1.0, 1.0])
    assert check.kinks.tolist() == [False, True, False]
    assert check.ok
    assert "1 kink left out, at index 1." in str(check)
    assert not check_gradient(lambda w: np.maximum(w, 0).sum(), x, [0.5, 1.0, 1.0]).ok


@pytest.mark.parametrize("dtype", FLOATS)
def test_beside_a_kink_the_right_gradient_is_accepted_or_left_out(dtype):
    distances = np.geomspace(1e-4, 10, 200) * step_for(dtype)
    for distance in distances:
        x = np.array([distance, -distance, 0.5], dtype=dtype)
        check = check_gradient(lambda w: 2 * np.maximum(w, 0).sum() + 0.3 * w.sum(), x, [2.3, 0.3, 2.3])
        assert check.ok, check
    far = np.array([distances[-1], -distances[-1]], dtype=dtype)
    assert not check_gradient(lambda w: np.abs(w).sum(), far, [1.0, -1.0]).kinks.any()


def test_a_bent_but_smooth_function_has_no_kink():
    check = check_gradient(lambda w: (w**2).sum(), np.zeros(3), np.zeros(3))
    assert check.ok and not check.kinks.any()


def test_a_jump_is_a_kink():
    check = check_gradient(lambda w: float((w > 0).sum()) + w.sum(), np.array([0.0, 1.0]), [1.0, 1.0])
    assert check.kinks.tolist() == [True, False]


def test_only_kinks_is_no_agreement():
    check = check_gradient(lambda w: abs(w), 0.0, 0.0)
    assert not check.ok
    assert "Nothing to compare" in str(check)


def test_many_kinks_are_abbreviated():
    check = check_gradient(lambda w: np.abs(w).sum(), np.zeros(7), np.zeros(7))
    assert "7 kinks left out, at index 0, 1, 2, 3, 4, ..." in str(check)


def test_a_gradient_that_is_not_finite_is_wrong():
    check = check_gradient(lambda w: w.sum(), np.ones(2), [1.0, np.nan])
    assert not check.ok and check.worst_index == (1,)


def test_a_scalar_reads_well():
    text = str(check_gradient(lambda w: w**2, 3.0, 6.0))
    assert text.startswith("The gradient agrees with central differences in 1 coordinate.\nLargest relative error ")
    assert "index" not in text


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (
            lambda: check_gradient(lambda w: w.sum(), np.ones(3), np.ones((3, 1))),
            r"shape of x, \(3,\); received \(3, 1\)",
        ),
        (
            lambda: check_gradient(lambda w: w, np.ones(3), np.ones(3)),
            r"f must return one number; received an array of shape \(3,\)",
        ),
        (lambda: check_gradient(lambda w: w.sum(), np.ones(0), np.ones(0)), "at least one coordinate"),
        (lambda: central_difference(lambda w: w.sum(), np.array(["a"])), "real numbers; received dtype"),
        (lambda: central_difference(lambda w: np.inf, np.ones(2)), r"returned inf next to x\[0\]"),
        (lambda: check_gradient(lambda w: np.nan, np.ones(2), np.ones(2)), "returned nan at x"),
        (
            lambda: central_difference(lambda w: w.sum(), np.ones(2, dtype=np.float32), step=1e-12),
            "large enough to move",
        ),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()
