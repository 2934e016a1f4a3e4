"""What the judge runs, in which order, and with which names: decided from trusted text alone.

The trusted text is the instructor's: the source notebook where it is there, and always the gradebook's copy of locked
cells. Nothing here reads a submission.

- *given* cells (locked, without points) run in the judge as in the learner's kernel, before anything that comes later.
- *answer* cells bind names that are asked of the learner's kernel; what they import is imported by the judge itself.
- *plain* cells (not nbgrader's) run in the judge only as far as a check needs a name that they bind.
- *test* cells run in the judge, nowhere else.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from nbformat import NotebookNode

from coursekit.grading.judge.names import Names, names_of

Kind = Literal["given", "answer", "plain", "test", "manual"]
ANSWERS = ("answer", "manual")  # learners' own: what a hand grades can be used by a check as well
CONVENTIONAL_IMPORTS = {  # for courses whose source notebook is gone: what these names mean everywhere
    "np": "import numpy as np",
    "numpy": "import numpy",
    "pd": "import pandas as pd",
    "plt": "import matplotlib.pyplot as plt",
    "keras": "import keras",
    "tf": "import tensorflow as tf",
    "math": "import math",
    "random": "import random",
    "sklearn": "import sklearn",
}


@dataclass(frozen=True)
class TrustedCell:
    """A cell as the instructor wrote it.

    Args:
        key: Its grade_id, or "#3" for the fourth cell of a notebook if it has none.
        kind: What the judge does with it.
        source: Its text.
        points: What it is worth; 0 for all but tests and manual answers.
        tags: Cell tags.
    """

    key: str
    kind: Kind
    source: str
    points: float = 0.0
    tags: frozenset[str] = frozenset()

    @property
    def names(self) -> Names:
        """What the cell does with names."""
        return names_of(self.source)


@dataclass(frozen=True)
class Step:
    """Something for the judge to run.

    Args:
        key: Which cell it comes from.
        kind: "given", "plain", "import" or "test".
        source: What to run.
        learner_names: Names that the learner's kernel is asked for first; a name that it lacks is unbound.
        fallback_names: Names that it is asked for only where the judge has none of its own.
        mirrored_data: Those of learner_names whose rebinding the answers' functions would see.
    """

    key: str
    kind: str
    source: str
    learner_names: frozenset[str] = frozenset()
    fallback_names: frozenset[str] = frozenset()
    mirrored_data: frozenset[str] = frozenset()

    @property
    def needs_learner(self) -> bool:
        """Whether the learner's kernel must be at hand."""
        return bool(self.learner_names or self.fallback_names)


