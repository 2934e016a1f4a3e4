"""`--record`: what a run measured stands in bands.toml, and whatever else stood there stands there still."""

import statistics

import pytest
from scipy.stats import t

from coursekit.execution import bands
from coursekit.execution.outcome import Failure, Outcome
from coursekit.execution.recording import ONE_RUN, prediction_interval, record

LESSONS = ("other", "cnn")
OLD = """# A comment at the top.

[[band]]
lesson = "other"   # kept as it is
result = "gap"
backend = "tensorflow"
device = "cpu"
profile = "smoke"
low = 0.0
high = 1e-13
seeds = [0]
values = [2e-16]
note = "rounding"

[[band]]
lesson = "cnn"
result = "images"
backend = "tensorflow"
device = "cpu"
profile = "smoke"
low = 10
high = 10
seeds = [0]
values = [10]
note = "exact: counted"
"""


def outcome(seconds=12.34, **values):
    results = {name: {"value": value, "unit": ""} for name, value in values.items()}
    found = Outcome("04_cnn", "cnn", seconds=seconds, peak_memory_bytes=300 * 2**20, results=results)
    found.backend, found.device, found.date = "tensorflow", "cpu", "2026-11-27T10:00:00+00:00"
    found.versions = {"keras": "3.15.1", "python": "3.12.3"}
    return found


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "bands.toml"
    file.write_text(OLD, encoding="utf-8")
    return file


def write(file, seed, **values):
    return record(file, [outcome(**values)], "smoke", seed, LESSONS)


def band(file, result):
    (found,) = [each for each in bands.read(file, LESSONS) if each.result == result]
    return found


def test_three_seeds_make_a_prediction_interval(file):
    for seed, value in enumerate((0.70, 0.72, 0.69)):
        write(file, seed, accuracy=value)
    found = band(file, "accuracy")
    assert (found.seeds, found.values, found.note) == ((0, 1, 2), (0.70, 0.72, 0.69), "")
    middle = statistics.fmean(found.values)
    half = t.ppf(0.975, 2) * statistics.stdev(found.values) * (4 / 3) ** 0.5
    assert found.low <= middle - half and middle + half <= found.high
    assert found.high - found.low == pytest.approx(2 * half, rel=0.06)  # rounded outwards to two digits


def test_one_seed_makes_no_interval_and_says_so(file):
    done = write(file, 0, accuracy=0.7)
    found = band(file, "accuracy")
    assert (found.low, found.high, found.note) == (0.7, 0.7, ONE_RUN)
    assert done.changed == ["cnn: accuracy: band 0.7 to 0.7 (new)"] and not done.refused
    write(file, 1, accuracy=0.8)
    assert band(file, "accuracy").note == ""


def test_a_seed_that_is_recorded_again_takes_the_place_of_its_old_value(file):
    for value in (0.5, 0.7):
        write(file, 0, accuracy=value)
    assert band(file, "accuracy").values == (0.7,)


def test_seconds_memory_versions_and_date_stand_beside_the_bands(file):
    record(file, [outcome(accuracy=0.7)], "smoke", 0, LESSONS)
    record(file, [outcome(seconds=10.0, accuracy=0.7)], "smoke", 2, LESSONS)
    (run,) = bands.read_runs(file, LESSONS)
    assert (run.lesson, run.date, run.seeds, run.seconds) == ("cnn", "2026-11-27", (0, 2), (12.3, 10.0))
    assert run.peak_memory_mib == (300, 300)
    assert run.versions == {"keras": "3.15.1", "python": "3.12.3"}


def test_the_rest_of_the_file_stays_as_it_is(file):
    write(file, 0, accuracy=0.7, images=10)
    text = file.read_text(encoding="utf-8")
    assert text.startswith(OLD.rstrip("\n"))
    assert "\n\n\n" not in text and text.endswith("\n") and not text.endswith("\n\n")
    write(file, 0, accuracy=0.8)  # the last entry is replaced
    assert not file.read_text(encoding="utf-8").endswith("\n\n")


