"""Shows how grading goes: a bar that is redrawn in place in a terminal, and one plain line a submission everywhere else."""

from rich.console import Console, Group
from rich.live import Live
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from coursekit.grading.jobs.grading import Reporter, Row

COLOURS = {"graded": "green", "unchanged": "dim", "restored": "cyan", "failed": "bold red", "refused": "bold red"}


def reporter_for(console: Console) -> "Lines":
    """Return the reporter that suits the console."""
    return LiveBar(console) if console.is_terminal else Lines(console)


class Lines(Reporter):
    """One plain line a submission."""

    def __init__(self, console: Console):
        self.console = console
        self.total = self.done = 0

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        pass

    def begin(self, total: int, unchanged: int) -> None:
        self.total = total
        self._line(f"{total} submissions, {total - unchanged} of them new or changed")

    def finished(self, row: Row) -> None:
        self.done += 1
        self._line(f"[{self.done}/{self.total}] {describe(row)}")

    def _line(self, text: str) -> None:
        self.console.print(text, markup=False, highlight=False, soft_wrap=True)


class LiveBar(Lines):
    """A bar, and below it the submissions in work; what is done scrolls by above."""

    def __init__(self, console: Console):
        super().__init__(console)
        self.bar = Progress(
            TextColumn("grading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=console
        )
        self.task = self.bar.add_task("", total=None)
        self.working: list[str] = []
        self._live = Live(get_renderable=self.picture, console=console, refresh_per_second=4)

    def __enter__(self):
        self._live.__enter__()
        return self

    def __exit__(self, *failure):
        self._live.__exit__(*failure)

    def begin(self, total: int, unchanged: int) -> None:
        super().begin(total, unchanged)
        self.bar.update(self.task, total=total)

    def started(self, learner: str) -> None:
        if learner not in self.working:
            self.working.append(learner)

    def finished(self, row: Row) -> None:
        if row.learner in self.working:
            self.working.remove(row.learner)
        super().finished(row)
        self.bar.update(self.task, completed=self.done)

    def picture(self) -> Group:
        """Return bar and names as they stand."""
        return Group(self.bar, Text("in work: " + ", ".join(self.working) if self.working else "", style="dim"))


def describe(row: Row) -> str:
    """Return one submission's result in a line."""
    words = f"{row.learner}: {row.state}"
    if row.committed:
        words += f", {row.committed.score:g} of {row.committed.maximum:g} points"
    if row.seconds:
        words += f", {row.seconds:.1f} s"
    return words + (f" ({row.note})" if row.note else "")


def table_of(rows: list[Row]) -> Table:
    """Return learners and points, with a note where something was mended, failed or waits."""
    table = Table()
    table.add_column("learner")
    table.add_column("points", justify="right")
    table.add_column("by hand", justify="right")
    table.add_column("state")
    table.add_column("sandbox")
    table.add_column("note", overflow="fold")
    sandbox = {True: "yes", False: "NO", None: ""}
    for row in rows:
        committed = row.committed
        table.add_row(
            Text(row.learner),
            f"{committed.score:g} / {committed.maximum:g}" if committed else "not graded",
            f"{committed.waiting} waiting" if committed and committed.waiting else "",
            Text(row.state, style=COLOURS[row.state]),
            sandbox[row.contained],
            Text(_notes(row)),
        )
    return table


def _notes(row: Row) -> str:
    late = f"late: {row.committed.penalty:g} points off" if row.committed and row.committed.penalty else ""
    return "; ".join(filter(None, [row.note, late]))
