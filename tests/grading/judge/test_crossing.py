"""A lesson's own solutions on the judge's road."""

import pytest
from judging import COURSE, answer, check
from nbformat.v4 import new_notebook
from traitlets.config import Config

from coursekit.errors import CourseError
from coursekit.grading.judge import crossing

pytestmark = [
    pytest.mark.usefixtures("small_warm_kernels"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:nbclient"),
]


def test_what_cannot_cross_names_lesson_cell_and_value():
    notebook = new_notebook(
        cells=[
            answer("def lock():\n    import threading\n    return threading.Lock()", "lock"),
            check("assert lock() == 3", "check_lock"),
        ]
    )
    with pytest.raises(CourseError, match=r"(?s)odd_lesson, cell check_lock: .*lock"):
        crossing.check("odd_lesson", notebook, Config())


def test_a_lesson_whose_solutions_pass_is_left_as_it_is():
    notebook = new_notebook(cells=list(COURSE[:5]))
    crossing.check("good_lesson", notebook)
    assert all(cell.outputs == [] and "coursekit" not in cell.metadata for cell in notebook.cells)
