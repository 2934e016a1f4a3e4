"""Whole submissions through the judge, with real kernels in real sandboxes."""

from copy import deepcopy

import pytest
from judging import COURSE, answer, check, given, judged, submission, summary
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.utils import determine_grade

from coursekit.errors import CourseError
from coursekit.grading.judge.preprocessor import order, restore_missing
from coursekit.grading.judge.program import from_notebook

pytestmark = [
    pytest.mark.usefixtures("small_warm_kernels"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:nbclient"),
]
OTHERS = {"check_increase": (2.0, "passed"), "check_half": (1.5, "partial")}
STUBBORN = """\
def square(x):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass"""


@pytest.mark.parametrize(
    ("square", "score", "code"),
    [
        ("def square(x):\n    return x * x", 2.0, "passed"),
        ("square = lambda x: x ** 2", 2.0, "passed"),
        ("def square(x):\n    return 2 * x", 0.0, "failed_hidden"),
        ("def square(x):\n    return x", 0.0, "failed_statement"),
        ("def square(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()", 0.0, "not_answered"),
        ("raise NotImplementedError()", 0.0, "not_answered"),
        ("def square(x):\n    raise KeyError(x)", 0.0, "raised"),
        ("def square(x) return", 0.0, "answer_failed"),
        ("def sqaure(x):\n    return x * x", 0.0, "not_defined"),
        ("def square(x):\n    raise SystemExit", 0.0, "exited"),
        ("import os\ndef square(x):\n    os._exit(3)", 0.0, "kernel_died"),
        ("import os\nos._exit(3)", 0.0, "kernel_died"),
        (
            "import warnings\nwarnings.warn('a')\ndef square(x):\n    warnings.warn('b')\n    return x * x",
            2.0,
            "passed",
        ),
        ("def square(x):\n    print('working on', x)\n    return x * x", 2.0, "passed"),
        ("def square(x):\n    return type('E', (), {'__eq__': lambda s, o: True})()", 0.0, "failed_statement"),
        ("def square(x):\n    import threading\n    return threading.Lock()", 0.0, "failed_statement"),
    ],
)
def test_an_answer_gets_its_score_and_the_others_keep_theirs(square, score, code, tmp_path):
    notebook = submission(square=square)
    said = judged(notebook, tmp_path)
    assert summary(said) == {"check_square": (score, code)} | OTHERS
    for cell in notebook.cells:
        if "coursekit" in cell.metadata:
            assert determine_grade(cell)[0] == cell.metadata.coursekit["score"]
            assert cell.metadata.coursekit["contained"] is True


@pytest.mark.parametrize("square", ["def square(x):\n    while True: pass", "while True: pass", STUBBORN])
def test_what_never_ends_is_stopped_at_its_limit(square, tmp_path):
    said = judged(submission(square=square), tmp_path, seconds=2)
    assert summary(said) == {"check_square": (0.0, "time_limit")} | OTHERS


def test_what_needs_too_much_memory_is_told_so(tmp_path):
    square = "def square(x):\n    return len([b'x' * 2**26 + bytes([i]) for i in range(200)])"
    said = judged(submission(square=square), tmp_path, SandboxProvisioner={"memory_mib": 700})
    assert summary(said) == {"check_square": (0.0, "memory_limit")} | OTHERS
    assert "700 MiB" in said["check_square"]["reason"]["text"]


def test_a_learners_traceback_shows_only_the_learners_code(tmp_path):
    notebook = submission(square="def deep(x):\n    return {}[x]\ndef square(x):\n    return deep(x)")
    judged(notebook, tmp_path)
    (error,) = notebook.cells[2].outputs
    text = "\n".join(error.traceback)
    assert error.traceback[0] == "Your code raised KeyError: 2"
    assert "return deep(x)" in text and "return {}[x]" in text
    assert "coursekit" not in text and "assert" not in text


def test_prints_of_learners_are_not_kept_in_a_checks_output(tmp_path):
    notebook = submission(square="def square(x):\n    print('asked for', x)\n    return x * x")
    judged(notebook, tmp_path)
    assert notebook.cells[2].outputs == []


def test_submitted_text_and_outputs_of_a_check_count_for_nothing(tmp_path):
    notebook = submission(square="def square(x):\n    return 0")
    notebook.cells[2].source = "2.0"
    notebook.cells[2].outputs = [{"output_type": "execute_result", "data": {"text/plain": "2.0"}, "metadata": {}}]
    assert summary(judged(notebook, tmp_path))["check_square"] == (0.0, "failed_statement")


def test_code_in_the_kernel_cannot_reach_the_checks(tmp_path):
    square = (
        "import builtins, sys\nip = get_ipython()\nip.input_transformers_post.append(lambda lines: [])\n"
        "import numpy.testing, coursekit.checks\nnumpy.array_equal = lambda *a: True\n"
        "coursekit.checks.equal = lambda *a, **k: None\nsys.excepthook = lambda *a: None\n"
        "def square(x):\n    return 5"
    )
    notebook = submission(square=square, increase="def increase(a):\n    return a", half="def half(x):\n    return 0")
    said = judged(notebook, tmp_path)
    assert {key: about["score"] for key, about in said.items()} == dict.fromkeys(said, 0.0)


def test_deleted_cells_come_back_and_moved_checks_wait(tmp_path):
    notebook = submission()
    notebook.cells = [notebook.cells[2], notebook.cells[1], notebook.cells[3]]
    said = judged(notebook, tmp_path)
    assert summary(said) == {
        "check_square": (2.0, "passed"), "check_increase": (2.0, "passed"), "check_half": (0.0, "not_defined"),
    }  # fmt: skip
    keys = [cell.metadata.nbgrader.grade_id for cell in notebook.cells]
    assert keys == ["imports", "check_square", "square", "increase", "check_increase", "check_half"]


def test_an_old_notebook_gets_no_cell_ids():
    notebook = new_notebook(nbformat_minor=4, cells=[])
    restore_missing(notebook, from_notebook(new_notebook(cells=deepcopy(list(COURSE)))))
    assert all("id" not in cell for cell in notebook.cells)


def test_order_keeps_to_the_notebook():
    notebook = submission()
    notebook.cells.insert(0, new_markdown_cell("text"))
    assert order(notebook, from_notebook(notebook)) == [1, 2, 3, 4, 5, 6, 7]


TABLE = (
    *COURSE[:3],
    given("table = [square(i) for i in range(3)]", "table"),
    check("assert table == [0, 1, 4]", "check_table"),
)


@pytest.mark.parametrize(
    ("square", "score", "code"),
    [
        ("def square(x):\n    return x * x", 2.0, "passed"),
        ("def square(x):\n    return missing", 0.0, "given_failed"),
        ("def square(x):\n    raise NotImplementedError", 0.0, "not_answered"),
    ],
)
def test_a_given_cell_that_calls_an_answer(square, score, code, tmp_path):
    said = judged(submission(*TABLE, square=square), tmp_path, *TABLE)
    assert summary(said)["check_table"] == (score, code)


def test_a_check_may_take_an_answer_away(tmp_path):
    cells = (
        answer("def one():\n    return 1", "one"),
        answer("def two():\n    return one() + one()", "two"),
        check("kept = one\ndel one\ntry:\n    two()\nexcept NameError:\n    pass\nelse:\n    assert False\n"
              "finally:\n    one = kept", "check_uses"),
        check("assert two() == 2", "check_two"),
    )  # fmt: skip
    assert summary(judged(submission(*cells), tmp_path, *cells)) == {
        "check_uses": (2.0, "passed"), "check_two": (2.0, "passed"),
    }  # fmt: skip
    cheat = submission(*cells, two="def two():\n    return 2")
    assert summary(judged(cheat, tmp_path, *cells))["check_uses"][0] == 0.0


def test_the_whole_notebook_has_a_limit(tmp_path):
    notebook = submission(square="import time\ntime.sleep(60)")
    said = judged(notebook, tmp_path, SandboxProvisioner={"submission_seconds": 5})
    assert {about["score"] for about in said.values()} == {0.0}
    assert said["check_half"]["reason"]["code"] == "submission_time_limit"


def test_a_notebook_with_nothing_to_run_starts_nothing(tmp_path):
    notebook = new_notebook(cells=[new_markdown_cell("text"), new_code_cell(" ")])
    assert judged(notebook, tmp_path, new_markdown_cell("text")) == {}


def test_a_plain_kernel_is_refused(tmp_path):
    with pytest.raises(CourseError, match="(?s)Nothing was graded.*allow-unsandboxed"):
        judged(submission(), tmp_path, JudgeExecute={"kernel_name": "python3"})


def test_a_kernel_that_does_not_exist_is_named(tmp_path):
    with pytest.raises(CourseError, match="no kernel 'julia'"):
        judged(submission(), tmp_path, JudgeExecute={"kernel_name": "julia"})


def test_without_a_sandbox_every_cell_is_marked(tmp_path):
    settings = {"kernel_name": "python3", "allow_unsandboxed": True}
    said = judged(submission(), tmp_path, JudgeExecute=settings)
    assert summary(said) == {"check_square": (2.0, "passed")} | OTHERS
    for about in said.values():
        assert about["contained"] is False and "python3" in about["not_contained_because"]
