"""Outputs that stand in the repository: what is kept of them, when they hold, and what a changed one looks like."""

import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from coursekit.errors import CourseError
from coursekit.execution import committed
from coursekit.execution.outcome import Failure, Outcome
from coursekit.execution.verification import check_outputs
from coursekit.execution.worker import run_task

PICTURE = 'from IPython.display import HTML\nHTML(\'<img alt="dot" src="data:image/png;base64,iVBORw0KGgo=">\')'
RESULT = "from coursekit import results\nresults.record('loss', 2 / 3);"
CHANCE = "import random\nrandom.random()"


@pytest.fixture
def notebook(make_task):
    task = make_task("lesson", "print('six', 6)\n6 * 7", PICTURE, RESULT, new_code_cell(CHANCE, id="chance", metadata={"tags": ["nbval-ignore-output"]}))  # fmt: skip
    assert run_task(task, lambda event: None).passed
    return task.notebook


@pytest.fixture
def file(notebook, tmp_path):
    file = committed.file_for(tmp_path / "module", "lesson")
    assert committed.write(file, notebook)
    return file


def verified(notebook, file):
    (one,) = check_outputs([notebook], timeout_seconds=60, recorded={notebook: file})
    return one


def test_what_is_promised_is_kept_and_read_back(notebook, file):
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert "chance" not in kept
    assert kept["cell-2"] == [{"stdout": "six 6\n"}, {"execute_result": {"text/plain": "42"}}]
    ((shown,),) = (output.values() for output in kept["cell-3"])
    assert shown["text/html"] == '<img alt="dot" src="data:image">'
    assert kept["cell-4"] == [{"display_data": {"text/plain": "loss: 0.666667"}}]
    assert committed.read(file)["cell-2"][1].data["text/plain"] == "42"
    assert not committed.write(file, notebook)  # nothing has changed


def test_a_run_that_puts_out_the_same_passes(notebook, file):
    one = verified(notebook, file)
    assert one.passed and one.describe() == "lesson: 6 cells put out what was recorded"
    assert one.recorded == committed.digest(file)


def test_an_output_that_a_change_has_moved_is_named_though_it_repeats(notebook, file):
    file.write_text(file.read_text(encoding="utf-8").replace("six 6", "six 7"), encoding="utf-8")
    one = verified(notebook, file)
    one.versions = "since 2026-11-27, when it was recorded: numpy 2.4.6 -> 2.5.0"
    assert [difference.number for difference in one.differences] == [3]
    said = one.describe()
    assert said.startswith("lesson: code cell 3 (cell-2) `print('six', 6)`: ")
    assert "six 7" in said and "six 6" in said
    assert f"held to {file}. If it was meant to change: coursekit run lesson --record" in said
    assert said.endswith(one.versions)


def test_a_changed_cell_without_recorded_outputs_is_named(notebook, file):
    kept = json.loads(file.read_text(encoding="utf-8"))
    del kept["cell-3"]
    file.write_text(json.dumps(kept), encoding="utf-8")
    (difference,) = verified(notebook, file).differences
    assert (difference.number, difference.detail) == (
        4,
        "its code is new or has changed, and no outputs are recorded for it",
    )


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("2.220446049250313e-16", "4.4e-16", True),
        ("1.5e-09", "3e-09", True),
        ("1.5e-07", "3e-07", False),
        ("0.6666667", "0.6666664", True),
        ("0.66667", "0.66668", False),
        ("12.5", "12.6", False),
        ("3,090", "3,091", False),
    ],
)
def test_what_another_processor_rounds_otherwise_is_not_compared(make_task, tmp_path, before, after, same):
    task = make_task("rounding", f"print({after!r})")
    assert run_task(task, lambda event: None).passed
    file = committed.file_for(tmp_path, "rounding")
    committed.write(file, task.notebook)
    file.write_text(file.read_text(encoding="utf-8").replace(after, before), encoding="utf-8")
    assert verified(task.notebook, file).passed is same


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"a": [{"stdout": "x", "more": 1}]}', '{"a": [{"stream": {}}]}', '{"a": 3}']
)
def test_a_file_that_holds_something_else_is_named(tmp_path, text):
    file = tmp_path / "lesson.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CourseError, match="holds no recorded outputs .*coursekit run lesson --profile smoke --record"):
        committed.read(file)


def test_no_file_is_no_promise(tmp_path):
    assert committed.read(tmp_path / "lesson.json") is None and committed.digest(None) == ""


@pytest.mark.parametrize(
    ("changes", "profile", "seed", "expected"),
    [
        ({}, "smoke", 0, True),
        ({}, "smoke", 1, False),
        ({}, "cpu", 0, False),
        ({"backend": "jax"}, "smoke", 0, False),
        ({"device": "gpu"}, "smoke", 0, False),
        ({"synthetic": ["imdb"]}, "smoke", 0, False),
        ({"failure": Failure("broken")}, "smoke", 0, False),
    ],
)
def test_they_hold_in_one_setting(changes, profile, seed, expected):
    outcome = Outcome("m", "lesson", **{"backend": "tensorflow", "device": "cpu", **changes})
    assert committed.applies(outcome, profile, seed) is expected


def test_the_built_lessons_have_ids_by_which_outputs_can_be_found(notebook):
    ids = [cell.id for cell in nbformat.read(notebook, as_version=4).cells]
    assert len(ids) == len(set(ids))
