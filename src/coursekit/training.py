"""Training that can be followed and repeated: progress, time budget, seeds, learning-rate schedule, intervals.

Keras is loaded when a function needs it, not by the import. Its subclasses are made by functions for that reason.
"""

import math
import os
import random
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from coursekit import outputs

if TYPE_CHECKING:
    import pandas

SECONDS_BETWEEN_UPDATES = 1.0


def set_seed(seed: int) -> None:
    """Seed Python, NumPy and the Keras backend, so that a run can be repeated.

    Args:
        seed: Whole number, 0 to 2**32 - 1.

    Raises:
        ValueError: If it is outside that range or no whole number.
    """
    if isinstance(seed, bool) or not isinstance(seed, (int, np.integer)) or not 0 <= seed < 2**32:
        raise ValueError(f"seed must be a whole number from 0 to 2**32 - 1; received {seed!r}")
    import keras

    random.seed(int(seed))
    np.random.seed(int(seed))
    keras.utils.set_random_seed(int(seed))


# --- callbacks ------------------------------------------------------------------------------------------------------


def progress(label: str = ""):
    """Return a Keras callback that shows one line an epoch: epoch, metrics, seconds.

    In a notebook the lines are one output that is updated in place, during an epoch too; elsewhere they are printed.
    Use it with `verbose=0`: `model.fit(x, y, verbose=0, callbacks=[progress()])`.

    Args:
        label: Name of the run, shown above the lines.
    """
    return _progress_class()(label)


def time_budget(seconds: float):
    """Return a Keras callback that stops before the epoch that would overrun the budget, and says so.

    The next epoch is taken to last as long as the longest one so far. The first epoch always runs to its end.

    Args:
        seconds: Budget for one `fit`, > 0.

    Raises:
        ValueError: If the budget is not positive.
    """
    if not seconds > 0:
        raise ValueError(f"seconds must be positive; received {seconds}")
    return _time_budget_class()(float(seconds))


@cache
def _progress_class():
    import keras

    class Progress(keras.callbacks.Callback):
        """Shows a table that grows by a line an epoch."""

        def __init__(self, label: str):
            super().__init__()
            self.label = label

        def on_train_begin(self, logs=None):
            self._table = _EpochTable(self.label, int(self.params.get("epochs") or 0), _output())

        def on_epoch_begin(self, epoch, logs=None):
            self._table.begin_epoch(epoch)

        def on_train_batch_end(self, batch, logs=None):
            self._table.update(batch + 1, self.params.get("steps"), logs or {})

        def on_epoch_end(self, epoch, logs=None):
            self._table.end_epoch(logs or {})

    return Progress


@cache
def _time_budget_class():
    import keras

    class TimeBudget(keras.callbacks.Callback):
        """Stops a training that is about to take too long."""

        def __init__(self, seconds: float):
            super().__init__()
            self.seconds = seconds

        def on_train_begin(self, logs=None):
            self._began = time.perf_counter()
            self._longest = 0.0

        def on_epoch_begin(self, epoch, logs=None):
            self._epoch_began = time.perf_counter()

        def on_epoch_end(self, epoch, logs=None):
            now = time.perf_counter()
            self._longest = max(self._longest, now - self._epoch_began)
            epochs = self.params.get("epochs") or 0
            if epoch + 1 < epochs and now - self._began + self._longest > self.seconds:
                self.model.stop_training = True
                print(
                    f"Time budget: stopped after epoch {epoch + 1} of {epochs}, {now - self._began:.1f} s; "
                    f"another epoch (about {self._longest:.1f} s) would overrun {self.seconds:g} s."
                )

    return TimeBudget


class _EpochTable:
    """The lines of a training, as text.

    Args:
        label: Name of the run; may be empty.
        epochs: How many epochs are planned, 0 if unknown.
        output: Takes (finished lines, line in progress or ""), and shows them.
    """

    def __init__(self, label: str, epochs: int, output: Callable[[list[str], str], None]):
        self._epochs = epochs
        self._output = output
        self._lines = [label] if label else []
        self._columns: list[str] = []

    def begin_epoch(self, epoch: int) -> None:
        self._epoch = epoch + 1
        self._began = self._updated = time.perf_counter()

    def update(self, step: int, steps: int | None, logs: Mapping[str, float]) -> None:
        """Show the epoch in progress, at most once a second."""
        now = time.perf_counter()
        if now - self._updated < SECONDS_BETWEEN_UPDATES:
            return
        self._updated = now
        metrics = "  ".join(f"{name} {float(value):.4f}" for name, value in logs.items())
        of_steps = f"{step}/{steps}" if steps else str(step)
        self._output(self._lines, f"{self._number()}  step {of_steps}  {metrics}  {now - self._began:.0f} s")

    def end_epoch(self, logs: Mapping[str, float]) -> None:
        seconds = time.perf_counter() - self._began
        if not self._columns:
            self._columns = list(logs)
            self._lines.append("  ".join(["epoch".rjust(7), *(n.rjust(_width(n)) for n in self._columns), "seconds"]))
        cells = [_number_text(logs.get(name)).rjust(_width(name)) for name in self._columns]
        self._lines.append("  ".join([self._number(), *cells, f"{seconds:.1f}".rjust(7)]))
        self._output(self._lines, "")

    def _number(self) -> str:
        return (f"{self._epoch}/{self._epochs}" if self._epochs else str(self._epoch)).rjust(7)


