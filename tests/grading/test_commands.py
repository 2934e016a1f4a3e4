"""`coursekit audit` and `coursekit release`, as an author runs them."""

import pytest
from typer.testing import CliRunner

from coursekit import cli


@pytest.fixture(autouse=True)
def here(project, monkeypatch):
    monkeypatch.setenv("COURSEKIT_ROOT", str(project.root))
    monkeypatch.setenv("COLUMNS", "160")


def test_audit_prints_a_table_and_fails_on_any_miss(module):
    result = CliRunner().invoke(cli.app, ["audit", "09_small"])
    assert result.exit_code == 0, result.output
    assert "right accepted" in result.output and "100%" in result.output and "MISS" not in result.output
    assert "16/16" in result.output and "20/20" in result.output

    panel = module.folder / "answers" / "halve.py"
    panel.write_text(panel.read_text().replace("this is a third", "this is a quarter"))
    result = CliRunner().invoke(cli.app, ["audit", "--lesson", "small", "--jobs", "1"])
    assert result.exit_code == 1
    assert "MISS small/halve, wrong 'third': its learner is not told 'this is a quarter'" in result.output


def test_release_says_where_it_is(project):
    result = CliRunner().invoke(cli.app, ["release"])
    assert result.exit_code == 0, result.output
    assert f"09_small: {project.grader / 'release' / '09_small'}" in result.output
