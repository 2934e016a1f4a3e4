"""Bands: what a bands.toml may say, and when a result lies inside."""

import pytest

from coursekit.errors import CourseError
from coursekit.execution.bands import ONE_RUN, Setting, check, read, read_runs
from coursekit.execution.outcome import Outcome

ENTRY = {
    "lesson": '"cnn_on_cifar10"',
    "result": '"accuracy"',
    "backend": '"tensorflow"',
    "device": '"cpu"',
    "profile": '"cpu"',
    "low": "0.68",
    "high": "0.74",
    "seeds": "[0, 1]",
    "values": "[0.70, 0.71]",
    "note": '"10 epochs"',
}
HERE = Setting("tensorflow", "cpu", "cpu")


def toml(**changes):
    entry = {**ENTRY, **changes}
    return "[[band]]\n" + "".join(f"{key} = {value}\n" for key, value in entry.items() if value is not None)


@pytest.fixture
def bands_file(tmp_path):
    def write(text):
        file = tmp_path / "bands.toml"
        file.write_text(text, encoding="utf-8")
        return file

    return write


def outcome(**results):
    return Outcome(
        "04_cnn", "cnn_on_cifar10", results={name: {"value": value, "unit": ""} for name, value in results.items()}
    )


def test_a_band_is_read(bands_file):
    (band,) = read(bands_file(toml()), ("cnn_on_cifar10",))
    assert (band.lesson, band.result, band.low, band.high) == ("cnn_on_cifar10", "accuracy", 0.68, 0.74)
    assert (band.seeds, band.values, band.note) == ((0, 1), (0.70, 0.71), "10 epochs")


def test_a_module_without_a_file_has_no_bands(tmp_path):
    assert read(tmp_path / "bands.toml") == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"lesson": None}, "expected lesson = <text>; received nothing"),
        ({"lesson": '"cnn"'}, "lesson = 'cnn'; expected one of cnn_on_cifar10"),
        ({"backend": '"theano"'}, "expected backend = one of tensorflow, jax, torch; received 'theano'"),
        ({"device": "1"}, "expected device = one of cpu, gpu; received 1"),
        ({"profile": '"fast"'}, "expected profile = one of smoke, cpu, gpu; received 'fast'"),
        ({"low": '"0.6"'}, "expected low = <number>; received '0.6'"),
        ({"high": "nan"}, "expected high = <number>; received nan"),
        ({"high": "true"}, "expected high = <number>; received True"),
        ({"low": "0.8"}, "expected low <= high; received low = 0.8, high = 0.74"),
        ({"seeds": "[]"}, "expected seeds = [..], at least one; received []"),
        ({"seeds": "[0.5, 1]"}, "expected seeds = [whole numbers]; received [0.5, 1]"),
        ({"values": None}, "expected values = [..], at least one; received nothing"),
        ({"values": "[0.7]"}, "expected one value a seed; received 2 seeds and 1 values"),
        ({"values": "[0.7, 0.9]"}, "its own value 0.9 lies outside 0.68 to 0.74"),
        ({"note": "3"}, "expected note = <text>; received 3"),
        ({"hight": "0.8"}, "unknown hight; known keys: lesson, result"),
    ],
)
def test_a_malformed_entry_is_named_with_what_was_expected(bands_file, changes, expected):
    file = bands_file(toml(profile='"gpu"') + toml(**changes))
    with pytest.raises(CourseError) as raised:
        read(file, ("cnn_on_cifar10",))
    assert str(raised.value).startswith(f"{file}: [[band]] entry 2: ")
    assert expected in str(raised.value)


@pytest.mark.parametrize("text", ["[band]\nlow = 1\n", "[[bands]]\nlow = 1\n"])
def test_anything_but_band_entries_is_an_error(bands_file, text):
    with pytest.raises(CourseError, match=r"expected only \[\[band\]\] and \[\[run\]\] entries; received band"):
        read(bands_file(text))


def test_a_file_that_is_no_toml_is_named(bands_file):
    file = bands_file("low = \n")
    with pytest.raises(CourseError, match="bands.toml is not valid TOML: .*line 1"):
        read(file)


def test_two_bands_for_one_result_are_an_error(bands_file):
    with pytest.raises(CourseError, match="entries 1 and 3 are for the same result"):
        read(bands_file(toml() + toml(device='"gpu"') + toml(low="0.5")))


@pytest.mark.parametrize(
    ("value", "verdict"),
    [(0.68, "inside"), (0.74, "inside"), (0.679, "outside"), (0.741, "outside"), (float("nan"), "outside")],
)
def test_both_ends_belong_to_a_band(bands_file, value, verdict):
    (one,) = check(outcome(accuracy=value), read(bands_file(toml())), HERE)
    assert one.verdict == verdict and one.passed == (verdict == "inside")


