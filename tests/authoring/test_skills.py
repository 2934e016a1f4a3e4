"""No exercise uses a skill that no earlier lesson taught: this course's, and courses that break the order."""

from dataclasses import replace
from pathlib import Path

import pytest

from coursekit.authoring.build import build
from coursekit.authoring.skills import problems
from coursekit.errors import CourseError
from coursekit.project import Project
from coursekit.syllabus import Module, Syllabus, load

COURSE = Path(__file__).parents[2] / "course"
EXERCISES = ("double", "halve", "total", "largest")


def test_no_exercise_of_this_course_uses_what_nothing_before_it_taught():
    syllabus = load(COURSE)
    assert all(lesson.uses for lesson in syllabus.lessons)
    assert [str(problem) for problem in problems(syllabus)] == []


def test_every_role_has_a_path():
    assert set(load(COURSE).paths) == {"analyst", "engineer", "manager"}


@pytest.fixture
def small(lesson) -> Syllabus:
    """Two modules of the small lesson: the first teaches counting before its exercises, the second only uses it."""
    first = replace(
        lesson, teaches={"counting": "A small lesson"}, uses=dict.fromkeys(EXERCISES, ("counting",)), module="one"
    )
    second = replace(first, name="second", teaches={}, module="two")
    modules = tuple(
        Module(each.module, each.module, (), ("counting",), (each,), lesson.path.parent) for each in (first, second)
    )
    return Syllabus("Small", "anyone", ("counting", "guessing"), {}, modules)


def said(syllabus: Syllabus) -> list[str]:
    return [str(problem) for problem in problems(syllabus)]


def changed(syllabus: Syllabus, number: int, **facts) -> Syllabus:
    """The syllabus with other facts in the lesson of module `number`."""
    modules = list(syllabus.modules)
    modules[number] = replace(modules[number], lessons=(replace(modules[number].lessons[0], **facts),))
    return replace(syllabus, modules=tuple(modules))


def test_a_course_in_order_has_no_problem(small):
    assert said(replace(small, paths={"both": ("one", "two")})) == []


def test_a_course_that_says_nothing_of_skills_is_left_alone(small):
    silent = changed(changed(small, 0, uses={}), 1, uses={})
    assert said(replace(silent, paths={"hasty": ("two",)})) == []


def test_a_path_that_leaves_out_the_teaching_module(small):
    found = said(replace(small, paths={"hasty": ("two",)}))
    assert len(found) == 4
    assert "exercise 'double': [skills-in-order] it uses 'counting', which nothing has taught" in found[0]
    assert "on the path 'hasty'" in found[0]


def test_a_lesson_that_teaches_below_its_exercises(small):
    (found,) = said(changed(small, 0, teaches={"counting": "halve"}))
    assert "exercise 'double'" in found and "the whole course" in found


def test_a_heading_that_is_not_there(small):
    found = said(changed(small, 0, teaches={"counting": "Elsewhere"}))
    assert "'counting' is taught under 'Elsewhere', a heading that the lesson does not have" in found[0]
    assert len(found) == 1 + 4


def test_exercises_and_uses_agree(small):
    found = said(changed(small, 0, uses={"double": ("counting",), "treble": ("counting",)}))
    assert [name for text in found for name in EXERCISES if f"which skills exercise {name!r} uses" in text] == [
        "halve",
        "total",
        "largest",
    ]
    assert any("'treble', which is no exercise of the lesson. Its exercises: double, halve" in text for text in found)


def test_skills_are_known_and_modules_name_their_own(small):
    found = said(changed(small, 1, uses=dict.fromkeys(EXERCISES, ("counting", "magic"))))
    assert any("unknown skill 'magic'" in text for text in found)
    assert any("module 'two': [skills-in-order] it does not name 'magic'" in text for text in found)
    second = replace(small.modules[1], skills=("counting", "guessing"))
    assert said(replace(small, modules=(small.modules[0], second))) == [
        "module 'two': [skills-in-order] it names 'guessing'. A module's skills are those that its lessons teach or use."
    ]


def test_a_path_holds_what_its_modules_need_in_order(small):
    second = replace(small.modules[1], prerequisites=("one",))
    needy = replace(small, modules=(small.modules[0], second))
    assert said(needy) == []
    for names in (("two",), ("two", "one")):
        found = said(replace(needy, paths={"back to front": names}))
        assert any("path 'back to front': [skills-in-order] module 'two' needs 'one'" in text for text in found)


def test_build_refuses_a_course_out_of_order(tmp_path):
    file = tmp_path / "course" / "syllabus.toml"
    file.parent.mkdir()
    for folder in COURSE.iterdir():
        if folder.is_dir():
            (file.parent / folder.name).symlink_to(folder)
    text = (COURSE / "syllabus.toml").read_text(encoding="utf-8")
    old = 'output_size = ["derivation"]'
    assert old in text
    file.write_text(text.replace(old, 'output_size = ["attention"]'), encoding="utf-8")
    with pytest.raises(CourseError, match="exercise 'output_size': .* it uses 'attention'"):
        build(Project(tmp_path))
