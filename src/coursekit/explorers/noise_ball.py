"""Watch SGD settle into a cloud around the minimum, and compare the cloud with the predicted ellipse.

The model is pure: `fit` says what one least-squares problem is, `sgd_path` walks it, `stationary_covariance` predicts
where the walk stays, `figure` draws both.
"""

import math
from dataclasses import dataclass

import numpy as np

from coursekit import plotting
from coursekit.explorers.view import Choice, Slider, show_explorer

BATCH_SIZES = (1, 2, 4, 8, 16, 32, 64, 128)
STEPS = 3_000
SETTLED = 1_000  # the walk from here on is the cloud
START_ERROR = (-1.2, 0.8)  # where the walk starts, seen from the minimum
ESCAPED = 1e3  # farther out than this the walk has diverged; it is not followed further
INSIDE = 0.95  # share of a normal distribution that the ellipse holds


@dataclass(frozen=True)
class Problem:
    """Least squares with two weights: L(w) = mean of (x_i·w - y_i)² / 2.

    Attributes:
        x: Features, (N, 2).
        y: Targets, (N,).
        minimum: The weights with the least loss, (2,).
        hessian: Second derivatives of the loss, (2, 2).
        noise: Covariance of one example's gradient at the minimum, (2, 2).
    """

    x: np.ndarray
    y: np.ndarray
    minimum: np.ndarray
    hessian: np.ndarray
    noise: np.ndarray

    @property
    def rate_limit(self) -> float:
        """2 / (largest curvature): gradient descent is stable below it."""
        return float(2 / np.linalg.eigvalsh(self.hessian)[-1])


def fit(x, y) -> Problem:
    """Find minimum, curvature and gradient noise of a least-squares problem.

    Raises:
        ValueError: If x is not (N, 2) or y not (N,), or the minimum is not unique.
    """
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    if x.ndim != 2 or x.shape[1] != 2 or y.shape != x.shape[:1]:
        raise ValueError(f"x must have shape (N, 2) and y (N,); received {x.shape} and {y.shape}")
    minimum, _, rank, _ = np.linalg.lstsq(x, y)
    if rank < 2:
        raise ValueError("the minimum is not unique: one column of x is a multiple of the other")
    gradients = (x @ minimum - y)[:, None] * x  # (N, 2); their mean is 0
    return Problem(x, y, minimum, x.T @ x / len(x), gradients.T @ gradients / len(x))


def stationary_covariance(hessian: np.ndarray, noise: np.ndarray, rate: float) -> np.ndarray:
    """Predict the covariance of SGD's weights once it has settled on a quadratic loss.

    It is the fixed point of S = (I - rate H) S (I - rate H) + rate² C. In the directions of H's eigenvectors:
    S_ij = rate C_ij / (h_i + h_j - rate h_i h_j); along one axis that is rate C / (h (2 - rate h)).

    Args:
        hessian: H, (d, d), symmetric, positive.
        noise: C, covariance of the minibatch gradient, taken as the same everywhere, (d, d).
        rate: Learning rate.

    Returns:
        S, (d, d).

    Raises:
        ValueError: If the rate is not between 0 and 2 / (largest curvature): nothing settles there.
    """
    curvatures, directions = np.linalg.eigh(hessian)
    if not 0 < rate < 2 / curvatures[-1]:
        raise ValueError(f"rate must lie between 0 and {2 / curvatures[-1]:.4g}; received {rate:.4g}")
    turned = directions.T @ noise @ directions
    sums = curvatures[:, None] + curvatures - rate * np.outer(curvatures, curvatures)
    return directions @ (rate * turned / sums) @ directions.T


def sgd_path(problem: Problem, rate: float, batch_size: int, steps: int = STEPS, seed: int = 0) -> np.ndarray:
    """Walk with minibatches drawn with replacement; stop early once the walk has escaped.

    Returns:
        Weights after each step, the start first, (steps + 1, 2) or fewer rows.
    """
    batches = np.random.default_rng(seed).integers(len(problem.x), size=(steps, batch_size))
    path = [problem.minimum + START_ERROR]
    for batch in batches:
        x, w = problem.x[batch], path[-1]
        path.append(w - rate * x.T @ (x @ w - problem.y[batch]) / batch_size)
        if np.abs(path[-1] - problem.minimum).max() > ESCAPED:
            break
    return np.array(path)


def excess_loss(problem: Problem, path: np.ndarray) -> np.ndarray:
    """Return L(w) - L(minimum) for each row of a path: half of e·He, where e = w - minimum."""
    error = path - problem.minimum
    return np.einsum("ti,ij,tj->t", error, problem.hessian, error) / 2


def ellipse(covariance: np.ndarray, points: int = 120) -> np.ndarray:
    """Return the outline, around 0, that holds 95% of a normal distribution with this covariance, (points, 2)."""
    angles = np.linspace(0, 2 * math.pi, points)
    circle = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    return math.sqrt(-2 * math.log(1 - INSIDE)) * circle @ np.linalg.cholesky(covariance).T


def spread(covariance: np.ndarray) -> float:
    """Return the radius of the ball: root of the mean squared distance from the minimum."""
    return math.sqrt(np.trace(covariance))


