"""A second run compared with the first, by nbval in a process of its own."""

import _thread
import threading
import time

import nbformat
import psutil
import pytest
from nbformat.v4 import new_code_cell

from coursekit.execution.verification import Verification, check_outputs
from coursekit.execution.worker import run_task

DIFFERENT_EACH_TIME = {
    "stderr": "import sys, time; print(time.time(), file=sys.stderr)",
    "an address": "object()",
    "svg": (
        "import time; from IPython.display import display\n"
        "now = f'<svg xmlns=\"http://www.w3.org/2000/svg\"><title>{time.time()}</title></svg>'\n"
        "shown = {'image/svg+xml': now, 'text/html': '<img alt=\"a clock\" src=\"\">'}\n"
        "display(shown, metadata={'image/svg+xml': {'alt': 'a clock'}}, raw=True)"
    ),
    "a picture": (
        "import random, base64; from IPython.display import display\n"
        "dot = base64.b64encode(random.randbytes(60)).decode()\n"
        'shown = {"image/png": dot, "text/html": f\'<img alt="noise" src="data:image/png;base64,{dot}">\'}\n'
        "display(shown, metadata={'image/png': {'alt': 'noise'}}, raw=True)"
    ),
    "a widget": "import ipywidgets; ipywidgets.IntSlider(description='n')",
}


@pytest.fixture
def executed(make_task):
    """Return a function that executes a notebook and returns its path."""

    def execute(lesson, *cells):
        task = make_task(lesson, *cells)
        assert run_task(task, lambda event: None).passed
        return task.notebook

    return execute


def test_outputs_that_come_out_again_pass(executed):
    repeatable = "import numpy as np\nnp.random.default_rng(SEED).integers(100, size=3)"
    (one,) = check_outputs([executed("same", "print(PROFILE)", repeatable)], timeout_seconds=60)
    assert one.passed and one.cells == 4
    assert one.describe() == "same: 4 cells put out what they had put out before; no outputs are recorded"


def test_the_second_run_has_the_parameters_of_the_first(executed):
    notebook = executed("parameters", "assert PROFILE == 'smoke' and SEED == 3")
    assert check_outputs([notebook], timeout_seconds=60)[0].passed


def test_pictures_widgets_addresses_and_stderr_are_not_compared(executed):
    (one,) = check_outputs([executed("noise", *DIFFERENT_EACH_TIME.values())], timeout_seconds=60)
    assert one.passed, one.describe()


def test_a_different_output_is_named_with_its_cell_unless_the_cell_is_tagged(executed):
    clock = "import time\ntime.time()"
    tagged = new_code_cell(clock, metadata={"tags": ["nbval-ignore-output"]})
    graded = new_code_cell(f"# now\n{clock}", metadata={"nbgrader": {"grade_id": "clock"}})
    (one,) = check_outputs([executed("times", tagged, new_code_cell(""), graded)], timeout_seconds=60)
    (difference,) = one.differences
    assert (difference.number, difference.name, difference.first_line) == (4, "clock", "import time")
    assert one.describe().startswith("times: code cell 4 (clock) `import time`: ")
    assert "Cell outputs differ" in one.describe()


def test_a_changed_result_is_a_difference(executed):
    notebook = executed("result", "from coursekit import results\nresults.record('accuracy', 0.7);")
    text = notebook.read_text(encoding="utf-8")
    assert text.count('"accuracy: 0.7"') == 1
    notebook.write_text(text.replace('"accuracy: 0.7"', '"accuracy: 0.8"'), encoding="utf-8")
    (one,) = check_outputs([notebook], timeout_seconds=60)
    assert not one.passed and "accuracy: 0.8" in one.describe()
    assert text.count('"value": 0.7') == 1  # its full digits, too, come out again
    notebook.write_text(text.replace('"value": 0.7', '"value": 0.70000001'), encoding="utf-8")
    (one,) = check_outputs([notebook], timeout_seconds=60)
    assert not one.passed and "vnd.coursekit.result" in one.describe()


def test_a_cell_that_now_fails_is_named(executed):
    notebook = executed("fragile", "1")
    content = nbformat.read(notebook, as_version=4)
    content.cells[-1].source = "1 / 0"
    nbformat.write(content, notebook)
    (one,) = check_outputs([notebook], timeout_seconds=60)
    assert [difference.number for difference in one.differences] == [3]
    assert "ZeroDivisionError" in one.describe()


def test_each_notebook_is_reported_when_it_is_done(executed):
    notebooks = [executed("one", "1"), executed("two", "2")]
    reported = []
    verifications = check_outputs(notebooks, timeout_seconds=60, jobs=2, kernel_name="python3", report=reported.append)
    assert [one.lesson for one in verifications] == ["one", "two"]
    assert sorted(one.lesson for one in reported) == ["one", "two"]


def test_an_nbval_that_cannot_begin_is_an_error_not_a_pass(executed):
    (one,) = check_outputs([executed("early", "1")], timeout_seconds="soon")
    assert not one.passed
    assert "early: nbval ended with exit code 4 before it compared anything" in one.describe()
    assert "invalid float value: 'soon'" in one.describe()


def test_a_result_hidden_by_a_semicolon_stays_hidden(executed):
    notebook = executed("quiet", "6 * 7;", "6 * 7 ;\n")
    (one,) = check_outputs([notebook], timeout_seconds=60)
    assert one.passed, one.describe()


def test_a_notebook_without_code_has_nothing_to_compare(tmp_path):
    file = tmp_path / "m" / "words.ipynb"
    file.parent.mkdir()
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("words")]), file)
    assert check_outputs([file], timeout_seconds=60)[0].passed


def test_ctrl_c_ends_the_second_run_and_its_kernel(executed):
    notebook = executed("slow", "1")
    content = nbformat.read(notebook, as_version=4)
    content.cells[-1].source = "import time; time.sleep(120)"
    nbformat.write(content, notebook)
    before = {child.pid for child in psutil.Process().children(recursive=True)}
    family: list[psutil.Process] = []

    def interrupt_once_the_kernel_runs():
        for _ in range(200):
            now = [one for one in psutil.Process().children(recursive=True) if one.pid not in before]
            if len(now) >= 2:  # pytest and its kernel
                family.extend(now)
                break
            time.sleep(0.1)
        _thread.interrupt_main()

    watcher = threading.Thread(target=interrupt_once_the_kernel_runs)
    watcher.start()
    with pytest.raises(KeyboardInterrupt):
        check_outputs([notebook], timeout_seconds=60)
    watcher.join()
    assert len(family) >= 2 and not any(one.is_running() for one in family)


def test_a_verification_with_an_error_has_not_passed():
    assert not Verification("m", "l", 0.0, 0, error="no").passed
