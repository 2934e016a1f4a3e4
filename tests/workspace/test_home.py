import nbformat
import pytest

from coursekit.syllabus import load
from coursekit.workspace.home import home_page
from coursekit.workspace.laying import KEPT, NEW, Laid


@pytest.fixture
def syllabus(project):
    return load(project.course)


def text(page: bytes) -> str:
    return "\n\n".join(cell.source for cell in nbformat.reads(page.decode(), 4).cells)


def test_is_a_valid_notebook_on_the_courses_kernel(syllabus):
    notebook = nbformat.reads(home_page(syllabus).decode(), 4)
    nbformat.validate(notebook)
    assert notebook.metadata.kernelspec.name == "coursekit"
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.source for cell in code] == ["from coursekit.workspace import state\n\nstate.show()"]


def test_same_syllabus_same_bytes(syllabus):
    assert home_page(syllabus) == home_page(syllabus)


def test_names_every_lesson_with_minutes_and_link(syllabus):
    page = text(home_page(syllabus))
    assert "2 lessons, about 2 hours" in page  # 30 + 60 minutes, to the even half
    assert "| [One](01_counting/one.ipynb) | 30 | count to one | penguins |" in page
    assert "| [Two](01_counting/two.ipynb) | 60 | count to two | – |" in page


def test_says_how_to_check_validate_submit_and_on_what_terms(syllabus):
    page = text(home_page(syllabus))
    for words in (
        "nbgrader validate 01_counting/one.ipynb",
        "nbgrader submit 01_counting",
        "Assignment List",
        "CC BY 4.0",
        "BSD-3-Clause",
    ):
        assert words in page


def test_newer_versions_are_named_only_where_there_are_any(syllabus):
    lessons = [Laid("01_counting/one.ipynb", KEPT, "01_counting/one.new.ipynb"), Laid("01_counting/two.ipynb", NEW)]
    page = text(home_page(syllabus, lessons))
    assert "[01_counting/one.new.ipynb](01_counting/one.new.ipynb)" in page
    assert "two.new" not in page
    assert "New versions" not in text(home_page(syllabus))
