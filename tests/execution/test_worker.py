"""One notebook, executed in this process by a real kernel."""

import io
import json
import os
import time
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from coursekit.execution import forking
from coursekit.execution.worker import last_output, print_into, run_task, serve
from coursekit.results import MIME


def run(task):
    events = []
    return run_task(task, events.append), events


def test_a_good_notebook_is_executed_with_its_parameters_and_published(make_task):
    task = make_task("good", "print(PROFILE, SEED)", "6 * 7")
    outcome, events = run(task)
    cells = nbformat.read(task.notebook, as_version=4).cells
    assert outcome.passed
    assert cells[2].outputs[0].text == "smoke 3\n"
    assert cells[3].outputs[0].data["text/plain"] == "42"
    assert task.page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert sorted(file.name for file in task.notebook.parent.iterdir()) == ["good.html", "good.ipynb"]
    assert [cell.number for cell in outcome.cells] == [1, 2, 3, 4]  # with the cell of parameters that papermill adds
    assert outcome.cells[3].first_line == "6 * 7"
    assert [event["event"] for event in events] == ["started"] + ["cell", "cell_done"] * 4


def test_the_seconds_of_a_cell_are_its_own(make_task):
    outcome, _ = run(make_task("naps", "import time\ntime.sleep(0.7)", "1"))
    assert 0.7 <= outcome.cells[2].seconds < 3
    assert outcome.cells[3].seconds < 0.5
    assert sum(cell.seconds for cell in outcome.cells) < outcome.seconds


def test_a_failure_names_the_cell_the_error_and_the_last_output(make_task):
    graded = new_code_cell("# a comment\nprint('half way')\n1 / 0", metadata={"nbgrader": {"grade_id": "conv2d"}})
    task = make_task("bad", "print('before')", graded, "print('never')")
    outcome, _ = run(task)
    failure = outcome.failure
    assert failure.error == "ZeroDivisionError: division by zero"
    assert (failure.cell_number, failure.cell_name, failure.first_line) == (4, "conv2d", "print('half way')")
    assert failure.last_output == "half way"
    assert "1 / 0" in failure.traceback and "\x1b" not in failure.traceback
    assert failure.describe("bad").splitlines() == [
        "bad: code cell 4 (conv2d) `print('half way')`: ZeroDivisionError: division by zero",
        "  last output of the cell:",
        "    half way",
    ]
    published = nbformat.read(task.notebook, as_version=4)
    assert published.metadata.papermill.exception is True
    assert "exception was encountered" in published.cells[0].source.lower()


def test_the_number_of_a_cell_is_the_one_that_the_notebook_shows(make_task, markdown):
    task = make_task("numbers", markdown("# words"), new_code_cell(""), "print(1)", "assert False")
    outcome, _ = run(task)
    failed = [cell for cell in nbformat.read(task.notebook, as_version=4).cells if cell.source == "assert False"]
    assert failed[0].execution_count == outcome.failure.cell_number == 4


def test_a_cell_that_times_out_is_a_failure(make_task):
    began = time.monotonic()
    task = make_task("slow", "import time", "print('going', flush=True)\ntime.sleep(60)", timeout_seconds=2)
    outcome, _ = run(task)
    assert time.monotonic() - began < 20
    assert "CellTimeoutError: the cell ran longer than 2 s" in outcome.failure.error
    assert outcome.failure.first_line == "print('going', flush=True)"
    assert outcome.failure.last_output == "going"
    cells = nbformat.read(task.notebook, as_version=4).cells
    assert cells[-1].metadata.papermill.status == "failed"
    assert cells[-1].outputs[-1].ename == "CellTimeoutError"


def test_a_dead_kernel_is_a_failure_of_the_cell_that_killed_it(make_task):
    outcome, _ = run(make_task("dead", "import os", "print('last words', flush=True)\nos._exit(3)", "1"))
    assert outcome.failure.error.startswith("DeadKernelError: the kernel died while it ran this cell")
    assert outcome.failure.cell_number == 4


def test_peak_memory_is_that_of_the_kernel_and_its_children(make_task):
    half_gibibyte = "block = bytearray(512 * 2**20)\nblock[::4096] = b'1' * len(block[::4096])\ndel block"
    child = (
        "import subprocess, sys\n"
        "subprocess.run([sys.executable, '-c', 'import time; b = b\"1\" * (300 * 2**20); time.sleep(1)'], check=True)"
    )
    outcome, _ = run(make_task("memory", "1", half_gibibyte, "2", child))
    plain, large, after, child = [cell.peak_memory_bytes for cell in outcome.cells[2:]]
    assert 20 * 2**20 < plain < 400 * 2**20
    assert 512 * 2**20 < outcome.peak_memory_bytes < 1024 * 2**20
    assert after < 400 * 2**20
    assert child > plain + 290 * 2**20


