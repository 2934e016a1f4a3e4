"""Runs a check again and again on the answer that it has accepted: whether chance alone may refuse a right one.

`run_again` runs in the lesson's kernel, in one request: a thousand of them would drown its messages.
"""

from typing import Any

from nbformat import NotebookNode

REQUEST = "__import__('coursekit.execution.repeating', fromlist=['run_again']).run_again({source!r}, {times})"


def is_check(cell: NotebookNode) -> bool:
    """Return whether the cell is a check: code with points that holds no answer."""
    from nbgrader.utils import is_grade, is_solution  # here: it loads 400 modules, which a plain run does without

    return cell.cell_type == "code" and is_grade(cell) and not is_solution(cell)


def run_again(source: str, times: int, shell: Any = None) -> tuple[int, str, str] | None:
    """Run a cell's source until it fails; its output is dropped.

    Args:
        shell: The IPython shell to run it in; None: this kernel's.

    Returns:
        Number of the run that failed, from 1, the exception's name and its text; None if all runs passed.
    """
    from IPython import get_ipython
    from IPython.utils.capture import capture_output

    shell = shell or get_ipython()
    for number in range(1, times + 1):
        with capture_output():
            done = shell.run_cell(source, store_history=False, silent=True)
        error: Any = done.error_before_exec or done.error_in_exec
        if error is not None:
            return number, type(error).__name__, str(error)
    return None
