"""Reading the syllabus: this course's own, and mistakes in one."""

from pathlib import Path

import pytest

from coursekit.errors import CourseError
from coursekit.syllabus import load

COURSE = Path(__file__).parents[1] / "course"


def test_this_course():
    syllabus = load(COURSE)
    assert syllabus.lesson("cnn_on_cifar10").module == "04_cnn_cifar10"
    assert [lesson.name for lesson in syllabus.module("04_cnn_cifar10").lessons] == [
        "convolution_by_hand",
        "cnn_on_cifar10",
    ]
    assert all(lesson.path.is_file() and lesson.minutes > 0 for lesson in syllabus.lessons)


def test_unknown_names_list_the_known():
    syllabus = load(COURSE)
    with pytest.raises(CourseError, match="unknown lesson 'cnn'; known lessons: .*convolution_by_hand, cnn_on_cifar10"):
        syllabus.lesson("cnn")
    with pytest.raises(CourseError, match="unknown module"):
        syllabus.module("cnn")


@pytest.fixture
def course(tmp_path) -> Path:
    for lesson in ("convolution_by_hand", "cnn_on_cifar10"):
        (tmp_path / "04_cnn_cifar10").mkdir(exist_ok=True)
        (tmp_path / "04_cnn_cifar10" / f"{lesson}.md").write_text("")
    (tmp_path / "syllabus.toml").write_text((COURSE / "syllabus.toml").read_text())
    return tmp_path


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("minutes = 150", 'minutes = "long"', "needs minutes = <int>; received 'long'"),
        ('title = "CNN on CIFAR-10"', "", "needs title = <str>; received nothing"),
        ('name = "cnn_on_cifar10"', 'name = "convolution_by_hand"', "stands twice"),
        ("prerequisites = []", 'prerequisites = ["09"]', "needs '09', which is no earlier module"),
        ('skills = ["vectorisation"', 'skills = ["magic", "vectorisation"', "unknown skill 'magic'"),
        ('reviewer = ["04_cnn_cifar10"]', 'reviewer = ["x"]', "path 'reviewer' names an unknown module 'x'"),
        ('name = "cnn_on_cifar10"', 'name = "other"', "has no source"),
        ("[paths]", "[paths", "not valid TOML"),
    ],
)
def test_a_mistake_is_named_with_the_file(course, old, new, says):
    file = course / "syllabus.toml"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))
    with pytest.raises(CourseError, match="syllabus.toml") as error:
        load(course)
    assert says in str(error.value)


def test_a_folder_without_a_syllabus(tmp_path):
    with pytest.raises(CourseError, match="is not there"):
        load(tmp_path)
