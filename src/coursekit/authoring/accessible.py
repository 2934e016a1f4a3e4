"""Rules for readers who hear a lesson: headings in order, and for every picture a sentence that says what it shows.

`rules` registers them; as there, a rule's docstring is the mend that the author reads.
"""

import ast
import inspect
import re
from collections.abc import Iterator

from coursekit import plotting
from coursekit.authoring.source import LessonSource

Finding = tuple[int, str]
FEWEST_WORDS = 4
DRAWN_BY = {
    "new_figure",
    "picture",
    "figure",
    "Figure",
}  # what a call that returns a figure is named, here and in matplotlib
ALT_PLACE = {
    name: list(inspect.signature(function).parameters).index("alt")
    for name, function in vars(plotting).items()
    if inspect.isfunction(function) and not name.startswith("_") and "alt" in inspect.signature(function).parameters
}


def heading_order(source: LessonSource) -> Iterator[Finding]:
    """Write one # title, then go no more than one level deeper at a time: who listens to a page finds the way by its headings."""
    before = 0
    for line, level, title in _headings(source):
        if level == 1 and before:
            yield line, f"the heading {title!r} is a second # title"
        elif level > before + 1:
            yield line, f"the heading {title!r} has level {level} after level {before}"
        before = level


def image_alternative(source: LessonSource) -> Iterator[Finding]:
    """Say in the brackets of ![…](file), or in alt="…", in a sentence what the picture shows."""
    for cell in source.cells:
        if cell.kind == "markdown":
            for found in re.finditer(r"!\[([^\]]*)\]\([^)]+\)|<img\b[^>]*>", cell.source):
                alt = re.search(r"""\balt\s*=\s*["']([^"']*)""", found[0]) if found[1] is None else found
                if not alt or len(alt[1].split()) < FEWEST_WORDS:
                    yield cell.line + cell.source.count("\n", 0, found.start()), f"{found[0]!r} has no alternative text"


def figure_alternative(source: LessonSource) -> Iterator[Finding]:
    """Show figures by coursekit.plotting alone, with a sentence that says what is seen: plotting.show(figure, "Two curves that …")."""
    later = ""
    for cell in reversed(source.cells):
        if cell.kind != "code" or cell.tree is None:
            continue
        later = cell.source + later
        for node, what in _unsaid(cell.tree, later):
            yield cell.line + node.lineno - 1, what


RULES = [heading_order, image_alternative, figure_alternative]


def _headings(source: LessonSource) -> Iterator[tuple[int, int, str]]:
    """(line, level, title) of each heading of the prose; what looks like one inside a fenced block is none."""
    for cell in source.cells:
        fence = ""
        for offset, text in enumerate(cell.source.splitlines() if cell.kind == "markdown" else ()):
            mark = re.match(r" {0,3}(`{3,}|~{3,})", text)
            if mark and not fence:
                fence = mark[1]
            elif mark and mark[1].startswith(fence):
                fence = ""
            elif not fence and (found := re.match(r" {0,3}(#{1,6})\s+(.*)", text)):
                yield cell.line + offset, len(found[1]), found[2]


def _unsaid(tree: ast.Module, later: str) -> Iterator[tuple[ast.AST, str]]:
    """What in a cell shows a figure without its sentence; `later` is the code from this cell to the lesson's end."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom) and (module := _shows_by_itself(node)):
            yield node, f"{module} shows pictures without an alternative text"
        elif isinstance(node, ast.Call) and _called(node) == "display":
            yield node, "display() shows a picture without an alternative text"
        elif isinstance(node, ast.Call) and _called(node) in ALT_PLACE and _is_plotting(node):
            words = _words(node, tree)
            if words < FEWEST_WORDS:
                yield node, f"plotting.{_called(node)} gets {words or 'no'} words of alternative text"
    figures = _figures(tree)
    for name, node in figures.items():
        if not re.search(rf"\bplotting\.show\(\s*{name}\b", later):
            yield node, f"the figure {name!r} is drawn and never shown by plotting.show"
    last = tree.body[-1] if tree.body else None
    if isinstance(last, ast.Expr) and _shown_bare(last.value, figures):
        yield last, "the cell shows its figure as a bare last value"


def _shows_by_itself(node: ast.Import | ast.ImportFrom) -> str:
    names = [alias.name for alias in node.names]
    modules = [f"{node.module}.{name}" for name in names] if isinstance(node, ast.ImportFrom) else names
    return next((one for one in modules if re.match(r"matplotlib\.pyplot|pylab|IPython(\.core)?\.display", one)), "")


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _is_plotting(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "plotting"


def _words(call: ast.Call, tree: ast.Module) -> int:
    """How many words of the alternative text are written out; a name stands for what the cell binds it to."""
    place = ALT_PLACE[_called(call)]
    given = [one.value for one in call.keywords if one.arg == "alt"] or call.args[place : place + 1]
    named = {node.id for one in given for node in ast.walk(one) if isinstance(node, ast.Name)}
    bindings = [node for node in ast.walk(tree) if isinstance(node, ast.Assign | ast.AugAssign)]
    given += [node.value for node in bindings if named & _targets(node)]
    texts = [node.value for one in given for node in ast.walk(one) if isinstance(node, ast.Constant)]
    return len(" ".join(text for text in texts if isinstance(text, str)).split())


def _targets(node: ast.Assign | ast.AugAssign) -> set[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return {leaf.id for target in targets for leaf in ast.walk(target) if isinstance(leaf, ast.Name)}


def _figures(tree: ast.Module) -> dict[str, ast.AST]:
    """Names that the cell's own statements bind to a new figure."""
    made = [one for one in tree.body if isinstance(one, ast.Assign) and isinstance(one.value, ast.Call)]
    return {name: one for one in made if _called(one.value) in DRAWN_BY for name in _targets(one)}


def _shown_bare(value: ast.expr, figures: dict[str, ast.AST]) -> bool:
    if isinstance(value, ast.Call):
        return _called(value) in DRAWN_BY
    return isinstance(value, ast.Name) and (value.id in figures or value.id in ("figure", "fig"))
