import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from coursekit.doctor import commands
from coursekit.doctor.findings import MISSING, OK, WARNING, missing, ok, warning
from coursekit.errors import CourseError
from coursekit.project import Project


def good(project):
    """All is well"""
    return ok("yes")


def less(project):
    """Something is less"""
    return warning("half", "mend it one day")


def absent(project):
    """Something is absent"""
    return missing("none", "install it")


def broken(project):
    """A check that can't be carried out"""
    raise ImportError("half a package")


def refused(project):
    """A check of a broken course"""
    raise CourseError("the syllabus is not valid TOML")


@pytest.mark.parametrize(
    ("checks", "verdict", "exit_code"),
    [
        ([good], "Ready.", 0),
        ([good, less], "Ready, with 1 warning.", 0),
        ([less, less], "Ready, with 2 warnings.", 0),
        ([absent, less], "Not ready: 1 thing is missing.", 1),
        ([broken, refused, good], "Not ready: 2 things are missing.", 1),
    ],
)
def test_ends_with_a_verdict_and_an_exit_code(project, monkeypatch, capsys, checks, verdict, exit_code):
    monkeypatch.setattr(commands, "CHECKS", checks)
    with pytest.raises(typer.Exit) as left:
        commands.doctor()
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(checks) + 1, "one line a check, and the verdict"
    assert lines[-1].startswith(verdict)
    assert left.value.exit_code == exit_code


def plain(line: str) -> str:
    """Without its colours."""
    return re.sub("\x1b\\[[0-9;]*m", "", line)


def test_a_line_says_what_was_seen_and_what_to_do(project):
    assert "warning  Something is less: half -> mend it one day" in plain(commands.line(less, less(project)))
    assert plain(commands.line(good, good(project))).endswith("All is well: yes")


def test_what_can_not_be_looked_at_is_named(project):
    assert commands.examine(broken, project).seen == "could not be looked at: ImportError: half a package"
    assert commands.examine(refused, project).seen == "the syllabus is not valid TOML"


def test_every_check_says_what_it_looks_at():
    for check in commands.CHECKS:
        assert check.__doc__ and "\n" not in check.__doc__, check.__name__


def test_on_this_machine():
    """The real thing: every check gives its line, and the exit code follows from them."""
    program = "from coursekit.doctor.commands import doctor; import typer; typer.run(doctor)"
    root = Project.find(Path(__file__)).root
    told = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, timeout=300)
    *lines, verdict = told.stdout.splitlines()
    assert len(lines) == len(commands.CHECKS), told.stderr
    states = [line.split()[0] for line in lines]
    assert set(states) <= {OK, WARNING, MISSING}
    assert told.returncode == (1 if MISSING in states else 0)
    assert verdict.startswith("Not ready" if MISSING in states else "Ready")
