"""The judge's process, without a learner's kernel: what it reports of a cell."""

import math
import signal
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager

import pytest

from coursekit.grading.judge import process
from coursekit.grading.judge.process import Judge, answer, fault_of, is_hidden, number, receive, send
from coursekit.grading.judge.remote import CannotCross, LearnerExit, LearnerKernelDied, TimeLimitExceeded


@pytest.fixture(scope="module")
def judge():
    judge = Judge()
    yield judge
    process.JudgeShell.clear_instance()


def run(judge, source, **step):
    defaults = {"kind": "test", "key": "c", "learner_names": [], "fallback_names": [], "mirrored_data": []}
    return judge.run(defaults | {"do": "run", "seconds": 10, "source": source} | step)


def test_a_cell_that_holds(judge):
    report = run(judge, "print('fine')\nassert True")
    assert (report["status"], report["stdout"], report["value"], report["lost"]) == ("ok", "fine\n", None, False)
    assert report["seconds"] >= 0


@pytest.mark.parametrize(
    ("source", "value"),
    [("0.5", 0.5), ("1", 1.0), ("True", None), ("'0.5'", None), ("0.5;", None), ("x = 0.5", None), ("[1]", None),
     ("import numpy as np\nnp.float32(0.25)", 0.25), ("10 ** 400", math.inf), ("-1", -1.0)],
)  # fmt: skip
def test_the_last_expressions_number(judge, source, value):
    assert run(judge, source)["value"] == value


def test_not_a_number_is_reported_as_such(judge):
    assert math.isnan(run(judge, "float('nan')")["value"])


def test_a_bare_assert_is_told_by_its_text(judge):
    report = run(judge, "x = 1\nassert (\n    x == 2\n)")
    assert (report["fault"], report["ename"], report["statement"]) == (
        "check", "AssertionError", "assert (\n    x == 2\n)",
    )  # fmt: skip
    assert report["instructor"]["line"] in (2, 3)


def test_a_bare_assert_in_a_given_function_is_told_as_well(judge):
    run(judge, "def small(x):\n    assert x < 3", kind="given", key="g")
    report = run(judge, "y = 1\nsmall(5)")
    assert (report["statement"], report["instructor"]["line"]) == ("assert x < 3", 2)


def test_a_message_is_kept_and_a_misconception_named(judge):
    report = run(
        judge, "from coursekit import checks\nchecks.equal('f', 4, 5, misconceptions={'one too few': 4})", key="m"
    )
    assert report["misconception"] == "one too few" and report["evalue"].startswith("f: one too few")
    assert "5" not in report["withheld"] and report["statement"] == ""


@pytest.mark.parametrize(("line", "hidden"), [(1, False), (3, True), (5, False)])
def test_hidden_lines(line, hidden):
    source = "a\n### BEGIN HIDDEN TESTS\nb\n### END HIDDEN TESTS\nc"
    assert is_hidden(source, line) is hidden


def test_what_fails_in_the_hidden_part_is_marked(judge):
    report = run(judge, "assert True\n### BEGIN HIDDEN TESTS\nassert 1 == 2\n### END HIDDEN TESTS")
    assert report["hidden"] is True


@pytest.mark.parametrize(
    ("source", "fault"),
    [("len(None)", "test"), ("unknown_name", "name"), ("def f(:", "test"), ("raise SystemExit(3)", "test")],
)
def test_faults_of_the_test_itself(judge, source, fault):
    report = run(judge, source)
    assert (report["status"], report["fault"]) == ("error", fault)


def test_the_missing_name_is_reported(judge):
    assert run(judge, "missing_here + 1")["name"] == "missing_here"


def of_a_learner(error):
    error.__learner_traceback__ = "Traceback"
    return error


@pytest.mark.parametrize(
    ("error", "fault"),
    [(TimeLimitExceeded(), "late"), (LearnerKernelDied(), "died"), (CannotCross(), "cannot_cross"),
     (LearnerExit(), "exited"), (of_a_learner(AssertionError()), "learner"), (AssertionError(), "check"),
     (NameError(), "name"), (TypeError(), "test")],
)  # fmt: skip
def test_faults_by_exception(error, fault):
    assert fault_of(error) == fault


def test_an_exception_that_cannot_be_shown(judge):
    source = "class Odd(Exception):\n    def __str__(self):\n        raise ValueError\nraise Odd()"
    assert run(judge, source)["evalue"] == "(its message could not be shown)"


def test_output_is_capped(judge):
    report = run(judge, "print('x' * 10**6)")
    assert len(report["stdout"]) < process.LONGEST_STREAM + 100
    assert "characters left out" in report["stdout"]


