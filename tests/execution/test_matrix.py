"""Lessons × settings: this run, runs beside it, recorded bands."""

import json
import os

import pytest

from coursekit.execution import matrix
from coursekit.execution.bands import Band, BandCheck, RunRecord, Setting
from coursekit.execution.outcome import Failure, Outcome
from coursekit.execution.report import write_results
from coursekit.execution.verification import CellDifference, Verification

ROW = ("04", "cnn")
SMOKE, CPU, GPU = (
    Setting(*words) for words in (("tensorflow", "cpu", "smoke"), ("tensorflow", "cpu", "cpu"), ("jax", "gpu", "gpu"))
)


def band(setting, low=0.6, high=0.8, result="accuracy", lesson="cnn"):
    return Band(lesson, result, setting.backend, setting.device, setting.profile, low, high, (0,), (low,))


def outcome(value=0.7, setting=SMOKE, **more):
    results = {"accuracy": {"value": value, "unit": ""}}
    return Outcome(*ROW, 12.5, [], 2**30, results, setting.backend, setting.device, **more)


def table(folder, one, *, checks=(), verifications=(), bands=()):
    run = matrix.this_run(folder, "smoke", [one], list(checks), list(verifications))
    return matrix.build([ROW], run, matrix.runs_beside(folder, list(bands)), list(bands))


def only_row(found):
    ((row, cells),) = found.rows
    assert row == ROW
    return cells


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "smoke" / "04").mkdir(parents=True)
    return tmp_path / "smoke"


@pytest.fixture
def beside(tmp_path):
    """Return a function that leaves a run in a folder beside this run's."""

    def leave(name, one, profile="cpu", age_seconds=0, verified=None):
        file = tmp_path / name / "results.json"
        write_results(file, [one], profile, 0, verified)
        time = file.stat().st_mtime - age_seconds
        os.utime(file, (time, time))
        return file

    return leave


def test_this_run_comes_first_then_the_profiles_in_their_order(folder, beside):
    beside("cpu", outcome(setting=CPU))
    found = table(folder, outcome(), bands=[band(GPU), band(CPU)])
    assert found.settings == [SMOKE, CPU, GPU] and found.live == {SMOKE}
    assert [cell.word for cell in only_row(found)] == ["passed", "passed", "recorded"]
    live, run, recorded = only_row(found)
    assert (live.tone, live.seconds, live.peak_memory_bytes) == ("good", 12.5, 2**30)
    assert run.notes == ["1 of 1 results in band", "from the run in cpu"]
    assert recorded.notes == ["1 band"] and recorded.seconds is None


@pytest.mark.parametrize(
    ("one", "verifications", "word", "tone"),
    [
        (outcome(0.7), [], "passed", "good"),
        (outcome(0.9), [], "out of band", "bad"),
        (outcome(failure=Failure("boom")), [], "failed", "bad"),
        (outcome(failure=Failure("interrupted before it began")), [], "not finished", "open"),
        (outcome(), [Verification(*ROW, 3.0, 7, [CellDifference(2, "", "", "")])], "outputs differ", "bad"),
    ],
)
def test_the_verdict_of_a_lesson(folder, one, verifications, word, tone):
    from coursekit.execution import bands

    checks = bands.check(one, [band(SMOKE)], SMOKE)
    cell = only_row(table(folder, one, checks=checks, verifications=verifications))[0]
    assert (cell.word, cell.tone) == (word, tone)


def test_a_cell_says_whether_the_lesson_was_verified(folder, beside):
    assert "not verified" in only_row(table(folder, outcome()))[0].notes
    assert "verified" in only_row(table(folder, outcome(), verifications=[Verification(*ROW, 3.0, 7)]))[0].notes
    beside("cpu", outcome(setting=CPU), verified={"cnn": False})
    assert only_row(table(folder, outcome()))[1].word == "outputs differ"


