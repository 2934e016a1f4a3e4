"""What a person sees of a run: plain lines in a log, a bar in a terminal, a table at the end."""

import io

from rich.console import Console

from coursekit.grading.jobs.committer import Committed
from coursekit.grading.jobs.grading import Row
from coursekit.grading.jobs.progress import LiveBar, describe, reporter_for, table_of

ADA = Row("ada", "graded", "", Committed(True, 4.5, 9.0, 1), True, 2.34)
BEN = Row("ben", "failed", "its worker died", Committed(True, 0.0, 9.0, 3, 1.0), None)
CLEO = Row("=cleo", "refused", "a bad name")


def printed(*, terminal: bool, say) -> str:
    file = io.StringIO()
    say(Console(file=file, force_terminal=terminal, width=120))
    return file.getvalue()


def test_a_log_gets_one_plain_line_a_submission():
    def say(console):
        with reporter_for(console) as reporter:
            reporter.begin(3, 1)
            reporter.started("ada")
            reporter.tick()
            for row in (ADA, BEN, CLEO):
                reporter.finished(row)

    assert printed(terminal=False, say=say).splitlines() == [
        "3 submissions, 2 of them new or changed",
        "[1/3] ada: graded, 4.5 of 9 points, 2.3 s",
        "[2/3] ben: failed, 0 of 9 points (its worker died)",
        "[3/3] =cleo: refused (a bad name)",
    ]


def test_a_terminal_gets_a_bar_and_the_names_in_work():
    file = io.StringIO()
    console = Console(file=file, force_terminal=True, width=120)
    reporter = reporter_for(console)
    assert isinstance(reporter, LiveBar)
    with reporter:
        reporter.begin(2, 0)
        reporter.started("ada")
        reporter.started("ada")
        assert reporter.working == ["ada"]
        reporter.finished(ADA)
    assert reporter.working == [] and reporter.bar.tasks[0].completed == 1
    assert "grading" in file.getvalue() and "ada: graded" in file.getvalue()


def test_the_table_names_what_failed_waits_or_ran_without_a_sandbox():
    text = printed(terminal=False, say=lambda console: console.print(table_of([ADA, BEN, CLEO])))
    assert "4.5 / 9" in text and "1 waiting" in text and "not graded" in text
    assert "its worker died; late: 1 points off" in text
    assert describe(CLEO) == "=cleo: refused (a bad name)"
