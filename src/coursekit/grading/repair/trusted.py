"""The cells of an assignment's notebook as the gradebook knows them, in the order of the notebook that was handed out."""

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import nbformat
from nbformat import NotebookNode

HIDDEN_BEGIN, HIDDEN_END = "BEGIN HIDDEN TESTS", "END HIDDEN TESTS"


@dataclass(frozen=True)
class TrustedCell:
    """A cell that nbgrader knows by name.

    Attributes:
        grade_id: Its name.
        cell_type: "code" or "markdown".
        source: Its text in the gradebook: the stub of an answer; a test with its hidden part.
        grade, solution, task, locked: nbgrader's marks.
        points: What it is worth, or None.
        checksum: nbgrader's, of the text and the marks.
        cell_id: Its id in the notebook that was handed out, where that lies at hand.
        tags: Its tags there.
    """

    grade_id: str
    cell_type: str
    source: str
    grade: bool
    solution: bool
    task: bool
    locked: bool
    points: float | None
    checksum: str | None
    cell_id: str | None = None
    tags: tuple[str, ...] = ()

    @property
    def restored(self) -> bool:
        """Whether the learner's text in it counts for nothing."""
        return (self.locked or self.grade or self.task) and not self.solution

    @property
    def test(self) -> bool:
        """Whether it gives points by itself."""
        return self.grade and not self.solution and not self.task

    @cached_property
    def released(self) -> str:
        """Its text as a learner got it."""
        return visible(self.source)

    @cached_property
    def binds(self) -> frozenset[str]:
        """The names that its stub binds at the top: what a check will look for."""
        return bound_names(self.source) if self.cell_type == "code" else frozenset()

    def metadata(self) -> dict:
        """The whole metadata of the cell as it is graded."""
        marks = {
            "schema_version": 3,
            "grade_id": self.grade_id,
            "grade": self.grade and not self.task,
            "solution": self.solution,
            "locked": self.locked,
            "task": self.task,
            "cell_type": self.cell_type,
        }
        if self.checksum:
            marks["checksum"] = self.checksum
        if self.points is not None:
            marks["points"] = self.points
        kept = {"nbgrader": marks} | ({"tags": list(self.tags)} if self.tags else {})
        return kept | ({"deletable": False, "editable": False} if self.restored else {"deletable": False})


def visible(source: str) -> str:
    """A test's text without its hidden regions."""
    lines, hidden = [], False
    for line in source.split("\n"):
        if HIDDEN_BEGIN in line:
            hidden = True
        elif HIDDEN_END in line:
            hidden = False
        elif not hidden:
            lines.append(line)
    return "\n".join(lines)


def bound_names(source: str) -> frozenset[str]:
    """The names that code binds by def, class, assignment or import; none if it does not parse."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset()
    names = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
        else:
            names |= {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return frozenset(names)


def trusted_cells(notebook: object, handed_out: NotebookNode | None) -> list[TrustedCell]:
    """Return the cells of a gradebook's notebook (nbgrader.api.Notebook).

    Args:
        notebook: The gradebook's row.
        handed_out: The source or release notebook, for order, ids and tags; without it the gradebook's order holds.
    """
    points = {cell.name: cell.max_score for cell in [*notebook.grade_cells, *notebook.task_cells]}
    grades, tasks, solutions = (
        {cell.name for cell in cells} for cells in (notebook.grade_cells, notebook.task_cells, notebook.solution_cells)
    )
    places = {name: (place, cell) for place, (name, cell) in enumerate(_named(handed_out))}
    cells = []
    for row in notebook.source_cells:
        place, original = places.get(row.name, (len(places), None))
        cell = TrustedCell(
            grade_id=row.name,
            cell_type=row.cell_type,
            source=row.source or "",
            grade=row.name in grades,
            solution=row.name in solutions,
            task=row.name in tasks,
            locked=bool(row.locked),
            points=points.get(row.name),
            checksum=row.checksum,
            cell_id=original.get("id") if original else None,
            tags=tuple(original.metadata.get("tags", ())) if original else (),
        )
        cells.append((place, cell))
    return [cell for _, cell in sorted(cells, key=lambda pair: pair[0])]


def _named(notebook: NotebookNode | None) -> Iterable[tuple[str, NotebookNode]]:
    for cell in notebook.cells if notebook else ():
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name:
            yield name, cell


def handed_out(coursedir: object, assignment: str, notebook: str) -> NotebookNode | None:
    """The assignment's notebook as the course directory holds it: released, else its source, else None."""
    for step in (coursedir.release_directory, coursedir.source_directory):
        path = Path(coursedir.format_path(step, ".", assignment)) / f"{notebook}.ipynb"
        if path.is_file():
            return nbformat.read(path, as_version=4)
    return None
