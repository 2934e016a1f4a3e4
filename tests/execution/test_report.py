"""What a run leaves in its folder and says at its end."""

import csv
import json

import pytest

from coursekit.execution.bands import Band, BandCheck
from coursekit.execution.outcome import CellTiming, Failure, Outcome
from coursekit.execution.report import print_summary, write_results, write_timings

CELLS = [
    CellTiming(1, "imports", "import numpy, keras", 4.0, 300 * 2**20),
    CellTiming(2, "fit", "model.fit()", 75.5, 2**30),
]


@pytest.fixture
def outcomes():
    good = Outcome("04", "cnn", 80.25, CELLS, 2**30, {"accuracy": {"value": 0.7, "unit": "%"}})
    return [good, Outcome("04", "conv", 1.0, [], 0, failure=Failure("boom"))]


def test_timings_have_a_row_a_cell_and_one_a_lesson(tmp_path, outcomes):
    write_timings(tmp_path / "timings.csv", outcomes)
    rows = list(csv.DictReader((tmp_path / "timings.csv").read_text().splitlines()))
    assert [(row["lesson"], row["cell"], row["seconds"]) for row in rows] == [
        ("cnn", "1", "4.000"),
        ("cnn", "2", "75.500"),
        ("cnn", "", "80.250"),
        ("conv", "", "1.000"),
    ]
    assert rows[0]["first_line"] == "import numpy, keras" and rows[1]["peak_memory_bytes"] == str(2**30)


def test_results_carry_the_setting_they_were_got_in(tmp_path, outcomes):
    outcomes[0].backend, outcomes[0].device = "jax", "gpu"
    outcomes[1].results["loss"] = {"value": float("nan"), "unit": ""}
    write_results(tmp_path / "results.json", outcomes, "gpu", 7)
    content = json.loads((tmp_path / "results.json").read_text(), parse_constant=pytest.fail)
    assert (content["profile"], content["seed"]) == ("gpu", 7)
    assert (content["lessons"]["cnn"]["backend"], content["lessons"]["cnn"]["device"]) == ("jax", "gpu")
    assert content["lessons"]["cnn"]["results"] == {"accuracy": {"value": 0.7, "unit": "%"}}
    assert content["lessons"]["conv"]["results"]["loss"]["value"] == "nan"
    assert content["lessons"]["conv"]["passed"] is False


def test_the_summary_shows_lessons_slowest_cells_bands_and_formulas(log, outcomes):
    outcomes[0].unrendered.append(r"\weird{[bold]}")
    band = Band("cnn", "accuracy", "tensorflow", "cpu", "cpu", 0.6, 0.8, (0,), (0.7,))
    print_summary(log, outcomes, [BandCheck("04", "cnn", "accuracy", "inside", 0.7, "%", band)])
    lines = log.file.getvalue().splitlines()
    assert lines[1].split() == ["cnn", "passed", "2", "80", "s", "1024", "MiB"]
    assert lines[2].split() == ["conv", "FAILED", "0", "1.0", "s", "-"]
    slowest = next(number for number, line in enumerate(lines) if line.startswith("slowest cells"))
    assert lines[slowest + 1].split() == ["cnn", "2", "76", "s", "1024", "MiB", "model.fit()"]
    assert lines[slowest + 2].split()[:2] == ["cnn", "1"]
    assert "cnn: accuracy: 0.7 %; band 0.6 to 0.8: inside" in lines
    assert r"cnn: this formula stands as TeX source in the page: \weird{[bold]}" in lines
    assert lines[-1] == "conv: boom"
