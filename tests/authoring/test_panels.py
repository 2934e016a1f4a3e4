"""Reading answer panels."""

import pytest

from coursekit.authoring.panels import read_panel
from coursekit.errors import CourseError


def test_right_and_wrong(lesson):
    answers = read_panel(lesson.path.parent / "answers" / "double.py")
    assert [answer.right for answer in answers] == [True] * 3 + [False] * 5
    assert answers[3].tag == "square" and answers[3].message == "this is the square"
    assert answers[3].source == "def double(value):\n    return value ** 2"


@pytest.mark.parametrize(
    "head",
    [
        "# %% right",
        "# %% right:",
        "# %% wrong flipped",
        "# %% wrong : told",
        "# %% wrong flipped:",
        "# %% maybe: x",
        "# %%",
    ],
)
def test_a_head_that_cannot_be_read_is_named(tmp_path, head):
    path = tmp_path / "x.py"
    path.write_text(f'"""A panel."""\n{head}\nx = 1\n')
    with pytest.raises(CourseError, match=r"x\.py:2: cannot read"):
        read_panel(path)


def test_code_before_the_first_head_is_named(tmp_path):
    path = tmp_path / "x.py"
    path.write_text("x = 1\n# %% right: y\nx = 2\n")
    with pytest.raises(CourseError, match=r"x\.py:1: code before"):
        read_panel(path)


def test_a_missing_panel_is_named(tmp_path):
    with pytest.raises(CourseError, match=r"y\.py is not there"):
        read_panel(tmp_path / "y.py")