def test_an_entry_goes_behind_its_lesson(file):
    record(file, [outcome(accuracy=0.7)], "smoke", 0, LESSONS)
    other = outcome(loss=2.3)
    other.lesson = "other"
    record(file, [other], "smoke", 0, LESSONS)
    assert [(each.lesson, each.result) for each in bands.read(file, LESSONS)] == [
        ("other", "gap"),
        ("other", "loss"),
        ("cnn", "images"),
        ("cnn", "accuracy"),
    ]


def test_a_band_laid_by_hand_keeps_its_ends_and_refuses_what_lies_outside(file):
    assert not write(file, 1, images=10).refused
    found = band(file, "images")
    assert (found.low, found.high, found.seeds, found.note) == (10, 10, (0, 1), "exact: counted")
    (said,) = write(file, 2, images=11).refused
    assert "images: 11 for seed 2 lies outside 10.0 to 10.0" in said and "exact: counted" in said
    assert band(file, "images").seeds == (0, 1)


def test_a_difference_may_be_negative_though_none_was(file):
    for seed, value in enumerate((4.25, 5.5, 3.2)):
        found = outcome()
        found.results["gain"] = {"value": value, "unit": "percentage points"}
        record(file, [found], "smoke", seed, LESSONS)
    assert band(file, "gain").low == -1.5
    assert prediction_interval([4.25, 5.5, 3.2])[0] == 0


def test_equal_values_make_a_band_of_their_last_digit():
    assert prediction_interval([0.194614, 0.194614]) == (0.194613, 0.194615)
    assert prediction_interval([3.0, 3.0]) == (3.0, 3.0)


def test_the_same_again_changes_no_band(file):
    for seed, value in enumerate((0.70, 0.72, 0.69)):
        write(file, seed, accuracy=value)
    text = file.read_text(encoding="utf-8").replace("low = 0.6", "low = 0.5")  # rounded otherwise, by hand
    file.write_text(text, encoding="utf-8")
    assert not write(file, 1, accuracy=0.720000001).changed
    assert file.read_text(encoding="utf-8") == text


def test_a_narrow_band_laid_by_hand_gets_the_digits_that_it_needs(file):
    text = file.read_text(encoding="utf-8").replace("low = 10\nhigh = 10", "low = 0.2983711085\nhigh = 0.2983711095")
    file.write_text(text.replace("values = [10]", "values = [0.298371109]"), encoding="utf-8")
    assert not write(file, 1, images=0.29837110876).refused
    assert band(file, "images").values == (0.298371109, 0.29837110876)


def test_seconds_get_no_band(file):
    found = outcome()
    found.results["training"] = {"value": 3.5, "unit": "seconds"}
    record(file, [found], "smoke", 0, LESSONS)
    assert "training" not in [each.result for each in bands.read(file, LESSONS)]


def test_failed_and_synthetic_lessons_are_passed_over(file):
    failed, twin = outcome(accuracy=0.1), outcome(accuracy=0.2)
    failed.failure, twin.synthetic = Failure("broken"), ["cifar10"]
    record(file, [failed, twin], "smoke", 0, LESSONS)
    assert file.read_text(encoding="utf-8") == OLD


def test_a_module_without_bands_gets_a_file(tmp_path):
    write(tmp_path / "bands.toml", 0, accuracy=0.7)
    assert band(tmp_path / "bands.toml", "accuracy").values == (0.7,)


@pytest.mark.parametrize(
    ("values", "within"),
    [
        ([0.99, 0.995, 1.0], (0.0, 1.0)),
        ([0.01, 0.0, 0.02], (0.0, 1.0)),
        ([3.0, 9.0, 4.0], (0.0, 100.0)),
        ([-1.0, 2.0], (-100.0, 100.0)),
        ([5.0, 5.0, 5.0], (4.999, 5.001)),
        ([0.0, 0.0], (0.0, 1e-300)),
        ([1e6, 1.1e6, 1.2e6], (0.0, 2e6)),
    ],
)
def test_an_interval_holds_its_values_and_only_possible_ones(values, within):
    low, high = prediction_interval(values)
    assert within[0] <= low <= min(values) and max(values) <= high <= within[1]