@dataclass
class Program:
    """The instructor's notebook as a program for the judge.

    Args:
        cells: In the instructor's order.
        skip_tag: Cells with this tag are not run while grading.
        complete: Whether plain cells are known, i.e. whether there was a source notebook.
    """

    cells: list[TrustedCell]
    skip_tag: str = ""
    complete: bool = True
    positions: dict[str, int] = field(init=False)
    modules: frozenset[str] = field(init=False)

    def __post_init__(self):
        self.positions = {cell.key: position for position, cell in enumerate(self.cells)}
        self.modules = frozenset().union(*(cell.names.imported for cell in self.cells))

    def __getitem__(self, key: str) -> TrustedCell:
        return self.cells[self.positions[key]]

    def __contains__(self, key: str) -> bool:
        return key in self.positions

    @property
    def known_classes(self) -> tuple[str, ...]:
        """Classes that the reference solution defines."""
        import ast

        found: list[str] = []
        for cell in self.cells:
            if cell.kind in ANSWERS and cell.names.readable and "class " in cell.source:
                found += [node.name for node in ast.parse(_text(cell)).body if isinstance(node, ast.ClassDef)]
        return tuple(found)

    @property
    def uses_keras(self) -> bool:
        """Whether a check needs a name that Keras or TensorFlow brings."""
        brought = {"keras", "tf", "tensorflow"}
        return any(cell.kind in ("given", "test") and cell.names.needs & brought for cell in self.cells)

    def answer_names(self, before: int | None = None) -> frozenset[str]:
        """Names that answer cells bind other than by import."""
        cells = self.cells[:before]
        return frozenset().union(*(_own_names(cell) for cell in cells if cell.kind in ANSWERS))

    def answers_for(self, key: str) -> list[TrustedCell]:
        """The answer cells whose names a test needs, in the instructor's order."""
        position = self.positions[key]
        needed = self._closure(self.cells[position].names.needs, position, through=("given", "plain"))
        return [cell for cell in self.cells[:position] if cell.kind in ANSWERS and _own_names(cell) & needed]

    def steps_before(self, key: str, done: set[str]) -> list[Step]:
        """What the judge must have run before the cell `key` runs: given cells, and what it and they need.

        Args:
            key: A cell of this program.
            done: Steps that ran already (`step.key + step.source`); those returned here are added.
        """
        position = self.positions[key]
        steps: list[Step] = []
        for place, cell in enumerate(self.cells[:position]):
            if cell.kind == "given" and self.skip_tag not in cell.tags:
                self._add(steps, self._supplies(cell.names, place, done), done)
                self._add(steps, [self._step(cell, place)], done)
        self._add(steps, self._supplies(self.cells[position].names, position, done), done)
        return steps

    def step(self, key: str) -> Step:
        """The step that runs a given or test cell itself."""
        return self._step(self[key], self.positions[key])

    def _step(self, cell: TrustedCell, place: int) -> Step:
        kind = cell.kind if cell.kind in ("given", "test") else "plain"
        needed = self._closure(cell.names.needs, place)
        asked = self.answer_names(place) & (needed | cell.names.binds)
        bound = frozenset().union(*(each.names.binds for each in self.cells[: place + 1]))
        return Step(
            cell.key,
            kind,
            cell.source,
            asked,
            (needed - asked) - (bound - self._plain_only(place)),
            asked & frozenset().union(*(each.names.needs for each in self.cells if each.kind in ANSWERS)),
        )

    def _supplies(self, names: Names, place: int, done: set[str]) -> Iterator[Step]:
        """Imports and plain cells that provide what `names` needs, in the instructor's order."""
        needed = self._closure(names.needs, place)
        wholly = self.answer_names(place)
        for position, cell in enumerate(self.cells[:place]):
            if cell.kind in ("answer", "manual", "plain"):
                for number, each in enumerate(cell.names.imports):
                    if each.binds & needed or "*" in each.binds:
                        yield Step(f"{cell.key}/import{number}", "import", each.source)
            if cell.kind == "plain" and self.skip_tag not in cell.tags:
                if (self._provides(cell) & needed) - wholly:
                    yield self._step(cell, position)
        if not self.complete:
            bound = frozenset().union(*(cell.names.binds for cell in self.cells[:place]))
            for name in sorted(needed - bound):
                if name in CONVENTIONAL_IMPORTS:
                    yield Step(f"conventional/{name}", "import", CONVENTIONAL_IMPORTS[name])

    def _closure(
        self, needed: Iterable[str], place: int, through: tuple[str, ...] = ("given", "plain", "test")
    ) -> frozenset[str]:
        """`needed`, and what the cells before `place` of the kinds `through` need in turn to provide it."""
        found = set(needed)
        while True:
            more = set()
            for cell in self.cells[:place]:
                if cell.kind in through and self._provides(cell) & found:
                    more |= cell.names.needs
            if more <= found:
                return frozenset(found)
            found |= more

    def _provides(self, cell: TrustedCell) -> frozenset[str]:
        """Names that a cell binds or, if it need not run otherwise, changes; `np.show()` changes no module."""
        return _own_names(cell) | (cell.names.changes - self.modules if cell.kind == "plain" else frozenset())

    def _plain_only(self, place: int) -> frozenset[str]:
        """Names that only plain cells bind: the learner's kernel may be asked for them if the judge could not."""
        plain = frozenset().union(*(_own_names(c) for c in self.cells[:place] if c.kind == "plain"))
        return plain - frozenset().union(*(c.names.binds for c in self.cells[:place] if c.kind in ("given", "test")))

    @staticmethod
    def _add(steps: list[Step], more: Iterable[Step], done: set[str]) -> None:
        for step in more:
            if step.key not in done:
                done.add(step.key)
                steps.append(step)


