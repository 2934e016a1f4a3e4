"""Small notebooks and the tasks that execute them, in a real kernel of this environment."""

import io
import signal

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from rich.console import Console

from coursekit.execution.plan import Task

PARAMETERS = 'PROFILE = "cpu"\nSEED = 0'


@pytest.fixture
def make_task(tmp_path):
    """Return a function that writes a notebook and returns its task; a cell is source, or a finished cell."""

    def make(lesson, *cells, module="01_start", timeout_seconds=60, kernel="python3"):
        first = new_code_cell(PARAMETERS, id="parameters", metadata={"tags": ["parameters"]})
        rest = [
            cell if not isinstance(cell, str) else new_code_cell(cell, id=f"cell-{number}")
            for number, cell in enumerate(cells, 2)
        ]
        notebook = new_notebook(cells=[first, *rest], metadata={"kernelspec": _kernelspec(kernel)} if kernel else {})
        source = tmp_path / "built" / f"{lesson}.ipynb"
        source.parent.mkdir(exist_ok=True)
        nbformat.write(notebook, source)
        return Task(
            module=module,
            lesson=lesson,
            source=source,
            folder=source.parent,
            out=tmp_path / "out",
            parameters={"PROFILE": "smoke", "SEED": 3},
            timeout_seconds=timeout_seconds,
        )

    return make


def _kernelspec(name):
    return {"name": name, "display_name": name, "language": "python"}


@pytest.fixture
def markdown():
    """Return a function that makes a Markdown cell."""
    return lambda text: new_markdown_cell(text)


@pytest.fixture
def log():
    """A console that writes to memory, as wide as a log."""
    return Console(file=io.StringIO(), width=140)


@pytest.fixture(autouse=True)
def on_the_processor(monkeypatch):
    """Hide any GPU: these notebooks compute nothing, and a kernel must not wake one to say so."""
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "")


@pytest.fixture(autouse=True)
def interruptible():
    """Let Ctrl-C through even where the tests run in a shell's background, which ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


class Recorder:
    """A reporter that keeps what it is told."""

    def __init__(self):
        self.events = []

    def event(self, task, event):
        self.events.append((task.lesson, event))

    def tick(self):
        pass


@pytest.fixture
def recorder():
    return Recorder()