def test_a_result_outside_is_named_with_its_value_and_band(bands_file):
    (one,) = check(outcome(accuracy=0.29), read(bands_file(toml())), HERE)
    assert one.describe().splitlines() == [
        "cnn_on_cifar10: accuracy: 0.29; band 0.68 to 0.74: outside",
        "  mean of seeds 0, 1: 0.705",
    ]


def test_a_band_whose_result_was_not_recorded_fails(bands_file):
    (one,) = check(outcome(), read(bands_file(toml())), HERE)
    assert not one.passed
    first = one.describe().splitlines()[0]
    assert first == "cnn_on_cifar10: accuracy: nothing was recorded; band 0.68 to 0.74: not recorded"


def test_a_result_without_a_band_is_listed_and_fails_nothing(bands_file):
    (one,) = check(outcome(seconds=3.5), [], HERE)
    assert one.passed and one.describe() == "cnn_on_cifar10: seconds: 3.5; no band: no band"


@pytest.mark.parametrize("key, value", [("backend", '"jax"'), ("device", '"gpu"'), ("profile", '"smoke"')])
def test_a_band_holds_for_its_own_setting_only(bands_file, key, value):
    (one,) = check(outcome(accuracy=0.1), read(bands_file(toml(**{key: value}))), HERE)
    assert one.verdict == "no band"


def test_a_band_holds_for_its_own_lesson_only(bands_file):
    assert check(outcome(), read(bands_file(toml(lesson='"other"'))), HERE) == []


@pytest.mark.parametrize(
    ("profile", "backend", "expected"),
    [
        ("smoke", None, ("tensorflow", "cpu", "smoke")),
        ("cpu", "", ("tensorflow", "cpu", "cpu")),
        ("gpu", "jax", ("jax", "gpu", "gpu")),
    ],
)
def test_what_the_kernel_could_not_say_is_what_was_intended(monkeypatch, profile, backend, expected):
    monkeypatch.delenv("KERAS_BACKEND", raising=False)
    if backend is not None:
        monkeypatch.setenv("KERAS_BACKEND", backend)
    setting = Setting.of(outcome(), profile)
    assert (setting.backend, setting.device, setting.profile) == expected


def test_the_setting_is_what_the_kernel_said():
    """A run in profile gpu that found no GPU must not be held to the GPU's bands."""
    setting = Setting.of(Outcome("04", "cnn", backend="jax", device="cpu"), "gpu")
    assert (setting.backend, setting.device, setting.profile) == ("jax", "cpu", "gpu")


def test_results_of_synthetic_data_are_listed_and_not_held_to_their_bands(bands_file):
    bands = read(bands_file(toml()))
    twin = outcome(accuracy=0.1)
    twin.synthetic = ["cifar10"]
    (check_of_twin,) = check(twin, bands, HERE)
    assert check_of_twin.passed and check_of_twin.verdict == "synthetic data"
    (check_of_real,) = check(outcome(accuracy=0.1), bands, HERE)
    assert not check_of_real.passed


RUN = """[[run]]
lesson = "cnn_on_cifar10"
backend = "tensorflow"
device = "cpu"
profile = "cpu"
date = "2026-11-27"
seeds = [0, 1]
seconds = [655.2, 660.1]
peak_memory_mib = [2301, 2310]
versions = { keras = "3.15.1", numpy = "2.4.6", tensorflow = "2.21.0" }
"""


def test_a_result_outside_is_told_with_its_cell_and_the_versions_that_changed(bands_file):
    file = bands_file(toml() + RUN)
    drifted = outcome(accuracy=0.29)
    drifted.results["accuracy"]["cell"] = "code cell 12 (trained) `model.fit(x, y)`"
    drifted.versions = {"keras": "3.16.0", "numpy": "2.4.6", "jax": "0.11"}
    (one,) = check(drifted, read(file), HERE, tuple(read_runs(file)))
    assert one.describe().splitlines()[1:] == [
        "  mean of seeds 0, 1: 0.705",
        "  recorded by code cell 12 (trained) `model.fit(x, y)`",
        "  since 2026-11-27, when it was recorded: jax none -> 0.11, keras 3.15.1 -> 3.16.0, tensorflow 2.21.0 -> none",
    ]
    drifted.versions = {"keras": "3.15.1", "numpy": "2.4.6", "tensorflow": "2.21.0"}
    (one,) = check(drifted, read(file), HERE, tuple(read_runs(file)))
    assert one.describe().endswith("since 2026-11-27, when it was recorded: the same versions")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('"2026-11-27"', '"27.11.2026"', "expected date = \"YYYY-MM-DD\"; received '27.11.2026'"),
        ("[655.2, 660.1]", "[655.2]", "expected one of seconds a seed; received 2 seeds and 1 seconds"),
        ("[2301, 2310]", '["much"]', "expected each of peak_memory_mib = <number>; received 'much'"),
        ('"2.21.0" }', "2.21 }", "expected versions = { name = <text>, .. }"),
        ('device = "cpu"', 'device = "tpu"', "expected device = one of cpu, gpu; received 'tpu'"),
        ("seeds", "sides", "unknown sides; known keys: lesson, backend"),
    ],
)
def test_a_malformed_run_is_named_with_what_was_expected(bands_file, old, new, expected):
    file = bands_file(RUN.replace(old, new))
    with pytest.raises(CourseError) as raised:
        read_runs(file, ("cnn_on_cifar10",))
    assert str(raised.value).startswith(f"{file}: [[run]] entry 1: ") and expected in str(raised.value)


