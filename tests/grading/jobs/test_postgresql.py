"""The same grading with the gradebook on a real PostgreSQL server, started for the tests and stopped after them."""

from nbgrader.api import Gradebook

from coursekit.grading.jobs.grading import check, grade


def test_grades_comments_and_ledger_land_in_postgresql(on_postgresql):
    course = on_postgresql
    course.submit("ada", course.right)
    course.submit("ben", {"double": "def double(x):\n    raise ValueError('a\\0b')"})
    rows = grade(course.load(), course.assignment)
    assert [(row.state, row.committed.score) for row in rows] == [("graded", 5), ("graded", 0)]
    with Gradebook(course.load().db_url) as gradebook:
        assert gradebook.find_submission(course.assignment, "ada").score == 5
        assert gradebook.find_comment("why", "first", course.assignment, "ben").auto_comment == "No response."
    assert check(course.load(), course.assignment) == []
    assert [row.state for row in grade(course.load(), course.assignment)] == ["unchanged", "unchanged"]
