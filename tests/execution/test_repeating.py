"""Repeating a check: in a shell of its own here, in real kernels in test_engine.py."""

import pytest
from IPython.core.interactiveshell import InteractiveShell
from nbformat.v4 import new_code_cell, new_markdown_cell
from traitlets.config import Config

from coursekit.execution.repeating import is_check, run_again


@pytest.fixture
def shell():
    """An IPython shell that keeps no history, apart from the one that a kernel would have."""
    return InteractiveShell(config=Config(HistoryManager={"enabled": False}))


def test_it_runs_as_often_as_asked_and_shows_nothing(shell, capsys):
    shell.user_ns["seen"] = []
    assert run_again("seen.append(len(seen))\nprint('noise')\n'a value'", 3, shell) is None
    assert shell.user_ns["seen"] == [0, 1, 2]
    assert capsys.readouterr() == ("", "")


def test_the_first_run_that_fails_is_told(shell, capsys):
    shell.user_ns["left"] = [1, 2]
    assert run_again("left.pop()", 9, shell) == (3, "IndexError", "pop from empty list")
    assert run_again("1 +", 9, shell)[:2] == (1, "SyntaxError")
    assert capsys.readouterr() == ("", "")


def test_a_check_has_points_and_no_answer():
    graded = {"nbgrader": {"grade": True, "solution": False, "grade_id": "check_conv2d"}}
    assert is_check(new_code_cell("", metadata=graded))
    assert not is_check(new_markdown_cell("", metadata=graded))
    assert not is_check(new_code_cell("", metadata={"nbgrader": {**graded["nbgrader"], "solution": True}}))
    assert not is_check(new_code_cell(""))