def test_a_run_beside_is_held_to_the_bands_of_today(folder, beside):
    beside("cpu", outcome(0.5, CPU))
    cell = only_row(table(folder, outcome(), bands=[band(CPU)]))[1]
    assert (cell.word, cell.tone) == ("out of band", "bad")
    beside("cpu", outcome(0.5, CPU, synthetic=["cifar10"]))
    cell = only_row(table(folder, outcome(), bands=[band(CPU)]))[1]
    assert (cell.word, cell.notes[0]) == ("passed", "synthetic data")


def test_the_newest_run_beside_wins(folder, beside):
    beside("a", outcome(setting=CPU, failure=Failure("boom")), age_seconds=100)
    beside("b", outcome(setting=CPU))
    beside("c", outcome(setting=CPU, failure=Failure("boom")), age_seconds=50)
    assert only_row(table(folder, outcome()))[1].notes[-1] == "from the run in b"


def test_links_only_to_what_is_there(folder, beside):
    (folder / "04" / "cnn.html").touch()
    there = beside("with space", outcome(setting=CPU)).parent
    (there / "04").mkdir()
    (there / "04" / "cnn.ipynb").touch()
    live, other = only_row(table(folder, outcome()))
    assert live.links == {"page": "04/cnn.html"}
    assert other.links == {"notebook": "../with%20space/04/cnn.ipynb"}


@pytest.mark.parametrize(
    "text",
    [
        "no json",
        "[]",
        "{}",
        '{"profile": "cpu", "lessons": []}',
        '{"profile": "cpu", "lessons": {"cnn": {}}}',
        '{"profile": "cpu", "lessons": {"cnn": 3}}',
        "[" * 100_000,
        json.dumps({"profile": "cpu", "lessons": {"cnn": {
            "module": "04", "passed": True, "backend": "jax", "device": "cpu", "seconds": float("inf"),
            "peak_memory_bytes": 0, "results": {}}}}),
        json.dumps({"profile": "cpu", "lessons": {"cnn": {
            "module": "04", "passed": True, "backend": "jax", "device": "cpu", "seconds": 1,
            "peak_memory_bytes": 0, "results": {"accuracy": 3}}}}),
    ],
)  # fmt: skip
def test_what_is_no_results_file_of_ours_is_passed_over(folder, tmp_path, text):
    (tmp_path / "cpu").mkdir()
    (tmp_path / "cpu" / "results.json").write_text(text)
    assert matrix.runs_beside(folder, []) == []


def test_a_results_file_without_the_later_keys_is_read(folder, beside):
    file = beside("cpu", outcome(setting=CPU))
    content = json.loads(file.read_text())
    del content["lessons"]["cnn"]["synthetic"]
    file.write_text(json.dumps(content))
    assert only_row(table(folder, outcome()))[1].word == "passed"


def test_a_recorded_run_says_what_it_took_at_most_and_when(folder):
    record = RunRecord("cnn", "jax", "gpu", "gpu", "2026-01-02", (0, 1), (17.0, 18.5), (1024.0, 2048.0))
    run = matrix.this_run(folder, "smoke", [outcome()], [], [])
    cell = only_row(matrix.build([ROW], run, [], [band(GPU), band(GPU, result="loss")], [record]))[1]
    assert (cell.seconds, cell.peak_memory_bytes, cell.notes) == (18.5, 2**31, ["2 bands", "of 2026-01-02"])


def test_a_lesson_that_was_not_run_again_says_since_when(folder):
    one = outcome(date="2026-01-02T03:04:05+00:00", cached=True)
    assert "not run again: unchanged since 2026-01-02" in only_row(table(folder, one))[0].notes


def test_without_anything_there_is_no_column(folder):
    assert matrix.build([ROW], matrix.this_run(folder, "smoke", [], [], []), [], []).settings == []


def test_one_run_is_not_counted_among_the_results_that_have_a_band(folder):
    checks = [
        BandCheck(*ROW, name, verdict, 0.7, "", band(SMOKE)) for name, verdict in (("a", "inside"), ("b", "one run"))
    ]
    (live,) = only_row(table(folder, outcome(), checks=checks))
    assert "1 of 1 results in band" in live.notes
