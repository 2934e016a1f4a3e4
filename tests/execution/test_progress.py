"""What a run shows while it runs."""

import io

import pytest
from rich.console import Console

from coursekit.execution import progress
from coursekit.execution.outcome import Failure, Outcome
from coursekit.execution.progress import LiveTable, PlainLines, mebibytes_text, reporter_for, seconds_text

CELL = {"event": "cell", "number": 2, "cells": 5, "name": "fit", "first_line": "model.fit(x[0])"}
FAILED = Outcome("04", "cnn", 3.0, failure=Failure("boom [red]", 2, "fit", "model.fit(x[0])", "last words"))


@pytest.fixture
def task(make_task):
    return make_task("cnn", "1")


@pytest.fixture
def terminal():
    return Console(file=io.StringIO(), width=100, force_terminal=True, color_system=None)


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.04, "0.0 s"), (9.94, "9.9 s"), (12.4, "12 s"), (119.4, "119 s"), (185, "3 min 05 s")]
)
def test_seconds_read_well(seconds, text):
    assert seconds_text(seconds) == text


def test_memory_that_was_not_measured_is_no_zero():
    assert mebibytes_text(0) == "-" and mebibytes_text(3 * 2**20) == "3 MiB"


def test_a_terminal_gets_the_table_and_a_log_gets_lines(terminal, log, task):
    assert isinstance(reporter_for(terminal, [task]), LiveTable)
    assert isinstance(reporter_for(log, [task]), PlainLines)


def test_a_log_names_lesson_slow_cells_and_seconds(log, task):
    with PlainLines(log) as lines:
        lines.event(task, {"event": "started", "cells": 5, "kernel_process_id": 1})
        lines.event(task, CELL)
        lines.event(task, {"event": "cell_done", "number": 2, "cells": 5, "seconds": 12.0})
        lines.event(task, {"event": "cell_done", "number": 3, "cells": 5, "seconds": 0.1})
        lines.event(task, {"event": "finished", "outcome": Outcome("04", "cnn", 13.0, peak_memory_bytes=2**20)})
    assert log.file.getvalue().splitlines() == [
        "cnn: started, 5 cells",
        "cnn: cell 2 of 5 took 12 s",
        "cnn: passed in 13 s, peak memory 1 MiB",
    ]


def test_a_failure_is_told_at_once(log, terminal, task):
    for reporter, file in ((PlainLines(log), log.file), (LiveTable(terminal, [task]), terminal.file)):
        with reporter:
            reporter.event(task, {"event": "finished", "outcome": FAILED})
        assert "cnn: code cell 2 (fit) `model.fit(x[0])`: boom [red]" in file.getvalue()
        assert "    last words" in file.getvalue()


def test_a_log_shows_that_a_long_cell_still_runs(log, task, monkeypatch):
    lines = PlainLines(log)
    lines.event(task, CELL)
    lines.tick()
    assert log.file.getvalue() == ""
    monkeypatch.setattr(progress, "HEARTBEAT_SECONDS", 0.0)
    lines.tick()
    assert log.file.getvalue() == "cnn: cell 2 of 5 running for 0.0 s: model.fit(x[0])\n"


def test_the_table_follows_each_lesson(terminal, task, make_task):
    table = LiveTable(terminal, [task, make_task("conv", "1")])

    def shown():
        with terminal.capture() as capture:
            terminal.print(table.table())
        return [" ".join(line.split()) for line in capture.get().splitlines()]

    assert shown() == ["lesson state time cell", "cnn waiting", "conv waiting"]
    table.event(task, {"event": "started", "cells": 5, "kernel_process_id": 1})
    table.event(task, CELL)
    table.tick()
    assert shown()[1] == "cnn running 0.0 s 2 of 5 model.fit(x[0])"
    table.event(task, {"event": "finished", "outcome": Outcome("04", "cnn", 13.0)})
    assert shown()[1:] == ["cnn passed 13 s", "conv waiting"]


def test_a_log_has_room_for_the_tables(capsys):
    assert progress.console().width == progress.LOG_WIDTH
