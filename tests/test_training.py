"""Training that can be followed and repeated, with a real tiny network; intervals against SciPy and printed tables."""

import re

import keras
import nbformat
import numpy as np
import pytest
import scipy.stats
from nbclient import NotebookClient

from coursekit import training


def tiny_network():
    model = keras.Sequential([keras.layers.Input((2,)), keras.layers.Dense(1)])
    model.compile(optimizer="sgd", loss="mse", metrics=["mae"])
    return model


@pytest.fixture(scope="module")
def network():
    return tiny_network()


def fit(network, *callbacks, epochs=2):
    x = np.ones((8, 2), dtype=np.float32)
    return network.fit(x, x[:, :1], epochs=epochs, batch_size=4, verbose=0, callbacks=list(callbacks))


class TestSeed:
    def test_the_same_seed_gives_the_same_numbers(self):
        drawn = []
        for _ in range(2):
            training.set_seed(np.int64(7))
            import random

            drawn.append((random.random(), np.random.rand(), float(keras.random.uniform(()))))
        assert drawn[0] == drawn[1]

    @pytest.mark.parametrize("seed", [-1, 2**32, 1.5, "0", True])
    def test_no_seed(self, seed):
        with pytest.raises(ValueError, match="whole number from 0"):
            training.set_seed(seed)


class TestProgress:
    def test_one_line_an_epoch_below_one_heading(self, network, capfd):
        fit(network, training.progress("a tiny network"))
        out, err = capfd.readouterr()
        lines = out.splitlines()
        assert lines[0] == "a tiny network"
        assert lines[1].split() == ["epoch", "loss", "mae", "seconds"]
        assert [line.split()[0] for line in lines[2:]] == ["1/2", "2/2"]
        assert len({len(line) for line in lines[1:]}) == 1
        assert err == ""

    def test_shows_validation_metrics_and_numbers_of_any_size(self, capsys):
        table = training._EpochTable("", 0, training._printing_output())
        table.begin_epoch(0)
        table.end_epoch({"loss": 1e-5, "val_loss": 123456.0})
        table.begin_epoch(1)
        table.end_epoch({"loss": 0.5})
        heading, first, second = capsys.readouterr().out.splitlines()
        assert heading.split() == ["epoch", "loss", "val_loss", "seconds"]
        assert first.split()[:3] == ["1", "1.00e-05", "1.23e+05"]
        assert second.split()[:3] == ["2", "0.5000", "-"]

    def test_a_long_epoch_shows_its_steps_but_no_more_than_once_a_second(self, monkeypatch):
        now = 0.0
        monkeypatch.setattr(training.time, "perf_counter", lambda: now)
        shown = []
        table = training._EpochTable("run", 3, lambda lines, in_progress: shown.append((list(lines), in_progress)))
        table.begin_epoch(0)
        for step in range(1, 41):
            now += 0.1
            table.update(step, 40, {"loss": 2.0})
        assert len(shown) in (3, 4)  # 4 seconds; the tenths don't add up exactly
        assert re.fullmatch(r" +1/3  step \d+/40  loss 2.0000  \d s", shown[0][1])
        table.update(41, None, {})
        table.end_epoch({"loss": 2.0})
        assert shown[-1][1] == "" and shown[-1][0][-1].split() == ["1/3", "2.0000", "4.0"]

    def test_in_a_notebook_it_is_one_output_without_stderr(self):
        source = """
import os
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
import keras, numpy
from coursekit import training
training.SECONDS_BETWEEN_UPDATES = 0.0
"""
        run = """
model = keras.Sequential([keras.layers.Input((2,)), keras.layers.Dense(1)])
model.compile(optimizer="sgd", loss="mse")
x = numpy.ones((8, 2), dtype="float32")
model.fit(x, x[:, :1], epochs=3, batch_size=4, verbose=0, validation_split=0.5, callbacks=[training.progress("tiny")]);
"""
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in (source, run)])
        NotebookClient(notebook, kernel_name="python3", timeout=300).execute()
        (output,) = notebook.cells[1].outputs
        lines = output.data["text/plain"].splitlines()
        assert lines[0] == "tiny"
        assert lines[1].split() == ["epoch", "loss", "val_loss", "seconds"]
        assert [line.split()[0] for line in lines[2:]] == ["1/3", "2/3", "3/3"]


class TestTimeBudget:
    def test_stops_before_the_epoch_that_would_overrun_and_says_so(self, network, capsys):
        history = fit(network, training.time_budget(1e-6), epochs=5)
        assert history.epoch == [0]
        assert re.match(r"Time budget: stopped after epoch 1 of 5, .* would overrun 1e-06 s\.", capsys.readouterr().out)

    def test_does_not_stop_within_the_budget_nor_speak_after_the_last_epoch(self, network, capsys):
        assert fit(network, training.time_budget(600)).epoch == [0, 1]
        assert fit(network, training.time_budget(1e-6), epochs=1).epoch == [0]
        assert capsys.readouterr().out == ""

    @pytest.mark.parametrize("seconds", [0, -1, float("nan")])
    def test_the_budget_is_positive(self, seconds):
        with pytest.raises(ValueError, match="seconds must be positive"):
            training.time_budget(seconds)


