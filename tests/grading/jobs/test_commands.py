"""`coursekit grade` as it is typed."""

import pytest
import typer
from typer.testing import CliRunner

from coursekit.grading.jobs import grading
from coursekit.grading.jobs.commands import grade

pytestmark = pytest.mark.filterwarnings("ignore:Object of type:sqlalchemy.exc.SAWarning")  # nbgrader's own


@pytest.fixture
def cli(course):
    app = typer.Typer()
    app.command()(grade)
    return lambda *arguments: CliRunner().invoke(
        app, [course.assignment, "--course-dir", str(course.folder), *arguments]
    )


def test_grade_then_check(course, cli):
    course.quick()
    course.submit("ada", course.right)
    result = cli("--jobs", "1")
    assert result.exit_code == 0, result.output
    assert "[1/1] ada: graded, 5 of 9 points" in result.output
    assert "5 / 9" in result.output and "ran without a sandbox" in result.output
    assert "Feedback comes next: nbgrader generate_feedback sums" in result.output
    result = cli("--check")
    assert (result.exit_code, result.output.strip()) == (
        0,
        "sums: the ledger is whole and the gradebook says the same.",
    )
    course.submit("=ben")
    result = cli()
    assert result.exit_code == 1 and "ada: unchanged" in result.output and "=ben: refused" in result.output


def test_check_names_who_is_not_in_the_ledger(course, cli):
    from nbgrader.api import Gradebook

    with Gradebook(course.load().db_url) as gradebook:
        gradebook.add_student("ada")
        gradebook.add_submission(course.assignment, "ada")
        gradebook.find_grade("check_double", "first", course.assignment, "ada").auto_score = 2
        gradebook.db.commit()
    result = cli("--check")
    assert result.exit_code == 1 and "ada: graded by nbgrader autograde alone" in result.output


def test_ctrl_c_ends_everything_and_says_what_stays(course, cli, monkeypatch):
    from coursekit.grading.jobs import worker

    def interrupted(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(grading, "grade", interrupted)
    monkeypatch.setattr(worker, "leave", lambda code: (_ for _ in ()).throw(typer.Exit(code)))
    result = cli()
    assert result.exit_code == 130 and "what was graded so far is kept" in result.output
