"""The papermill engine: what the worker's tests don't show."""

import time
from dataclasses import replace

from nbformat.v4 import new_code_cell
from papermill.engines import papermill_engines

from coursekit.execution.engine import ENGINE, CourseEngine
from coursekit.execution.worker import run_task


def test_papermill_knows_the_engine_by_name():
    assert papermill_engines.get_engine(ENGINE) is CourseEngine


def test_the_kernel_is_ended_at_once_without_its_teardown(make_task, tmp_path):
    mark = tmp_path / "torn_down"
    teardown = (
        f"import atexit, pathlib, time\natexit.register(lambda: (time.sleep(8), pathlib.Path({str(mark)!r}).touch()))"
    )
    began = time.monotonic()
    outcome = run_task(make_task("teardown", teardown), lambda event: None)
    assert outcome.passed and time.monotonic() - began < 8
    assert not mark.exists()


def test_the_kernel_says_where_it_computes(make_task, monkeypatch):
    monkeypatch.setenv("KERAS_BACKEND", "torch")
    outcome = run_task(make_task("where", "import os; os.environ['KERAS_BACKEND'] = 'jax'"), lambda event: None)
    assert (outcome.backend, outcome.device) == ("jax", "cpu")


def test_a_kernel_that_cannot_say_where_it_computes_says_nothing(make_task):
    outcome = run_task(make_task("nowhere", "import sys; sys.modules['coursekit.devices'] = None"), lambda event: None)
    assert outcome.passed and (outcome.backend, outcome.device) == ("", "")


def check(source, **facts):
    """A cell that nbgrader grades."""
    return new_code_cell(source, metadata={"nbgrader": {"grade": True, "grade_id": "check_coin", **facts}})


COUNTED = "runs = [0]\ndef count():\n    runs[0] += 1\n    print('noise')\n    return runs[0]"


def test_a_check_is_repeated_and_no_other_cell_is(make_task):
    counts = "from coursekit import results\nresults.record('checks', runs[0]);\nresults.record('others', others);"
    task = make_task("often", COUNTED, "others = count()", check("count()"), check("count()", solution=True), counts)
    outcome = run_task(replace(task, repeats=5), lambda event: None)
    assert outcome.passed, outcome.failure
    assert outcome.results["checks"]["value"] == 1 + 1 + 5 + 1
    assert run_task(task, lambda event: None).results["checks"]["value"] == 3


def test_a_check_that_refuses_what_it_accepted_fails_the_lesson_at_its_cell(make_task):
    task = replace(make_task("chance", COUNTED, check("assert count() < 4, 'heads'"), "never = 1"), repeats=9)
    failure = run_task(task, lambda event: None).failure
    assert failure.error == "AssertionError: it passed, and in run 3 of 9 more it refused the same answer: heads"
    assert (failure.cell_number, failure.cell_name) == (4, "check_coin")


def test_a_check_that_ends_in_a_loop_when_repeated_is_ended(make_task):
    task = make_task("loop", COUNTED, check("import time\nif count() == 2: time.sleep(60)"), timeout_seconds=3)
    failure = run_task(replace(task, repeats=2), lambda event: None).failure
    assert failure.error.startswith("CellTimeoutError: the cell ran longer than 3 s")
    assert failure.cell_name == "check_coin"


def test_a_kernel_without_coursekit_says_that_it_cannot_repeat(make_task):
    task = make_task("alien", "import sys; sys.modules['coursekit.execution.repeating'] = None", check("1"))
    failure = run_task(replace(task, repeats=2), lambda event: None).failure
    assert "the kernel can't repeat this check: import of coursekit.execution.repeating halted" in failure.error
