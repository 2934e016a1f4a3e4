"""Move two fitting steps across the split and compare what cross-validation says with what fresh rows say.

The model is pure: `draw_rows` makes a table, `measure` scores one of them twice, `measure_many` does so for several draws,
`figure` shows them below a plan of which rows each step sees.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from coursekit import plotting
from coursekit.explorers.view import Choice, Slider, show_explorer

ROWS, FOLDS, KEPT = 50, 5, 30
FRESH_ROWS = 400
INFORMATIVE = 10  # columns that carry the signal, where there is one
FEATURES = (50, 200, 1000, 5000)
BEFORE, INSIDE = "before the split", "inside each fold"
PLACES = (BEFORE, INSIDE)
DRAWS = 10


@dataclass(frozen=True)
class Scores:
    """What one draw scores.

    Attributes:
        validated: Mean accuracy over the folds, 0..1.
        fresh: Accuracy on rows that did not exist when anything was fitted, 0..1.
    """

    validated: float
    fresh: float


def draw_rows(features: int, signal: float, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Draw a table of normal noise with balanced labels; class 1 lies `signal` higher in the first columns.

    Args:
        features: Number of columns.
        signal: Distance of the classes in the first INFORMATIVE columns, in standard deviations; 0: pure noise.
        seed: Whole number.

    Returns:
        Rows (ROWS, features), their labels (ROWS,), fresh rows (FRESH_ROWS, features), their labels (FRESH_ROWS,).
    """
    generator = np.random.default_rng(seed)
    tables = []
    for count in (ROWS, FRESH_ROWS):
        labels = generator.permutation(np.arange(count) % 2)
        rows = generator.standard_normal((count, features), dtype=np.float32)
        rows[:, :INFORMATIVE] += np.float32(signal) * labels[:, None]
        tables += [rows, labels]
    return tuple(tables)


