"""Executes a notebook once more and holds its outputs, by nbval, to those that stand in the repository (`committed`).

Where none stand there for this setting, it holds them to those of the first run: they come out again, at least.

The executed notebook carries the parameters that papermill injected, so it runs in the profile that it was recorded in.
Cells tagged `nbval-ignore-output` run without being compared; what else is left out stands in `comparison`.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from coursekit.execution import committed
from coursekit.execution.cells import cell_name, first_line, runs
from coursekit.execution.comparison import ELSEWHERE
from coursekit.execution.pool import end_tree

# Addresses of objects, as in <function f at 0x7f3a...>; pictures inside of HTML; what rounding leaves, 1e-8 and less; and
# of other numbers what lies behind the fifth decimal: another processor sums in another order.
NOT_COMPARED = (
    "regex: 0x[0-9a-fA-F]{6,}\nreplace: 0xADDRESS\n"
    "regex: data:image/[a-z+]+;base64,[A-Za-z0-9+/=]+\nreplace: data:image\n"
    r"regex: \b\d(\.\d+)?e-(0[89]|[1-9]\d+)\b" + "\nreplace: ROUNDING\n"
    r"regex: (\d\.\d{5})\d+" + "\n" + r"replace: \1" + "\n"
)
OUTPUT_LINES = 40
POLL_SECONDS = 0.2
NOTHING_COLLECTED = 5  # pytest's exit code for a notebook without code


@dataclass(frozen=True)
class CellDifference:
    """One code cell that failed, or put out something else than before; its number n as in `In [n]`."""

    number: int
    name: str
    first_line: str
    detail: str

    def describe(self, lesson: str) -> str:
        """Return the text that names lesson and cell, then what differs."""
        return f"{lesson}: code cell {self.number} ({self.name}) `{self.first_line}`: {self.detail}"


@dataclass
class Verification:
    """One notebook's second run."""

    module: str
    lesson: str
    seconds: float
    cells: int
    differences: list[CellDifference] = field(default_factory=list)
    error: str = ""  # why nothing could be compared
    against: str = ""  # the file of the outputs that it was held to; empty: those of the first run
    recorded: str = ""  # that file's hash
    versions: str = ""  # what has changed since it was written

    @property
    def passed(self) -> bool:
        return not self.differences and not self.error

    @classmethod
    def from_json(cls, data: dict) -> "Verification":
        """Rebuild what `dataclasses.asdict` made."""
        return cls(**{**data, "differences": [CellDifference(**each) for each in data["differences"]]})

    def describe(self) -> str:
        """Return the text that names the lesson and each cell that differs."""
        if self.passed:
            what = "what was recorded" if self.against else "what they had put out before; no outputs are recorded"
            return f"{self.lesson}: {self.cells} cells put out {what}"
        parts = [f"{self.lesson}: {self.error}"] if self.error else []
        parts += [difference.describe(self.lesson) for difference in self.differences]
        if self.against:
            meant = f"If it was meant to change: coursekit run {self.lesson} --record"
            parts += [f"{self.lesson}: held to {self.against}. {meant}", *filter(None, [self.versions])]
        return "\n".join(parts)


def check_outputs(
    notebooks: list[Path],
    *,
    timeout_seconds: int,
    jobs: int = 1,
    kernel_name: str | None = None,
    report=None,
    recorded: dict[Path, Path] | None = None,
) -> list[Verification]:
    """Execute notebooks again, each in a pytest process of its own, and compare their outputs with the recorded ones.

    Args:
        notebooks: Executed notebooks, `<module>/<lesson>.ipynb`.
        timeout_seconds: For one cell.
        jobs: How many at a time.
        kernel_name: The kernel to run in; None: the one that each notebook names.
        report: Called with each `Verification` as it is done, on another thread.
        recorded: For a notebook, the file of the outputs to hold it to; without one, or if there is no such file, its own.

    Raises:
        CourseError: If such a file is malformed.
    """

    running: set[int] = set()  # process ids of pytest

    def verify(notebook: Path) -> Verification:
        file = (recorded or {}).get(notebook)
        verification = _verify(notebook, file, _command(notebook.name, timeout_seconds, kernel_name), running)
        if report:
            report(verification)
        return verification

    with ThreadPoolExecutor(max_workers=jobs) as threads:
        futures = [threads.submit(verify, notebook) for notebook in notebooks]
        try:
            while not all(future.done() for future in futures):
                time.sleep(POLL_SECONDS)  # a short sleep lets Ctrl-C through
        except BaseException:
            threads.shutdown(wait=False, cancel_futures=True)
            for process_id in list(running):
                end_tree(process_id)
            raise
        return [future.result() for future in futures]


