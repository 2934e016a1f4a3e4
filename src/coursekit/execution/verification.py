"""Executes a notebook once more and holds its outputs to the recorded ones, by nbval.

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

from coursekit.execution.cells import cell_name, first_line, runs
from coursekit.execution.pool import end_tree

NOT_COMPARED = (  # addresses of objects, as in <function f at 0x7f3a...>; pictures inside of HTML
    "regex: 0x[0-9a-fA-F]{6,}\nreplace: 0xADDRESS\n"
    "regex: data:image/[a-z+]+;base64,[A-Za-z0-9+/=]+\nreplace: data:image\n"
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
            return f"{self.lesson}: {self.cells} cells put out what was recorded"
        parts = [f"{self.lesson}: {self.error}"] if self.error else []
        return "\n".join([*parts, *(difference.describe(self.lesson) for difference in self.differences)])


def check_outputs(
    notebooks: list[Path], *, timeout_seconds: int, jobs: int = 1, kernel_name: str | None = None, report=None
) -> list[Verification]:
    """Execute notebooks again, each in a pytest process of its own, and compare their outputs with the recorded ones.

    Args:
        notebooks: Executed notebooks, `<module>/<lesson>.ipynb`.
        timeout_seconds: For one cell.
        jobs: How many at a time.
        kernel_name: The kernel to run in; None: the one that each notebook names.
        report: Called with each `Verification` as it is done, on another thread.
    """

    running: set[int] = set()  # process ids of pytest

    def verify(notebook: Path) -> Verification:
        verification = _verify(notebook, _command(notebook.name, timeout_seconds, kernel_name), running)
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


def _verify(notebook: Path, command: list[str], running: set[int]) -> Verification:
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="coursekit-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        _copy(notebook, folder / notebook.name)  # its kernel runs beside it, and may leave files there
        (folder / "sanitize.cfg").write_text(NOT_COMPARED)
        (folder / "pytest.ini").write_text("[pytest]\n")
        exit_code, output = _run(command, folder, running)
        verification = Verification(notebook.parent.name, notebook.stem, time.perf_counter() - began, 0)
        _read_report(folder / "report.xml", notebook, verification)
    if verification.cells == 0 and exit_code != NOTHING_COLLECTED:
        tail = "\n".join(output.splitlines()[-OUTPUT_LINES:])
        verification.error = f"nbval ended with exit code {exit_code} before it compared anything:\n{tail}"
    return verification


def _copy(notebook: Path, copy: Path) -> None:
    """Copy a notebook so that `f();` shows nothing under nbval either.

    IPython looks for the semicolon in its history, and nbval keeps none; a last `None` shows nothing in any case.
    """
    import nbformat

    content = nbformat.read(notebook, as_version=4)
    for cell in content.cells:
        if runs(cell) and cell.source.rstrip().endswith(";") and not cell.source.startswith("%%"):
            cell.source += "\nNone"
    nbformat.write(content, copy)


def _run(command: list[str], folder: Path, running: set[int]) -> tuple[int, str]:
    with subprocess.Popen(
        command,
        cwd=folder,
        env=_environment(),
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
        *("-p", "no:cacheprovider", "-p", "nbval.plugin", "-p", "coursekit.execution.comparison"),
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