def _width(column: str) -> int:
    return max(8, len(column))


def _number_text(value: Any) -> str:
    if value is None:
        return "-"
    value = float(value)
    return f"{value:.4f}" if value == 0 or 1e-3 <= abs(value) < 1e4 else f"{value:.2e}"


def _output() -> Callable[[list[str], str], None]:
    """Return what shows the lines: an output that is updated in place if a kernel runs, else plain printing."""
    return _updating_output() if outputs.in_notebook() else _printing_output()


def _updating_output() -> Callable[[list[str], str], None]:
    display_id = f"coursekit-training-{os.urandom(8).hex()}"
    shown = False

    def show(lines: list[str], in_progress: str) -> None:
        nonlocal shown
        text = "\n".join([*lines, in_progress] if in_progress else lines)
        outputs.publish({"text/plain": text}, display_id=display_id, update=shown)
        shown = True

    return show


def _printing_output() -> Callable[[list[str], str], None]:
    printed = 0

    def show(lines: list[str], in_progress: str) -> None:
        nonlocal printed
        for line in lines[printed:]:
            print(line, flush=True)
        printed = len(lines)

    return show


# --- learning rate --------------------------------------------------------------------------------------------------


def one_cycle(
    peak_learning_rate: float,
    total_steps: int,
    warmup_fraction: float = 0.3,
    start_fraction: float = 0.04,
    end_fraction: float = 1e-4,
):
    """Return the one-cycle schedule as a keras LearningRateSchedule: up on a straight line, down on a half cosine.

    rate(s) = peak (start + (1 − start) s / w)                               for s < w = warmup_fraction · total_steps
    rate(s) = peak (end + (1 − end) (1 + cos(π (s − w) / (total_steps − w))) / 2)      after that; constant at the end

    Source: L. N. Smith and N. Topin, Super-Convergence, arXiv:1708.07120 (there with straight lines on both sides).

    A saved model that holds it is loaded with `custom_objects={"OneCycle": training.OneCycle}`, unless the
    schedule has been used in the same process.

    Args:
        peak_learning_rate: Highest rate, > 0.
        total_steps: Steps of the whole training: epochs · ceil(examples / batch size).
        warmup_fraction: Share of the steps that go up, 0 <= warmup_fraction < 1.
        start_fraction: First rate as a share of the peak.
        end_fraction: Last rate as a share of the peak.

    Raises:
        ValueError: If an argument is outside its range.
    """
    return _one_cycle_class()(peak_learning_rate, total_steps, warmup_fraction, start_fraction, end_fraction)