def _verify(notebook: Path, recorded: Path | None, command: list[str], running: set[int]) -> Verification:
    outputs = committed.read(recorded) if recorded else None
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="coursekit-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        new = _copy(notebook, folder / notebook.name, outputs)  # its kernel runs beside it, and may leave files there
        (folder / "sanitize.cfg").write_text(NOT_COMPARED)
        (folder / "pytest.ini").write_text("[pytest]\n")
        exit_code, output = _run(command, folder, running, elsewhere=outputs is not None)
        verification = Verification(notebook.parent.name, notebook.stem, time.perf_counter() - began, 0)
        _read_report(folder / "report.xml", notebook, verification)
    if outputs is not None:
        verification.against, verification.recorded = str(recorded), committed.digest(recorded)
        verification.differences += new
    if verification.cells == 0 and exit_code != NOTHING_COLLECTED:
        tail = "\n".join(output.splitlines()[-OUTPUT_LINES:])
        verification.error = f"nbval ended with exit code {exit_code} before it compared anything:\n{tail}"
    return verification


def _copy(notebook: Path, copy: Path, outputs: dict[str, list] | None) -> list[CellDifference]:
    """Copy a notebook so that nbval compares the right outputs, and return the cells that have none recorded.

    `f();` shows nothing under nbval either: IPython looks for the semicolon in its history, and nbval keeps none; a last
    `None` shows nothing in any case.

    Args:
        outputs: The recorded outputs by cell id, to take the place of the notebook's own; None: these stay.
    """
    import nbformat

    content = nbformat.read(notebook, as_version=4)
    missing, number = [], 0
    for cell in content.cells:
        number += runs(cell)
        if outputs is not None and committed.promised(cell):
            if cell.id in outputs:
                cell.outputs = outputs[cell.id]
            else:
                detail = "its code is new or has changed, and no outputs are recorded for it"
                missing.append(CellDifference(number, cell_name(cell), first_line(cell), detail))
        if runs(cell) and cell.source.rstrip().endswith(";") and not cell.source.startswith("%%"):
            cell.source += "\nNone"
    nbformat.write(content, copy)
    return missing


def _run(command: list[str], folder: Path, running: set[int], elsewhere: bool) -> tuple[int, str]:
    with subprocess.Popen(
        command,
        cwd=folder,
        env=_environment() | ({ELSEWHERE: "1"} if elsewhere else {}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    ) as process:
        running.add(process.pid)
        output, _ = process.communicate()
        running.discard(process.pid)
    return process.returncode, output


def _environment() -> dict[str, str]:
    """Ours, without what would make pytest load more than nbval; other plugins cost seconds a notebook."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS")}
    return {**kept, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}


def _command(name: str, timeout_seconds: int, kernel_name: str | None) -> list[str]:
    kernel = [f"--nbval-kernel-name={kernel_name}"] if kernel_name else []
    return [
        *(sys.executable, "-m", "pytest", "--nbval", name, "--rootdir=.", "-c", "pytest.ini", "--color=no"),
        *("-p", "no:cacheprovider", "-p", "coursekit.execution.comparison", "-p", "nbval.plugin"),
        "--junitxml=report.xml",
        *(f"--nbval-cell-timeout={timeout_seconds}", "--nbval-sanitize-with=sanitize.cfg", *kernel),
    ]


def _read_report(report: Path, notebook: Path, verification: Verification) -> None:
    """Read pytest's JUnit report: its cases are called `Cell 0`, `Cell 1`, ... over the code cells, empty ones too."""
    import nbformat

    named = [(re.fullmatch(r"Cell (\d+)", case.get("name", "")), case) for case in _cases(report)]
    cases = [(int(name.group(1)), case) for name, case in named if name]
    if not cases:
        return
    verification.cells = len(cases)
    cells = [cell for cell in nbformat.read(notebook, as_version=4).cells if cell.cell_type == "code"]
    for index, case in cases:
        for trouble in (*case.findall("failure"), *case.findall("error")):
            detail = (trouble.text or trouble.get("message") or "").strip()
            number = sum(map(runs, cells[: index + 1]))
            difference = CellDifference(number, cell_name(cells[index]), first_line(cells[index]), detail)
            verification.differences.append(difference)


def _cases(report: Path) -> list[ElementTree.Element]:
    return list(ElementTree.parse(report).iter("testcase")) if report.is_file() else []