def _own_names(cell: TrustedCell) -> frozenset[str]:
    return cell.names.binds - cell.names.imported


def _text(cell: TrustedCell) -> str:
    from coursekit.grading.judge.names import as_python

    return as_python(cell.source)


def from_notebook(notebook: NotebookNode, *, skip_tag: str = "") -> Program:
    """Read the program from a source notebook alone."""
    return Program([_trusted(cell, number) for number, cell in enumerate(_code(notebook))], skip_tag)


def from_gradebook(notebook_row, source: NotebookNode | None, *, skip_tag: str = "") -> Program:
    """Read the program of an assignment's notebook.

    Args:
        notebook_row: `nbgrader.api.Notebook`, of an open gradebook: its text of locked cells is what counts.
        source: The source notebook (or the released one), if it can be found: order, plain cells, reference solutions.
        skip_tag: Cells with this tag are not run while grading.
    """
    points = {cell.name: float(cell.max_score) for cell in notebook_row.grade_cells}
    solutions = {cell.name for cell in notebook_row.solution_cells}
    rows = {cell.name: cell for cell in notebook_row.source_cells if cell.cell_type == "code"}
    stored = {name: _from_row(row, points, solutions) for name, row in rows.items()}
    if source is None:
        return Program(list(stored.values()), skip_tag, complete=False)
    written = [_trusted(cell, number) for number, cell in enumerate(_code(source))]
    known = {cell.key: cell for cell in written}
    if not stored.keys() <= known.keys():  # another version of the notebook: its order means nothing
        return Program([_merged(cell, known.get(name)) for name, cell in stored.items()], skip_tag, complete=False)
    cells = [_merged(stored[cell.key], cell) if cell.key in stored else cell for cell in written]
    return Program([cell for cell in cells if cell.kind == "plain" or cell.key in stored], skip_tag)


def read_source(*candidates: Path) -> NotebookNode | None:
    """The first of some notebook files that can be read."""
    import nbformat

    for path in candidates:
        try:
            return nbformat.read(path, as_version=4)
        except (OSError, ValueError, json.JSONDecodeError):
            continue
    return None


def _code(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def _trusted(cell: NotebookNode, number: int) -> TrustedCell:
    about = cell.metadata.get("nbgrader", {})
    grade, solution = bool(about.get("grade")), bool(about.get("solution"))
    locked = bool(about.get("locked"))
    key = about.get("grade_id") or f"#{number}"
    tags = frozenset(cell.metadata.get("tags", ()))
    return TrustedCell(key, _kind(grade, solution, locked), cell.source, float(about.get("points") or 0), tags)


def _from_row(row, points: dict[str, float], solutions: set[str]) -> TrustedCell:
    kind = _kind(row.name in points, row.name in solutions, bool(row.locked))
    return TrustedCell(row.name, kind, row.source or "", points.get(row.name, 0.0))


def _merged(stored: TrustedCell, written: TrustedCell | None) -> TrustedCell:
    """The gradebook's cell; an answer's text is the reference solution's, if the source notebook has it."""
    if written is None:
        return stored
    source = written.source if stored.kind in ("answer", "manual") else stored.source
    return TrustedCell(stored.key, stored.kind, source, stored.points, written.tags)


def _kind(grade: bool, solution: bool, locked: bool) -> Kind:
    if grade and solution:
        return "manual"
    if grade:
        return "test"
    if solution:
        return "answer"
    return "given" if locked else "plain"
