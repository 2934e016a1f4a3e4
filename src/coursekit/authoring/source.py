"""Read a lesson: MyST Markdown in, cells with their line numbers and short-form options out."""

import ast
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from coursekit.errors import CourseError
from coursekit.syllabus import Lesson

CODE_OPTIONS = {"tags", "exercise", "check", "points", "given"}
MARKDOWN_OPTIONS = {"manual", "points", "tags"}
BEGIN_SOLUTION, END_SOLUTION = "### BEGIN SOLUTION", "### END SOLUTION"
BEGIN_HIDDEN, END_HIDDEN = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"


@dataclass(frozen=True)
class Cell:
    """One cell as its author wrote it.

    Attributes:
        kind: "code" or "markdown".
        line: Line of the file, from 1, on which the cell's own text begins.
        options: The short form: tags, exercise, check, points, given, manual.
    """

    kind: str
    source: str
    line: int
    options: dict

    @property
    def tags(self) -> tuple[str, ...]:
        return tuple(self.options.get("tags", ()))

    @property
    def exercise(self) -> str | None:
        return self.options.get("exercise")

    @property
    def check(self) -> str | None:
        return self.options.get("check")

    @property
    def manual(self) -> str | None:
        return self.options.get("manual")

    @property
    def given(self) -> str | None:
        return self.options.get("given")

    @cached_property
    def tree(self) -> ast.Module | None:
        """The parsed code; None where it is no plain Python (a magic, a syntax error)."""
        try:
            return ast.parse(self.source)
        except SyntaxError:
            return None


@dataclass(frozen=True)
class LessonSource:
    """A lesson's file, cut into cells."""

    lesson: Lesson
    text: str
    cells: tuple[Cell, ...]
    metadata: dict

    @property
    def exercises(self) -> dict[str, Cell]:
        return {cell.exercise: cell for cell in self.cells if cell.exercise}

    @property
    def checks(self) -> dict[str, Cell]:
        return {cell.check: cell for cell in self.cells if cell.check}

    @property
    def given(self) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if cell.given)


def read(lesson: Lesson) -> LessonSource:
    """Read a lesson's MyST Markdown.

    Raises:
        CourseError: If the file cannot be read as a MyST notebook, with file and line.
    """
    return parse(lesson, lesson.path.read_text(encoding="utf-8"))


def parse(lesson: Lesson, text: str) -> LessonSource:
    """Cut `text` into the lesson's cells.

    Raises:
        CourseError: As `read` does.
    """
    from jupytext.myst import MystMetadataParsingError, myst_to_notebook

    try:
        notebook = myst_to_notebook(text, add_source_map=True)
    except MystMetadataParsingError as error:
        raise CourseError(f"{lesson.path}: {error}") from None
    starts = notebook.metadata.pop("source_map")
    lines = text.splitlines()
    cells = tuple(
        Cell(cell.cell_type, cell.source, _first_line(lines, start), dict(cell.metadata))
        for cell, start in zip(notebook.cells, starts, strict=True)
    )
    return LessonSource(lesson, text, cells, dict(notebook.metadata))


def _first_line(lines: list[str], start: int) -> int:
    """The line, from 1, of a cell's own text: past its options and blank lines."""
    while start < len(lines) and (not lines[start].strip() or lines[start].lstrip().startswith(":")):
        start += 1
    return start + 1


def released(source: str) -> str:
    """What nbgrader leaves of a solution cell: the stub that a learner sees."""
    lines, inside = [], False
    for line in source.splitlines():
        if BEGIN_SOLUTION.lstrip("# ") in line:
            inside = True
            indent = re.match(r"\s*", line).group(0)
            lines += [f"{indent}# YOUR CODE HERE", f"{indent}raise NotImplementedError()"]
        elif END_SOLUTION.lstrip("# ") in line:
            inside = False
        elif not inside:
            lines.append(line)
    return "\n".join(lines)


def visible(source: str) -> str:
    """What nbgrader leaves of a test cell: the part that a learner sees."""
    return re.sub(
        rf"^[^\n]*{BEGIN_HIDDEN[4:]}.*?{END_HIDDEN[4:]}[^\n]*\n?", "", source + "\n", flags=re.DOTALL | re.MULTILINE
    ).rstrip("\n")


def bound_names(tree: ast.AST | None) -> set[str]:
    """Names that a cell binds at its top level."""
    names: set[str] = set()
    for node in getattr(tree, "body", []):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
        else:
            names |= {
                leaf.id
                for leaf in _outside_functions(node)
                if isinstance(leaf, ast.Name) and isinstance(leaf.ctx, ast.Store)
            }
    return names


def _outside_functions(node: ast.AST):
    """Walk `node` but not into functions and comprehensions, whose names are their own."""
    yield node
    if isinstance(node, ast.Lambda | ast.FunctionDef | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
        return
    for child in ast.iter_child_nodes(node):
        yield from _outside_functions(child)


def used_names(tree: ast.AST | None) -> set[str]:
    """Names that a cell reads, at any depth."""
    if tree is None:
        return set()
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}


def locate(path: Path, line: int) -> str:
    """`file:line`, as editors and CI systems link it."""
    return f"{path}:{line}"
