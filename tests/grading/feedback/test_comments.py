from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.api import Gradebook

from coursekit.grading.feedback.comments import SaveReasons, reasons_by_answer


def graded(name, **others):
    return {
        "schema_version": 3,
        "grade_id": name,
        "grade": False,
        "solution": False,
        "locked": True,
        "task": False,
    } | others


def notebook(reason="raised", hidden=False, mends=()):
    judged = {"score": 0.0, "hidden": hidden, "misconception": None}
    judged["reason"] = {"code": reason, "parameters": {"ename": "KeyError", "evalue": "SECRET"}, "text": "SECRET"}
    cells = [
        new_code_cell("x", id="e"),
        new_code_cell("def f(): ...", id="f", metadata={"nbgrader": graded("double", solution=True, locked=False)}),
        new_code_cell(
            "f()", id="t", metadata={"nbgrader": graded("test_double", grade=True, points=2), "coursekit": judged}
        ),
    ]
    return from_dict(new_notebook(cells=cells, metadata={"coursekit": {"mends": list(mends)}}))


def test_a_comment_says_reasons_and_mends_where_they_belong():
    mends = [{"cell": None, "text": "=file.ipynb: renamed"}, {"cell": "test_double", "text": "the test was edited"}]
    assert reasons_by_answer(notebook(mends=mends)) == {
        "double": " =file.ipynb: renamed\nthe test was edited\ntest_double: Your code raised KeyError: SECRET"
    }


def test_hidden_values_and_praise_are_left_out():
    assert "SECRET" not in reasons_by_answer(notebook(hidden=True))["double"]
    assert reasons_by_answer(notebook(reason="passed")) == {}


def test_the_gradebook_holds_it_until_the_next_grading(course):
    course.submit("ada", course.answered())
    course.autograde()
    about = {
        "nbgrader": {
            "db_url": course.coursedir.db_url,
            "notebook": "functions",
            "assignment": "quick",
            "student": "ada",
        }
    }
    unknown = notebook()
    unknown.cells[1].metadata.nbgrader.grade_id = "nobody"
    for one in (notebook(), unknown):
        SaveReasons().preprocess(one, about)
    with Gradebook(course.coursedir.db_url) as gradebook:
        row = gradebook.find_comment("double", "functions", "quick", "ada")
        assert row.auto_comment == "test_double: Your code raised KeyError: SECRET"
        row.manual_comment = "Well tried."
        gradebook.db.commit()
        assert row.comment == "Well tried."
    assert isinstance(notebook(), NotebookNode)
