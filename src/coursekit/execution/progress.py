"""What a run shows while it runs: a live table on a terminal, plain lines elsewhere (CI)."""

import sys
import time

from coursekit.execution.outcome import Outcome
from coursekit.execution.plan import Task

SLOW_CELL_SECONDS = 1.0  # a shorter cell gets no line of its own in a log
HEARTBEAT_SECONDS = 30.0  # a log that stays silent for long looks hung, to people and to CI


LOG_WIDTH = 140


def reporter_for(console, tasks: list[Task]):
    """Return the reporter that fits where `console` (a rich Console) writes to; use it as a context manager."""
    return LiveTable(console, tasks) if console.is_terminal else PlainLines(console)


def console():
    """Return a console on stdout; a log, which has no width of its own, gets room for the tables."""
    from rich.console import Console

    return Console() if sys.stdout.isatty() else Console(width=LOG_WIDTH)


def seconds_text(seconds: float) -> str:
    """Return a duration as people read it: 0.4 s, 12 s, 3 min 05 s."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{int(seconds) // 60} min {int(seconds) % 60:02d} s"


def mebibytes_text(memory_bytes: int) -> str:
    """Return an amount of memory in MiB; a dash where none was measured."""
    return f"{memory_bytes / 2**20:.0f} MiB" if memory_bytes else "-"


def verdict_text(outcome: Outcome) -> str:
    """Return one line's worth on a finished lesson."""
    word = "passed" if outcome.passed else "FAILED"
    return f"{word} in {seconds_text(outcome.seconds)}, peak memory {mebibytes_text(outcome.peak_memory_bytes)}"


class PlainLines:
    """One line when a lesson starts or ends and for every slow cell, and a heartbeat while a cell trains on."""

    def __init__(self, console):
        self.console = console
        self._running: dict[str, tuple[dict, float]] = {}  # lesson -> its cell and when it began
        self._last_word = time.monotonic()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def event(self, task: Task, event: dict) -> None:
        """Take one event of a task."""
        match event["event"]:
            case "started":
                self._say(task, f"started, {event['cells']} cells")
            case "cell":
                self._running[task.lesson] = (event, time.monotonic())
            case "cell_done" if event["seconds"] >= SLOW_CELL_SECONDS:
                self._say(task, f"cell {event['number']} of {event['cells']} took {seconds_text(event['seconds'])}")
            case "finished":
                self._running.pop(task.lesson, None)
                self._say(task, verdict_text(event["outcome"]))
                if not event["outcome"].passed:
                    self._line(event["outcome"].failure.describe(task.lesson))
        self.tick()

    def tick(self) -> None:
        """Say what still runs, if nothing was said for a while."""
        now = time.monotonic()
        if now - self._last_word < HEARTBEAT_SECONDS:
            return
        self._last_word = now
        for lesson, (cell, began) in self._running.items():
            where = f"cell {cell['number']} of {cell['cells']}"
            self._line(f"{lesson}: {where} running for {seconds_text(now - began)}: {cell['first_line']}")

    def _say(self, task: Task, words: str) -> None:
        self._last_word = time.monotonic()
        self._line(f"{task.lesson}: {words}")

    def _line(self, text: str) -> None:
        self.console.print(text, markup=False, highlight=False, soft_wrap=True)


class LiveTable:
    """A table with one row a lesson, redrawn in place."""

    def __init__(self, console, tasks: list[Task]):
        from rich.live import Live

        self.console = console
        self.rows = {task.lesson: {"state": "waiting", "cell": "", "began": None, "seconds": None} for task in tasks}
        self._live = Live(get_renderable=self.table, console=console, refresh_per_second=4)

    def __enter__(self):
        self._live.__enter__()
        return self

    def __exit__(self, *failure):
        self._live.__exit__(*failure)

    def event(self, task: Task, event: dict) -> None:
        """Take one event of a task."""
        row = self.rows[task.lesson]
        match event["event"]:
            case "started":
                row.update(state="running", began=time.monotonic())
            case "cell":
                row.update(cell=f"{event['number']} of {event['cells']}  {event['first_line']}")
            case "finished":
                outcome = event["outcome"]
                row.update(state="passed" if outcome.passed else "FAILED", seconds=outcome.seconds, cell="")
                if not outcome.passed:
                    text = outcome.failure.describe(task.lesson)
                    self.console.print(text, markup=False, highlight=False, soft_wrap=True)

    def tick(self) -> None:
        """Nothing to do: the table redraws itself."""

    def table(self):
        """Return the table as it stands."""
        from rich.table import Table
        from rich.text import Text

        colours = {"waiting": "dim", "running": "cyan", "passed": "green", "FAILED": "bold red"}
        table = Table(box=None, pad_edge=False)
        table.add_column("lesson")
        table.add_column("state")
        table.add_column("time", justify="right")
        table.add_column("cell", no_wrap=True, overflow="ellipsis")
        for lesson, row in self.rows.items():
            seconds = row["seconds"]
            if seconds is None and row["began"] is not None:
                seconds = time.monotonic() - row["began"]
            table.add_row(
                Text(lesson),
                Text(row["state"], style=colours[row["state"]]),
                "" if seconds is None else seconds_text(seconds),
                Text(row["cell"]),
            )
        return table