@dataclass(frozen=True)
class Settled:
    """One setting, walked and predicted.

    Attributes:
        rate: Learning rate.
        path: As from `sgd_path`.
        predicted: Covariance from `stationary_covariance`, (2, 2); None where the rate is too large for one.
        measured: Second moments of the cloud about the minimum, (2, 2); None if the walk escaped.
    """

    rate: float
    path: np.ndarray
    predicted: np.ndarray | None
    measured: np.ndarray | None


def settle(problem: Problem, share: float, batch_size: int, seed: int = 0) -> Settled:
    """Walk at a learning rate given as a share of the limit, and predict the cloud.

    Args:
        share: Learning rate divided by `problem.rate_limit`, above 0.
        batch_size: Examples a step.
        seed: Of the minibatches.
    """
    rate = share * problem.rate_limit
    path = sgd_path(problem, rate, batch_size, seed=seed)
    predicted = stationary_covariance(problem.hessian, problem.noise / batch_size, rate) if share < 1 else None
    error = path[SETTLED:] - problem.minimum
    measured = error.T @ error / len(error) if len(path) == STEPS + 1 else None
    return Settled(rate, path, predicted, measured)


def describe(problem: Problem, share: float, batch_size: int, seed: int = 0) -> str:
    """Say in words what the figure shows; its alternative text."""
    seen = settle(problem, share, batch_size, seed)
    setting = f"SGD with learning rate {seen.rate:.3f}, which is {share:.2f} of the limit, and batch size {batch_size}"
    if seen.measured is None:
        return f"{setting} runs away: after {len(seen.path) - 1} steps it is {ESCAPED:.0f} from the minimum."
    distance = f"at a typical distance of {spread(seen.measured):.4f}"
    if seen.predicted is None:
        return f"{setting} has not run away yet, {distance}; no ball is predicted at this rate."
    return f"{setting} stays around the minimum, {distance}; predicted {spread(seen.predicted):.4f}."


def figure(problem: Problem, share: float, batch_size: int, seed: int = 0):
    """Draw the path over the contours of the loss with the predicted ellipse, and the excess loss by step.

    Args are those of `settle`.
    """
    seen = settle(problem, share, batch_size, seed)
    drawing = plotting.new_figure(11.5, 4.6)
    left, right = drawing.subplots(1, 2)
    _draw_weights(left, problem, seen)
    _draw_loss(right, problem, seen)
    drawing.suptitle(f"Learning rate {seen.rate:.3f} ({share:.2f} of the limit), batch size {batch_size}")
    return drawing


def explore(x, y, seed: int = 0) -> None:
    """Show the explorer: choose learning rate and batch size; the minibatches keep their seed.

    Args:
        x: Features, (N, 2).
        y: Targets, (N,).
        seed: Of the minibatches.
    """
    problem = fit(x, y)

    def draw(**state):
        return figure(problem, seed=seed, **state), describe(problem, seed=seed, **state)

    share = Slider("learning rate (share of its limit)", 0.24, low=0.02, high=1.1, step=0.02)
    show_explorer({"share": share, "batch_size": Choice("batch size (examples)", 8, BATCH_SIZES)}, draw)


def _draw_weights(axes, problem: Problem, seen: Settled) -> None:
    reach = 1.6
    first, second = (np.linspace(centre - reach, centre + reach, 80) for centre in problem.minimum)
    grid = np.stack(np.meshgrid(first, second), axis=-1)
    loss = excess_loss(problem, grid.reshape(-1, 2)).reshape(80, 80)
    axes.contour(first, second, loss, levels=[0.01, 0.05, 0.2, 0.5, 1, 2], colors="#AAAAAA", linewidths=0.8)
    early, late = seen.path[: SETTLED + 1], seen.path[SETTLED:]
    axes.plot(*early.T, color=plotting.COLOURS["sky"], linewidth=0.8, label=f"steps 0 to {len(early) - 1}")
    axes.plot(*late.T, ".", color=plotting.COLOURS["blue"], markersize=2, label="later steps: the ball")
    if seen.predicted is not None:
        outline = problem.minimum + ellipse(seen.predicted)
        axes.plot(*outline.T, color=plotting.COLOURS["vermillion"], linewidth=2, label="predicted for 95%")
    axes.plot(*problem.minimum, "+", color="black", markersize=12, label="minimum")
    axes.set(xlim=(first[0], first[-1]), ylim=(second[0], second[-1]), aspect="equal")
    axes.set(title="weights, over contours of the loss", xlabel="first weight", ylabel="second weight")
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), fontsize=8, frameon=False)


def _draw_loss(axes, problem: Problem, seen: Settled) -> None:
    floor = 1e-9
    axes.semilogy(np.maximum(excess_loss(problem, seen.path), floor), color=plotting.COLOURS["blue"], linewidth=0.6)
    if seen.predicted is not None:
        expected = np.trace(problem.hessian @ seen.predicted) / 2
        axes.axhline(expected, color=plotting.COLOURS["vermillion"], linewidth=2, label="predicted mean, settled")
        axes.legend(loc="upper right", fontsize=8)
    axes.set(title="how far above the least loss", xlabel="step", ylabel="excess loss", xlim=(0, STEPS))
