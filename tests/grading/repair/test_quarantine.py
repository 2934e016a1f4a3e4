import gc
import logging

import pytest

from coursekit.grading.repair.quarantine import Quarantine, is_graded, learner_id_is_sound


@pytest.mark.parametrize("learner", ["ada", "ada.lovelace@example.org", "o'brien", "学生1", "a+b", "José_Á"])
def test_sound_learner_ids(learner):
    assert learner_id_is_sound(learner)


@pytest.mark.parametrize(
    "learner", ["", "..", "a/b", "<b>", "=cmd()", "-rf", "+1", "@x", "a*", "{x}", "a\u202eb", " a"]
)
def test_ids_that_would_do_something(learner):
    assert not learner_id_is_sound(learner)


def test_the_folder_goes_with_its_last_user(course):
    course.submit("ada", course.answered())
    quarantine = Quarantine(course.coursedir, logging.getLogger())
    quarantine.fill()
    coursedir, folder = quarantine.coursedir, quarantine.folder
    del quarantine
    gc.collect()
    assert (folder / "ada" / "quick" / "functions.ipynb").is_file()
    del coursedir
    gc.collect()
    assert not folder.exists()


def test_an_assignment_that_is_not_in_the_gradebook_expects_no_notebook(course):
    course.coursedir.assignment_id = "other"
    (course.root / "submitted" / "ada" / "other").mkdir(parents=True)
    quarantine = Quarantine(course.coursedir, logging.getLogger())
    quarantine.fill()
    assert list((quarantine.folder / "ada" / "other").iterdir()) == []


def test_what_cannot_be_read_was_not_graded(tmp_path):
    (tmp_path / "a.ipynb").write_text("{")
    assert not is_graded(tmp_path / "a.ipynb") and not is_graded(tmp_path / "b.ipynb")
    (tmp_path / "c.ipynb").write_text('{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}')
    assert is_graded(tmp_path / "c.ipynb")
