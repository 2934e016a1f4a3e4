"""From lessons to tasks."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from coursekit.errors import CourseError
from coursekit.execution.plan import Task, chosen_lessons, require_kernels
from coursekit.syllabus import Lesson, Module, Syllabus


@pytest.fixture
def syllabus():
    lessons = tuple(
        Lesson(name, name, 5, 1, (), "", "01_start", Path(f"{name}.md")) for name in ("one", "two", "three")
    )
    return Syllabus("t", "a", (), {}, (Module("01_start", "Start", (), (), lessons, Path("01_start")),))


def test_no_name_means_all_lessons(syllabus):
    assert [lesson.name for lesson in chosen_lessons(syllabus, [])] == ["one", "two", "three"]


def test_named_lessons_run_once_each(syllabus):
    assert [lesson.name for lesson in chosen_lessons(syllabus, ["two", "one", "two"])] == ["two", "one"]


def test_an_unknown_lesson_gets_the_list_of_known_ones(syllabus):
    with pytest.raises(CourseError, match="unknown lesson 'four'; known lessons: one, two, three"):
        chosen_lessons(syllabus, ["four"])


def test_a_task_survives_json(make_task):
    task = make_task("one", "1")
    assert Task.from_json(task.to_json()) == task


def test_clearing_removes_what_an_earlier_run_left(make_task):
    task = make_task("one", "1")
    task.clear()
    task.notebook.write_text("old")
    task.page.write_text("old")
    task.clear()
    assert list(task.notebook.parent.iterdir()) == []


def test_an_unregistered_kernel_gets_the_list_of_known_ones(make_task):
    with pytest.raises(CourseError, match="one: kernel 'cobol' is not registered; known kernels: .*python3.*make env"):
        require_kernels([make_task("good", "1"), make_task("one", "1", kernel="cobol")])


def test_a_notebook_without_a_kernel_asks_for_one(make_task):
    with pytest.raises(CourseError, match=r"one: its notebook names no kernel; name one with --kernel \(.*python3"):
        require_kernels([make_task("one", "1", kernel=None)])


def test_a_named_kernel_stands_in_for_the_notebooks_own(make_task):
    task = make_task("one", "1", kernel="cobol")
    require_kernels([SimpleNamespace(**{**vars(task), "kernel_name": "python3"})])
