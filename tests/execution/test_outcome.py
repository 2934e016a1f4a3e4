"""Outcomes cross from the worker as JSON."""

import json

from coursekit.execution.outcome import CellTiming, Failure, Outcome


def test_an_outcome_survives_json():
    outcome = Outcome(
        "04",
        "cnn",
        1.5,
        [CellTiming(1, "a", "x", 0.5, 7)],
        9,
        {"r": {"value": 1, "unit": "s"}},
        "jax",
        "gpu",
        Failure("e"),
    )
    assert Outcome.from_json(json.loads(json.dumps(outcome.to_json()))) == outcome
    assert Outcome.from_json(json.loads(json.dumps(Outcome("04", "cnn").to_json()))).passed


def test_a_failure_outside_of_all_cells_names_the_lesson():
    assert Failure("no kernel").describe("cnn") == "cnn: no kernel"
