"""The papermill engine: what the worker's tests don't show."""

import time

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