def test_two_runs_for_one_lesson_and_setting_are_an_error(bands_file):
    with pytest.raises(CourseError, match=r"\[\[run\]\] entries 1 and 2 are for the same lesson and setting"):
        read_runs(bands_file(RUN + RUN.replace("2026-11-27", "2026-11-28")))


@pytest.mark.parametrize(
    ("setting", "changes", "value", "verdict"),
    [
        (Setting("jax", "cpu", "smoke"), {"high": "1e-12"}, 5e-4, "inside"),  # float32 is 2**29 times as coarse
        (Setting("jax", "cpu", "smoke"), {"high": "1e-12"}, 6e-4, "outside"),
        (Setting("tensorflow", "gpu", "smoke"), {"high": "1e-12"}, 2e-12, "outside"),
        (Setting("tensorflow", "gpu", "gpu"), {"high": "1e-12", "profile": '"cpu"'}, 1e-13, "inside"),
        (Setting("tensorflow", "gpu", "gpu"), {"high": "1e-12", "profile": '"cpu"'}, 1e-11, "outside"),
        (Setting("jax", "cpu", "smoke"), {"low": "18", "high": "18", "values": "[18, 18]"}, 18, "inside"),
        (Setting("jax", "cpu", "smoke"), {"low": "18", "high": "18", "values": "[18, 18]"}, 19, "outside"),
        (
            Setting("jax", "gpu", "gpu"),
            {"low": "18", "high": "18", "values": "[18, 18]", "profile": '"cpu"'},
            19,
            "no band",
        ),
        (Setting("jax", "cpu", "smoke"), {"high": "0.5"}, 0.7, "no band"),  # chance moves it
        (
            Setting("jax", "cpu", "smoke"),
            {"low": "18", "high": "18", "values": "[18, 18]", "note": f'"{ONE_RUN}"'},
            19,
            "no band",
        ),
        (Setting("jax", "cpu", "cpu"), {"high": "1e-12"}, 1.0, "no band"),  # another profile
        (Setting("tensorflow", "cpu", "smoke"), {"backend": '"jax"', "high": "1e-12"}, 1.0, "no band"),
    ],
)
def test_what_no_chance_moves_is_held_to_tensorflow_on_the_cpu(bands_file, setting, changes, value, verdict):
    entry = {"result": '"gap"', "profile": '"smoke"', "values": "[0.0, 0.0]", "low": "0.0", "note": None, **changes}
    (one,) = check(outcome(gap=value), read(bands_file(toml(**entry))), setting)
    assert one.verdict == verdict, one.describe()


def test_a_setting_s_own_band_goes_before_what_another_says(bands_file):
    exact = {"result": '"gap"', "low": "18", "high": "18", "values": "[18, 18]", "profile": '"smoke"'}
    own = {**exact, "backend": '"jax"', "low": "17", "values": "[17, 18]"}
    text = toml(**own) + toml(**exact)
    (one,) = check(outcome(gap=17), read(bands_file(text)), Setting("jax", "cpu", "smoke"))
    assert one.verdict == "inside"


def test_another_setting_need_not_record_what_is_derived(bands_file):
    exact = {"result": '"gap"', "low": "18", "high": "18", "values": "[18, 18]", "profile": '"smoke"'}
    assert check(outcome(), read(bands_file(toml(**exact))), Setting("jax", "cpu", "smoke")) == []


def test_one_run_is_no_interval_and_fails_nothing(bands_file):
    text = toml(low="0.7", high="0.7", values="[0.7]", seeds="[0]", note=f'"{ONE_RUN}"')
    (one,) = check(outcome(accuracy=0.71), read(bands_file(text)), HERE)
    assert one.passed and one.describe() == "cnn_on_cifar10: accuracy: 0.71; band 0.7 to 0.7: one run"
