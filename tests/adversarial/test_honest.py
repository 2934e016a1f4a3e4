"""Right answers in unusual form get full marks: written in many ways, in notebooks of many programs, with much around them."""

import shutil
import tempfile
from pathlib import Path

import pytest
from adversarial.honest.forms import exercises
from adversarial.honest.grading import Answered, every_form, grade, lost

FORMS = every_form()


@pytest.fixture(scope="module")
def results():
    folder = Path(tempfile.mkdtemp(prefix="ck-"))  # short: sockets may lie below it
    yield grade(folder)
    shutil.rmtree(folder)


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_right_answer_gets_full_marks(form: Answered, results):
    assert lost(results, form) == {}


def test_reference_solutions_beside_them_get_full_marks(results):
    for rows in results.values():
        assert set(rows) == {exercise.name for exercise in exercises()}


def test_at_least_two_hundred_forms_are_tried():
    assert len({str(form) for form in FORMS}) == len(FORMS) >= 200