class TestOneCycle:
    def test_by_hand(self):
        schedule = training.one_cycle(1.0, 100, warmup_fraction=0.2, start_fraction=0.1, end_fraction=0.0)
        rates = [float(schedule(step)) for step in (0, 10, 20, 60, 100, 150)]
        assert rates == pytest.approx([0.1, 0.55, 1.0, 0.5, 0.0, 0.0], abs=1e-6)

    def test_rises_then_falls_and_peaks_at_the_peak(self):
        schedule = training.one_cycle(0.4, 1000)
        rates = np.array([float(schedule(step)) for step in range(0, 1001, 10)])
        assert rates.argmax() == 30 and rates.max() == pytest.approx(0.4)
        assert (np.diff(rates[:31]) > 0).all() and (np.diff(rates[30:]) < 0).all()

    def test_without_warm_up_it_starts_at_the_peak(self):
        assert float(training.one_cycle(0.4, 10, warmup_fraction=0)(0)) == pytest.approx(0.4)

    # Keras copies TensorFlow's variables into NumPy in the way that NumPy 2 warns of.
    @pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning")
    def test_survives_saving(self, tmp_path):
        model = tiny_network()
        model.compile(optimizer=keras.optimizers.SGD(training.one_cycle(0.1, 50)), loss="mse")
        model.save(tmp_path / "model.keras")
        loaded = keras.models.load_model(tmp_path / "model.keras")
        schedule = loaded.optimizer._learning_rate
        assert isinstance(schedule, training.OneCycle)
        assert schedule.get_config() == training.one_cycle(0.1, 50).get_config()

    def test_trains(self):
        model = tiny_network()
        model.compile(optimizer=keras.optimizers.SGD(training.one_cycle(0.1, 40)), loss="mse")
        losses = fit(model, epochs=20).history["loss"]
        assert losses[-1] < 0.1 * losses[0] or losses[-1] < 1e-6

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            ((0, 10), "peak_learning_rate must be positive"),
            ((0.1, 0), "total_steps must be a whole number"),
            ((0.1, 1.5), "total_steps must be a whole number"),
            ((0.1, 10, 1.0), "warmup_fraction must be"),
            ((0.1, 10, 0.3, 2.0), "start_fraction and end_fraction"),
        ],
    )
    def test_out_of_range(self, arguments, words):
        with pytest.raises(ValueError, match=words):
            training.one_cycle(*arguments)

    def test_no_other_name_is_made_up(self):
        with pytest.raises(AttributeError, match="has no attribute 'TwoCycle'"):
            training.TwoCycle  # noqa: B018


def test_a_history_becomes_a_table_of_epochs(network):
    history = fit(network)
    table = training.history_table(history)
    assert list(table.index) == [1, 2] and table.index.name == "epoch"
    assert list(table.columns) == ["loss", "mae"]
    assert table.loc[2, "loss"] == history.history["loss"][1]
    assert training.history_table({"loss": [1.0]}).shape == (1, 1)


class TestIntervals:
    @pytest.mark.parametrize(("successes", "trials"), [(0, 10), (10, 10), (7034, 10_000), (1, 1), (3, 17)])
    @pytest.mark.parametrize("confidence", [0.8, 0.95, 0.99])
    def test_wilson_agrees_with_scipy(self, successes, trials, confidence):
        reference = scipy.stats.binomtest(successes, trials).proportion_ci(confidence, method="wilson")
        ours = training.proportion_interval(successes, trials, confidence)
        assert ours == pytest.approx((reference.low, reference.high), abs=1e-12)

    @pytest.mark.parametrize(("values", "t"), [([1, 3], 12.706), ([1, 2, 3], 4.303), ([1, 2, 3, 4], 3.182)])
    def test_student_by_the_printed_table(self, values, t):
        low, high = training.mean_interval(values)
        half_width = t * np.std(values, ddof=1) / np.sqrt(len(values))
        assert (low + high) / 2 == pytest.approx(np.mean(values))
        assert (high - low) / 2 == pytest.approx(half_width, rel=2e-4)

    def test_student_covers_the_mean_as_often_as_it_says(self):
        rng = np.random.default_rng(0)
        intervals = [training.mean_interval(rng.normal(size=3), confidence=0.9) for _ in range(2000)]
        covered = sum(low <= 0 <= high for low, high in intervals)
        low, high = training.proportion_interval(covered, 2000, confidence=0.999)
        assert low <= 0.9 <= high

    @pytest.mark.parametrize(
        ("call", "words"),
        [
            (lambda: training.proportion_interval(5, 3), "received 5 of 3"),
            (lambda: training.proportion_interval(0, 0), "trials >= 1"),
            (lambda: training.proportion_interval(1, 2, confidence=95), "between 0 and 1, such as 0.95"),
            (lambda: training.mean_interval([1.0]), "at least 2 values; received 1"),
            (lambda: training.mean_interval([1.0, np.nan]), "Did a run diverge"),
            (lambda: training.mean_interval([1.0, 2.0], confidence=0), "between 0 and 1"),
        ],
    )
    def test_out_of_range(self, call, words):
        with pytest.raises(ValueError, match=words):
            call()
