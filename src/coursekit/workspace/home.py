"""The workspace's home page, a notebook made from the syllabus."""

import hashlib
import json
from collections.abc import Sequence

from coursekit.syllabus import Module, Syllabus
from coursekit.workspace.laying import Laid

NAME = "Home.ipynb"

WORK = """## How to work

1. **Open a lesson** from the table, read, and run the cells with Shift+Enter.
2. **Write your answer** where a cell says `YOUR CODE HERE`. Stuck? Each exercise has three hints.
3. **Check it:** run the cell below your answer. It says what is expected, what came, and often which mistake it looks like.
4. **Validate** the whole notebook: the *Validate* button above it runs everything from the top in a fresh kernel. Or, in a terminal
   (File > New > Terminal): `nbgrader validate {notebook}`
5. **Submit:** *Nbgrader > Assignment List*, then *Submit*; as often as you like, the last one counts. Or in a terminal:
   `nbgrader submit {module}`

What you write stays yours: an update never overwrites a notebook that you changed. It lays the new version beside it, as `….new.ipynb`."""

STATE_TEXT = "## What this machine has\n\nRun the next cell: it says what your code runs on and which data are here."
STATE_CODE = "from coursekit.workspace import state\n\nstate.show()"

LICENCE = (
    "---\nText of the lessons: Creative Commons Attribution 4.0 International (CC BY 4.0). Code: BSD-3-Clause. "
    "Each data set has its own terms: `coursekit data card NAME`."
)


def home_page(syllabus: Syllabus, lessons: Sequence[Laid] = ()) -> bytes:
    """Return the home page as a notebook file.

    Args:
        syllabus: What there is to learn.
        lessons: What happened when the lessons were laid; those with a newer version waiting are named.
    """
    texts = [_opening(syllabus), *map(_module, syllabus.modules)]
    waiting = [one for one in lessons if one.waiting]
    if waiting:
        texts.append(_news(waiting))
    texts.append(_work(syllabus))
    cells = [_cell("markdown", text) for text in texts]
    cells += [_cell("markdown", STATE_TEXT), _cell("code", STATE_CODE), _cell("markdown", LICENCE)]
    kernel = {"display_name": "coursekit", "language": "python", "name": "coursekit"}
    notebook = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode("utf-8")


def _cell(kind: str, source: str) -> dict:
    common = {"cell_type": kind, "id": hashlib.sha256(source.encode()).hexdigest()[:8], "metadata": {}}
    extra = {"execution_count": None, "outputs": []} if kind == "code" else {}
    return {**common, **extra, "source": source.splitlines(keepends=True)}


def _opening(syllabus: Syllabus) -> str:
    hours = sum(lesson.minutes for lesson in syllabus.lessons) / 60
    count = len(syllabus.lessons)
    return (
        f"# {syllabus.title}\n\nFor {syllabus.audience}. {count} lesson{'s' if count != 1 else ''}, about {hours:.0f} hours. "
        "Click a lesson to open it."
    )


def _module(module: Module) -> str:
    before = f"\n\nBefore it: {', '.join(module.prerequisites)}." if module.prerequisites else ""
    rows = [
        f"| [{lesson.title}]({module.name}/{lesson.name}.ipynb) | {lesson.minutes} | {lesson.outcome} | {', '.join(lesson.datasets) or '–'} |"
        for lesson in module.lessons
    ]
    table = "\n".join(["| lesson | minutes | afterwards you can | data |", "| --- | --: | --- | --- |", *rows])
    return f"## {module.title}{before}\n\n{table}"


def _news(waiting: Sequence[Laid]) -> str:
    rows = "\n".join(
        f"- [{one.path}]({one.path}) is yours and stays; newer: [{one.waiting}]({one.waiting})" for one in waiting
    )
    return (
        f"## New versions\n\n{rows}\n\nTo go over: copy your answers into the newer file, then give it the old name. "
        "To stay: delete the newer file."
    )


def _work(syllabus: Syllabus) -> str:
    module = syllabus.modules[0]
    return WORK.format(module=module.name, notebook=f"{module.name}/{module.lessons[0].name}.ipynb")