@cache
def _one_cycle_class():
    import keras

    @keras.saving.register_keras_serializable(package="coursekit")
    class OneCycle(keras.optimizers.schedules.LearningRateSchedule):
        """Linear warm-up, then a half cosine down; see `one_cycle`."""

        def __init__(
            self,
            peak_learning_rate,
            total_steps,
            warmup_fraction=0.3,
            start_fraction=0.04,
            end_fraction=1e-4,
            name="OneCycle",
        ):
            super().__init__()
            if not peak_learning_rate > 0:
                raise ValueError(f"peak_learning_rate must be positive; received {peak_learning_rate}")
            if not total_steps >= 1 or int(total_steps) != total_steps:
                raise ValueError(f"total_steps must be a whole number of at least 1; received {total_steps}")
            if not 0 <= warmup_fraction < 1:
                raise ValueError(f"warmup_fraction must be at least 0 and below 1; received {warmup_fraction}")
            if not (0 <= start_fraction <= 1 and 0 <= end_fraction <= 1):
                raise ValueError(
                    f"start_fraction and end_fraction must lie in 0..1; received {start_fraction} and {end_fraction}"
                )
            self.peak_learning_rate = float(peak_learning_rate)
            self.total_steps = int(total_steps)
            self.warmup_fraction = float(warmup_fraction)
            self.start_fraction = float(start_fraction)
            self.end_fraction = float(end_fraction)
            self.name = name

        def __call__(self, step):
            step = keras.ops.cast(step, "float32")
            warmup_steps = self.warmup_fraction * self.total_steps
            share_up = step / max(warmup_steps, 1e-9)
            up = self.start_fraction + (1 - self.start_fraction) * share_up
            share_down = keras.ops.clip((step - warmup_steps) / (self.total_steps - warmup_steps), 0.0, 1.0)
            down = self.end_fraction + (1 - self.end_fraction) * 0.5 * (1 + keras.ops.cos(math.pi * share_down))
            return self.peak_learning_rate * keras.ops.where(step < warmup_steps, up, down)

        def get_config(self):
            return {
                "peak_learning_rate": self.peak_learning_rate,
                "total_steps": self.total_steps,
                "warmup_fraction": self.warmup_fraction,
                "start_fraction": self.start_fraction,
                "end_fraction": self.end_fraction,
                "name": self.name,
            }

    return OneCycle


def __getattr__(name: str) -> Any:
    """Make the class OneCycle when it is asked for."""
    if name == "OneCycle":
        return _one_cycle_class()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


# --- what came out --------------------------------------------------------------------------------------------------


def history_table(history: Any) -> "pandas.DataFrame":
    """Return a training's history as a table, a row an epoch, counted from 1.

    Args:
        history: Keras History, or its `history` dict.
    """
    import pandas

    values = getattr(history, "history", history)
    table = pandas.DataFrame({name: np.asarray(column, dtype=float) for name, column in values.items()})
    table.index = pandas.RangeIndex(1, len(table) + 1, name="epoch")
    return table


def proportion_interval(successes: int, trials: int, confidence: float = 0.95) -> tuple[float, float]:
    """Return Wilson's interval for a proportion, such as the accuracy on a test set.

    centre = (p + z²/2n) / (1 + z²/n), half width = z / (1 + z²/n) · sqrt(p(1 − p)/n + z²/4n²), p = successes / n.
    Unlike p ± z·sqrt(p(1 − p)/n) it stays inside 0..1 and does not collapse at p = 0 or 1.

    Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209-212.

    Args:
        successes: Right answers, 0 <= successes <= trials.
        trials: Answers, >= 1.
        confidence: Between 0 and 1.

    Returns:
        (low, high).

    Raises:
        ValueError: If an argument is outside its range.
    """
    if not (trials >= 1 and 0 <= successes <= trials):
        raise ValueError(f"expected 0 <= successes <= trials and trials >= 1; received {successes} of {trials}")
    z = statistics.NormalDist().inv_cdf(0.5 + _known_confidence(confidence) / 2)
    share = successes / trials
    stretch = 1 + z**2 / trials
    centre = (share + z**2 / (2 * trials)) / stretch
    half_width = z / stretch * math.sqrt(share * (1 - share) / trials + z**2 / (4 * trials**2))
    return max(0.0, centre - half_width), min(1.0, centre + half_width)


def mean_interval(values: Sequence[float], confidence: float = 0.95) -> tuple[float, float]:
    """Return Student's interval for a mean, such as of one measurement for each of a few seeds.

    mean ± t · s / sqrt(n), t the quantile of Student's distribution with n − 1 degrees of freedom, s with n − 1.

    Source: Student, Biometrika 6 (1908), 1-25.

    Args:
        values: At least two numbers.
        confidence: Between 0 and 1.

    Returns:
        (low, high).

    Raises:
        ValueError: If there are fewer than two values or one of them is not finite.
    """
    values = np.asarray(values, dtype=np.float64).ravel()
    if values.size < 2:
        raise ValueError(f"an interval over seeds needs at least 2 values; received {values.size}. Run more seeds.")
    if not np.isfinite(values).all():
        raise ValueError(f"values must be finite; received {values.tolist()}. Did a run diverge?")
    from scipy.special import stdtrit

    t = float(stdtrit(values.size - 1, 0.5 + _known_confidence(confidence) / 2))
    half_width = t * float(values.std(ddof=1)) / math.sqrt(values.size)
    mean = float(values.mean())
    return mean - half_width, mean + half_width


def _known_confidence(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must lie between 0 and 1, such as 0.95; received {confidence}")
    return confidence
