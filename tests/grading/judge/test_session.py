"""What a cell leaves behind in the learner's kernel costs its own points, and a failure of ours loses no submission."""

import pytest
from judging import COURSE, answer, check, given, judged, submission, summary

from coursekit.errors import CourseError
from coursekit.grading.judge.connection import JudgeConnection, JudgeGone
from coursekit.grading.judge.session import Session

pytestmark = [
    pytest.mark.usefixtures("small_warm_kernels"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:nbclient"),
]
OTHERS = {"check_increase": (2.0, "passed"), "check_half": (1.5, "partial")}
SHOUT = """\
def shout():
    kernel = get_ipython().kernel
    deep = {}
    for _ in range(200):
        deep = {"deeper": deep}
    contents = ({}, {"data": 5}, {"text": None, "name": 7}, {"execution_state": []}, {"traceback": "x"}, deep,
                {"data": {"text/plain": deep}, "metadata": 3, "transient": []})
    for kind in ("stream", "status", "error", "execute_result", "display_data", "comm_open", "comm", "other", ""):
        for content in contents:
            kernel.session.send(kernel.iopub_socket, kind, content, parent=kernel.get_parent("shell"))
shout()
"""
SPOIL = """\
import os, threading
spoiled = []
def square(x):
    spoiled.append(x)
    return x * x"""


def test_signed_but_malformed_messages_cost_nothing(tmp_path):
    notebook = submission(square=SHOUT + "def square(x):\n    shout()\n    return x * x")
    assert summary(judged(notebook, tmp_path)) == {"check_square": (2.0, "passed")} | OTHERS


def test_what_nbclient_cannot_read_is_left_out(tmp_path):
    widget = "kernel.session.send(kernel.iopub_socket, 'comm_open', {'comm_id': 'a', 'data': {}, " \
             "'target_name': 'jupyter.widget'}, parent=kernel.get_parent('shell'))"  # fmt: skip
    notebook = submission(square=f"kernel = get_ipython().kernel\n{widget}\ndef square(x):\n    return x * x")
    assert summary(judged(notebook, tmp_path))["check_square"] == (2.0, "passed")


def test_a_kernel_that_an_earlier_answer_spoiled_is_not_the_next_ones_fault(tmp_path):
    increase = "def increase(a):\n    if spoiled:\n        os.abort()\n    return a + 1"
    assert (
        summary(judged(submission(square=SPOIL, increase=increase), tmp_path))
        == {"check_square": (2.0, "passed")} | OTHERS
    )


def test_a_cell_that_ends_every_kernel_is_blamed_after_its_second_run(tmp_path):
    said = judged(submission(increase="import os\ndef increase(a):\n    os.abort()"), tmp_path)
    assert summary(said) == {
        "check_square": (2.0, "passed"), "check_increase": (0.0, "kernel_died"), "check_half": (1.5, "partial"),
    }  # fmt: skip


def test_children_of_a_stopped_answer_hold_no_memory_of_the_next(tmp_path):
    square = (
        "import os, time\ndef square(x):\n    for _ in range(2):\n        if os.fork() == 0:\n"
        "            block = bytearray(2**28)\n            time.sleep(30)\n            os._exit(0)\n    time.sleep(30)"
    )
    increase = "def increase(a):\n    block = bytearray(2**28)\n    return a + 1"
    notebook = submission(square=square, increase=increase)
    said = judged(notebook, tmp_path, seconds=2, SandboxProvisioner={"memory_mib": 800})
    assert summary(said) == {"check_square": (0.0, "time_limit")} | OTHERS


def test_a_cell_that_dies_after_a_stopped_cell_runs_once_more(tmp_path):
    square = "stopped = True\nwhile True: pass"
    increase = "import os\nif 'stopped' in globals():\n    os.abort()\ndef increase(a):\n    return a + 1"
    said = judged(submission(square=square, increase=increase), tmp_path, seconds=2)
    assert summary(said) == {"check_square": (0.0, "time_limit")} | OTHERS


def _failing_once(monkeypatch, owner, name, problem, when):
    """Let a method raise at its first call for which `when(*arguments)` holds."""
    method, raised = getattr(owner, name), []

    async def call(self, *arguments, **options):
        if not raised and when(*arguments):
            raised.append(problem)
            raise problem
        return await method(self, *arguments, **options)

    monkeypatch.setattr(owner, name, call)
    return raised


def test_a_failure_that_nobody_foresaw_costs_one_check_and_is_told(tmp_path, monkeypatch):
    _failing_once(monkeypatch, Session, "_ask", ZeroDivisionError("oops"), lambda step: step.key == "check_square")
    said = judged(submission(), tmp_path)
    assert summary(said) == {"check_square": (0.0, "check_broken")} | OTHERS
    assert "ZeroDivisionError: oops" in said["check_square"]["reason"]["text"]


def test_a_failure_in_an_answers_cell_is_told_by_its_check(tmp_path, monkeypatch):
    _failing_once(monkeypatch, Session, "_execute", KeyError("name"), lambda cell, index: "square" in cell.source)
    assert summary(judged(submission(), tmp_path)) == {"check_square": (0.0, "check_broken")} | OTHERS


def test_where_nothing_can_be_graded_nothing_is(tmp_path, monkeypatch):
    _failing_once(monkeypatch, Session, "_ask", CourseError("no sandbox"), lambda step: step.key == "check_square")
    with pytest.raises(CourseError, match="no sandbox"):
        judged(submission(), tmp_path)


@pytest.mark.parametrize("key", ["imports", "table"])
def test_a_judge_that_stops_at_a_given_cell_starts_anew(key, tmp_path, monkeypatch):
    cells = (
        *COURSE[:3],
        given("table = [square(i) for i in range(3)]", "table"),
        check("assert table[2] == 4", "last"),
    )
    cells = (*cells, answer("def more(x):\n    return x", "more"), check("assert more(1) == 1", "check_more"))
    source = next(each.source for each in cells if each.metadata.nbgrader.grade_id == key)
    raised = _failing_once(
        monkeypatch, JudgeConnection, "ask", JudgeGone("ended"), lambda message, _: message.get("source") == source
    )
    said = judged(submission(*cells), tmp_path, *cells)
    assert raised
    assert {about["reason"]["code"] for about in said.values()} == {"passed"}
