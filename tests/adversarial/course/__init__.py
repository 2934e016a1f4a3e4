"""A course of two small assignments, written as text, that the battery's submissions answer."""

import re
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

FOLDER = Path(__file__).parent
ASSIGNMENTS = {"exercises": "battery", "network": "battery_keras"}  # notebook -> the assignment that holds it alone
HEADING = re.compile(r"^# %% *(.*)$", re.MULTILINE)
SOLUTION = re.compile(r"^ *### (BEGIN|END) SOLUTION\n", re.MULTILINE)
KERNEL = {"name": "coursekit", "display_name": "Course (coursekit)", "language": "python"}


@dataclass(frozen=True)
class Block:
    """A cell written as text: the words of its heading, and its source."""

    words: tuple[str, ...]
    source: str


def blocks(text: str) -> list[Block]:
    """Split text at its `# %% word word` headings."""
    parts = HEADING.split(text)[1:]
    return [
        Block(tuple(words.split()), source.strip("\n")) for words, source in zip(parts[::2], parts[1::2], strict=True)
    ]


def source_notebook(name: str, canaries: dict[str, str]) -> NotebookNode:
    """The notebook as its author wrote it: solutions and hidden tests in, with these secrets in them."""
    text = (FOLDER / f"{name}.py").read_text(encoding="utf-8")
    for canary, value in canaries.items():
        text = text.replace(f"@CANARY:{canary}@", value)
    notebook = new_notebook(cells=[_cell(block) for block in blocks(text)])
    notebook.metadata["kernelspec"] = KERNEL
    return notebook


def solutions(name: str) -> dict[str, str]:
    """Right answers, exercise -> source: what a learner writes who solves everything."""
    text = (FOLDER / f"{name}.py").read_text(encoding="utf-8")
    return {
        block.words[1]: re.sub(r" *# @CANARY:solution@\n", "", SOLUTION.sub("", block.source + "\n")).strip("\n")
        for block in blocks(text)
        if block.words[0] == "solution"
    }


def points(name: str) -> dict[str, float]:
    """Full marks, exercise -> points."""
    text = (FOLDER / f"{name}.py").read_text(encoding="utf-8")
    return {
        block.words[1].removesuffix("_test"): float(block.words[2])
        for block in blocks(text)
        if block.words[0] == "test"
    }


def _cell(block: Block) -> NotebookNode:
    kind, name, *rest = block.words
    if kind == "markdown":
        return new_markdown_cell(block.source.removeprefix("# "), id=name)
    cell = new_code_cell(block.source, id=name.replace("_", "-"))
    cell.metadata["nbgrader"] = {
        "schema_version": 3,
        "grade_id": name,
        "grade": kind == "test",
        "solution": kind == "solution",
        "locked": kind != "solution",
        "task": False,
    }
    if kind == "test":
        cell.metadata["nbgrader"]["points"] = float(rest[0])
    return cell