def test_recorded_results_are_read(make_task):
    outcome, _ = run(make_task("results", "from coursekit import results\nresults.record('accuracy', 0.7, '%');"))
    cell = "code cell 3 (cell-2) `from coursekit import results`"
    assert outcome.results == {"accuracy": {"value": 0.7, "unit": "%", "cell": cell}}


def test_an_output_that_only_claims_to_be_a_result_fails_the_lesson(make_task):
    lie = "from IPython.display import publish_display_data as p\np({'text/plain': 'x', '" + MIME + "': {}})"
    outcome, _ = run(make_task("lie", lie))
    assert "must hold 'name' and 'value'" in outcome.failure.error


def test_a_synthetic_stand_in_is_noticed(make_task, monkeypatch):
    monkeypatch.delenv("COURSEKIT_DATA", raising=False)
    monkeypatch.setenv("COURSEKIT_OFFLINE", "1")
    load = "from coursekit.datasets import load_tiny_shakespeare\ntext = load_tiny_shakespeare(profile='smoke')"
    outcome = run_task(make_task("twin", load), lambda event: None)
    assert outcome.passed and outcome.synthetic == ["shakespeare"]
    assert run_task(make_task("plain", "print('SYNTHETIC')"), lambda event: None).synthetic == []


def test_files_that_a_lesson_writes_do_not_stay(make_task, tmp_path):
    task = make_task("writer", "open('here.txt', 'w').write('x');", "import os; print(os.getcwd())")
    outcome, _ = run(task)
    folder = nbformat.read(task.notebook, as_version=4).cells[-1].outputs[0].text.strip()
    assert outcome.passed and not list(tmp_path.rglob("here.txt"))
    assert not Path(folder).exists()


@pytest.mark.parametrize(
    ("outputs", "expected"),
    [
        ([], ""),
        ([("stdout", "one\ntwo\n")], "one\ntwo"),
        ([("stdout", "kept\n"), ("stdout", "  \n")], "kept"),
        ([("stdout", "\x1b[31mred\x1b[0m\n")], "red"),
        ([("stdout", "\n".join(map(str, range(100))))], "\n".join(map(str, range(80, 100)))),
    ],
)
def test_the_last_output_is_the_end_of_the_last_text(outputs, expected):
    cell = new_code_cell(
        "1", outputs=[nbformat.v4.new_output("stream", name=name, text=text) for name, text in outputs]
    )
    assert last_output(cell) == expected


def test_the_events_are_json_lines_with_the_outcome_last(make_task):
    events = io.StringIO()
    serve(make_task("served", "1 / 0"), events)
    last = json.loads(events.getvalue().splitlines()[-1])
    assert last["event"] == "finished" and last["outcome"]["failure"]["cell_number"] == 3


def test_the_worker_s_stray_prints_land_in_their_file_and_not_among_the_events(make_task, tmp_path, capfd):
    printing = "import os; os.system('echo stray >&2')"
    worker, lines = forking.start(make_task("spoken", printing), tmp_path / "stderr")
    with lines:
        events = [json.loads(line) for line in lines]
    worker.join()
    assert worker.exitcode == 0
    assert events[0]["event"] == "started"
    assert events[-1]["event"] == "finished" and events[-1]["outcome"]["failure"] is None
    assert capfd.readouterr() == ("", "")


def test_whatever_prints_prints_into_the_file(tmp_path):
    said = tmp_path / "said"
    said.write_text("zero ")
    kept = os.dup(1), os.dup(2)
    try:
        print_into(said)
        os.write(1, b"one ")
        os.write(2, b"two")
    finally:
        for number, copy in enumerate(kept, 1):
            os.dup2(copy, number)
            os.close(copy)
    assert said.read_text() == "zero one two"


def test_a_worker_sees_the_environment_of_the_run(make_task, tmp_path, monkeypatch):
    """The process that it is forked from is older than this variable."""
    forking.prepare()
    monkeypatch.setenv("COURSEKIT_SAID_LATE", "yes")
    task = make_task("late", "import os; assert os.environ['COURSEKIT_SAID_LATE'] == 'yes'")
    worker, lines = forking.start(task, tmp_path / "stderr")
    with lines:
        assert json.loads(list(lines)[-1])["outcome"]["failure"] is None
    worker.join()


def test_profile_gpu_fails_a_lesson_whose_tensors_lie_on_the_cpu(make_task, monkeypatch):
    """The GPU is hidden from these tests, so whatever Keras computes lies on the CPU."""
    monkeypatch.setenv("KERAS_BACKEND", "tensorflow")
    tasks = [make_task(name, code) for name, code in (("networks", "import keras"), ("numbers", "6 * 7"))]
    networks, numbers = (run(replace(task, parameters={"PROFILE": "gpu", "SEED": 0}))[0] for task in tasks)
    assert networks.failure.error == "profile gpu: tensorflow put the kernel's tensors on the CPU, though it sees a GPU"
    assert numbers.passed