def test_what_goes_to_stderr_is_the_instructors(judge):
    report = run(judge, "import sys\nprint('look', file=sys.stderr)")
    assert report["status"] == "ok" and "look" in report["instructor"]["stderr"] and report["stdout"] == ""


def test_figures_are_kept_up_to_a_size(judge):
    report = run(judge, "display('small')\ndisplay('x' * 2**21)")
    assert [output["data"]["text/plain"] for output in report["displays"]] == ["'small'"]


def test_nobody_answers_input(judge):
    assert run(judge, "input('name?')")["ename"] == "EOFError"


def test_magics_work(judge):
    report = run(judge, "%matplotlib inline\nimport math\n%time root = math.sqrt(4)\nassert root == 2")
    assert report["status"] == "ok"


def test_numbers_in_a_class_of_their_own():
    class Proud(float):
        def __float__(self):
            raise ValueError

    assert number(Proud(1)) == math.inf


def test_the_control_socket():
    ours, theirs = socket.socketpair()
    bridge, other = socket.socketpair()
    server = threading.Thread(target=process.run, args=({}, [theirs.detach(), bridge.detach()]))
    server.start()
    with ours, other:
        send(ours, {"do": "run", "source": "1 + 1", "seconds": 1, "learner_names": [], "fallback_names": []})
        assert receive(ours)[0]["value"] == 2.0
        socket.send_fds(ours, [b"\0"], [other.fileno()])
        send(ours, {"do": "connect"})
        assert receive(ours)[0] == {"status": "ok"}
        send(ours, {"do": "nothing that it knows"})
        assert receive(ours)[0]["status"] == "broken"
        ours.shutdown(socket.SHUT_WR)
        assert receive(ours) == (None, None)
    server.join(10)
    assert not server.is_alive()


def test_half_a_message_is_the_end():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(b"\0\0\0\x09{")
        ours.shutdown(socket.SHUT_WR)
        assert receive(theirs) == (None, None)


def test_the_judges_own_fault_is_told(judge):
    assert answer(judge, {}, None)["detail"].startswith("KeyError")


@contextmanager
def learner(source):
    """A learner's kernel of its own, without Jupyter: the judge's end of the bridge to it."""
    ours, theirs = socket.socketpair()
    program = (
        "import sys\nfrom coursekit.grading.judge.guest import serve\nnames = {}\n"
        "exec(sys.argv[2], names)\nwhile serve(int(sys.argv[1]), names) == 'done':\n    pass"
    )
    with theirs:
        child = subprocess.Popen(
            [sys.executable, "-c", program, str(theirs.fileno()), source], pass_fds=(theirs.fileno(),)
        )
    try:
        yield ours, child
    finally:
        child.kill()
        child.wait()


def test_names_of_the_learner_are_bound_and_unbound_for_each_cell():
    with learner("def f(x):\n    return x + 1\nhelper = 3") as (bridge, _child):
        judge = Judge(bridge)
        names = {"learner_names": ["f", "gone"], "fallback_names": ["helper"]}
        judge.shell.user_ns["gone"] = 1
        assert run(judge, "assert f(helper) == 4", **names)["status"] == "ok"
        assert run(judge, "gone", **names)["fault"] == "name"
        judge.shell.user_ns["helper"] = 5  # the judge's own comes first
        assert run(judge, "f(helper)", **names)["value"] == 6.0
        judge.disconnect()


def test_what_cannot_cross_is_named():
    with learner("async def answer():\n    return 1") as (bridge, _child):
        judge = Judge(bridge)
        report = run(judge, "answer()", learner_names=["answer"])
        assert report["fault"] == "cannot_cross" and "coroutine" in report["evalue"]
        judge.disconnect()


def test_a_late_answer_is_waited_for_after_an_interrupt():
    with learner("import time\ndef f():\n    time.sleep(60)\ndef g():\n    return 1") as (bridge, child):
        judge = Judge(bridge)
        report = run(judge, "f()", learner_names=["f"], seconds=1)
        assert (report["fault"], report["lost"]) == ("late", True)
        assert answer(judge, {"do": "recover", "seconds": 0.1}, None) == {"status": "ok", "recovered": False}
        child.send_signal(signal.SIGINT)
        assert answer(judge, {"do": "recover", "seconds": 10}, None)["recovered"] is True
        assert run(judge, "g()", learner_names=["g"])["value"] == 1.0
        judge.disconnect()


def test_a_kernel_that_dies_is_reported_as_lost():
    with learner("import os\ndef f():\n    os._exit(1)") as (bridge, _child):
        judge = Judge(bridge)
        report = run(judge, "try:\n    f()\nexcept Exception:\n    pass", learner_names=["f"])
        assert (report["status"], report["fault"], report["lost"]) == ("error", "died", True)
        assert run(judge, "f", learner_names=["f"])["lost"] is True
        judge.disconnect()