def correlations(rows: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return the size of each column's correlation with the labels, (features,) in 0..1; 0 for a constant column."""
    centred = rows - rows.mean(axis=0)
    target = labels - labels.mean()
    size = np.sqrt((centred**2).sum(axis=0) * (target**2).sum())
    return np.abs(target @ centred) / np.where(size > 0, size, 1)


def folds(labels: np.ndarray) -> np.ndarray:
    """Return the fold of each row, 0..FOLDS-1, each with its share of both classes."""
    fold = np.empty(len(labels), dtype=int)
    for label in np.unique(labels):
        here = np.flatnonzero(labels == label)
        fold[here] = np.arange(len(here)) % FOLDS
    return fold


def accuracy(train: np.ndarray, train_labels: np.ndarray, test: np.ndarray, test_labels: np.ndarray) -> float:
    """Score the nearest class mean: a row belongs to the class whose mean training row is nearer."""
    low, high = (train[train_labels == label].mean(axis=0) for label in (0, 1))
    nearer_to_high = (test - (low + high) / 2) @ (high - low) > 0
    return float((nearer_to_high == test_labels).mean())


def measure(features: int, signal: float, selector: str, scaler: str, seed: int) -> Scores:
    """Score one draw by cross-validation and on fresh rows.

    Args:
        features: Columns of the table.
        signal: As for `draw_rows`.
        selector: BEFORE or INSIDE: where the KEPT columns that correlate most with the labels are chosen.
        scaler: BEFORE or INSIDE: where mean and deviation of each column are computed.
        seed: Of the draw.
    """
    rows, labels, fresh, fresh_labels = draw_rows(features, signal, seed)
    chosen_of_all = _choose(rows, labels)
    fold, scores = folds(labels), []
    for held_out in range(FOLDS):
        train, test = fold != held_out, fold == held_out
        columns = chosen_of_all if selector == BEFORE else _choose(rows[train], labels[train])
        kept = rows[:, columns]
        scaled = _scaled(kept, by=kept if scaler == BEFORE else kept[train])
        scores.append(accuracy(scaled[train], labels[train], scaled[test], labels[test]))
    kept, new = rows[:, chosen_of_all], fresh[:, chosen_of_all]  # what would be put to use: fitted on all rows
    fresh_score = accuracy(_scaled(kept, by=kept), labels, _scaled(new, by=kept), fresh_labels)
    return Scores(float(np.mean(scores)), fresh_score)


@lru_cache(maxsize=64)  # a third of a second, asked for by the picture and by its words
def measure_many(features: int, signal: float, selector: str, scaler: str) -> tuple[Scores, ...]:
    """Score DRAWS draws, seeds 0, 1, …; arguments as for `measure`."""
    return tuple(measure(features, signal, selector, scaler, seed) for seed in range(DRAWS))


def describe(features: int, signal: float, selector: str, scaler: str) -> str:
    """Say in words what the figure shows; its alternative text."""
    scores = measure_many(features, signal, selector, scaler)
    validated, fresh = (np.mean([getattr(score, name) for score in scores]) for name in ("validated", "fresh"))
    return (
        f"{ROWS} rows, {features} columns, signal {signal:g}; columns chosen {selector}, scaler fitted {scaler}. "
        f"Mean of {DRAWS} draws: cross-validation says {validated:.1%}, fresh rows say {fresh:.1%}."
    )


def figure(features: int, signal: float, selector: str, scaler: str):
    """Draw the plan of one fold, and below it the scores of DRAWS draws; arguments as for `measure`."""
    scores = measure_many(features, signal, selector, scaler)
    drawing = plotting.new_figure(8.5, 5.0)
    plan, result = drawing.subplots(2, 1, height_ratios=(1, 1.3))
    _draw_plan(plan, selector, scaler)
    _draw_scores(result, scores)
    drawing.suptitle(f"{ROWS} rows, {features:,} columns, signal {signal:g}: the {KEPT} best columns are kept")
    return drawing


def explore() -> None:
    """Show the explorer; it opens at the leak: pure noise, 5,000 columns, selection before the split."""
    controls = {
        "selector": Choice("choose columns", BEFORE, PLACES),
        "scaler": Choice("fit the scaler", INSIDE, PLACES),
        "features": Choice("columns", 5000, FEATURES),
        "signal": Slider("signal (standard deviations)", 0.0, low=0.0, high=2.0, step=0.25),
    }

    def draw(**state):
        return figure(**state), describe(**state)

    show_explorer(controls, draw)


def _choose(rows: np.ndarray, labels: np.ndarray) -> np.ndarray:
    return np.argsort(correlations(rows, labels))[-KEPT:]


def _scaled(rows: np.ndarray, by: np.ndarray) -> np.ndarray:
    return (rows - by.mean(axis=0)) / by.std(axis=0)


def _draw_plan(axes, selector: str, scaler: str) -> None:
    held_out = ROWS // FOLDS
    bands = [("the model fits on", INSIDE), ("the scaler fits on", scaler), ("the columns are chosen on", selector)]
    for height, (_, place) in enumerate(bands):
        seen = ROWS - held_out if place == INSIDE else ROWS
        axes.barh(height, ROWS - held_out, color=plotting.COLOURS["sky"], height=0.6)
        if seen > ROWS - held_out:
            axes.barh(height, held_out, left=ROWS - held_out, color=plotting.COLOURS["vermillion"], height=0.6)
            axes.text(ROWS - held_out / 2, height, "leak", ha="center", va="center", color="white", weight="bold")
    axes.axvline(ROWS - held_out, color=plotting.COLOURS["black"], linestyle="--")
    axes.set_yticks(range(len(bands)), [name for name, _ in bands])
    axes.set(xlim=(0, ROWS), xlabel="rows, in the order of one fold: 40 to train on | 10 held out")
    axes.set_title("Which rows each step sees")


def _draw_scores(axes, scores: tuple[Scores, ...]) -> None:
    kinds = [("fresh rows say", "fresh", "green"), ("cross-validation says", "validated", "blue")]
    for height, (_, name, colour) in enumerate(kinds):
        values = np.array([getattr(score, name) for score in scores])
        spread = np.linspace(-0.18, 0.18, len(values))  # apart, so that equal scores don't hide each other
        axes.scatter(100 * values, height + spread, s=22, color=plotting.COLOURS[colour], alpha=0.8)
        axes.plot(
            [100 * values.mean()] * 2, [height - 0.32, height + 0.32], color=plotting.COLOURS["black"], linewidth=2
        )
        side = "right" if values.mean() > 0.9 else "left"
        shift = -1.5 if side == "right" else 1.5
        label = f"mean {values.mean():.1%}"
        axes.text(100 * values.mean() + shift, height + 0.36, label, ha=side, va="bottom", fontsize=9)
    axes.axvline(50, color="grey", linestyle=":")
    axes.set_yticks(range(len(kinds)), [name for name, _, _ in kinds])
    axes.set(xlim=(0, 102), ylim=(-0.5, 1.75), xlabel="accuracy (%)")
    axes.set_title(f"{DRAWS} draws of the whole table; dotted: a coin")
