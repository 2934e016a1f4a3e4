"""Which names a cell of Python binds, needs and changes, read from its text: nothing is run."""

import ast
import builtins
import symtable
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

WRAPPING_MAGICS = frozenset({"time", "timeit", "capture", "prun"})  # cell magics whose body is Python of this notebook
BUILTINS = frozenset(dir(builtins)) | {"get_ipython", "display", "__name__", "__file__", "__doc__", "_", "__", "___"}


@dataclass(frozen=True)
class Import:
    """One import statement: its text, and the names that it binds ("*" for all of a module)."""

    source: str
    binds: frozenset[str]


@dataclass(frozen=True)
class Names:
    """What a cell does with names of the notebook's namespace.

    Args:
        binds: Assigned, defined, deleted or imported.
        needs: Read before the cell itself binds them; inside its functions and classes: read and never bound by the
            cell. Built-in names are left out.
        changes: Changed in place: `x[0] = 1`, `x.y = 1`, `x.append(1)`.
        imports: Its import statements, in order.
        readable: False if the text is no Python; all else is empty then.
    """

    binds: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    changes: frozenset[str] = frozenset()
    imports: tuple[Import, ...] = ()
    readable: bool = True

    @property
    def imported(self) -> frozenset[str]:
        """Names bound by an import statement and by nothing else counted here."""
        return frozenset().union(*(each.binds for each in self.imports))


@cache
def names_of(source: str) -> Names:
    """Read a cell's names; magics and `!` commands are understood as IPython does."""
    try:
        text = as_python(source)
        tree = ast.parse(text)
        table = symtable.symtable(text, "cell", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Names(readable=False)
    binds, deferred = _of_table(table)
    reader = _Reader()
    reader.visit(tree)
    needs = reader.needs | (deferred - binds)
    imports, changes = [], set()
    for node in _statements(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            imports.append(Import(ast.unparse(node), _bound_by_import(node)))
        changes |= _changed_by(node)
    inner = [names_of(body) for body in _magic_bodies(tree)]
    return Names(
        binds.union(*(each.binds for each in inner)),
        (needs - BUILTINS).union(*(each.needs for each in inner)),
        frozenset(changes - BUILTINS).union(*(each.changes for each in inner)),
        (*imports, *(found for each in inner for found in each.imports)),
    )


def as_python(source: str) -> str:
    """A cell's text as plain Python, as IPython would run it."""
    if not any(mark in source for mark in "%!?"):
        return source
    from IPython.core.inputtransformer2 import TransformerManager

    return TransformerManager().transform_cell(source)


def _of_table(table: symtable.SymbolTable) -> tuple[frozenset[str], frozenset[str]]:
    """What the cell binds, and what its inner scopes (functions, classes, comprehensions) read of the notebook's names."""
    binds, deferred = set(), set()
    for symbol in table.get_symbols():
        if symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace():
            binds.add(symbol.get_name())
    for inner in table.get_children():
        for scope in _scopes(inner):
            for symbol in scope.get_symbols():
                if symbol.is_global() and symbol.is_referenced():
                    deferred.add(symbol.get_name())
                if symbol.is_declared_global() and symbol.is_assigned():
                    binds.add(symbol.get_name())
    return frozenset(binds), frozenset(deferred)


class _Reader(ast.NodeVisitor):
    """Walks what runs when the cell runs, about in the order of evaluation, and notes names read before they are bound."""

    def __init__(self):
        self.needs: set[str] = set()
        self.bound: set[str] = set()

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Store):
            self.bound.add(node.id)
        elif node.id not in self.bound:
            self.needs.add(node.id)

    def _in_order(self, *nodes: ast.AST | None) -> None:
        for node in nodes:
            if node is not None:
                self.visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        self._in_order(node.value, *node.targets)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self._in_order(node.value, node.target)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self._in_order(node.annotation, node.value, node.target)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if isinstance(node.target, ast.Name) and node.target.id not in self.bound:
            self.needs.add(node.target.id)
        self._in_order(node.value, node.target)

    def visit_For(self, node: ast.For) -> None:
        self._in_order(node.iter, node.target, *node.body, *node.orelse)

    def visit_Import(self, node: ast.Import) -> None:
        self.bound |= _bound_by_import(node)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        self.bound |= _bound_by_import(node)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self._in_order(*node.decorator_list, *node.args.defaults, *node.args.kw_defaults, node.returns)
        self.bound.add(node.name)  # the body runs when it is called

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._in_order(*node.decorator_list, *node.bases, *node.keywords)
        self.bound.add(node.name)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._in_order(*node.args.defaults, *node.args.kw_defaults)

    def visit_ListComp(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> None:
        self.visit(node.generators[0].iter)  # the rest is a scope of its own

    visit_SetComp = visit_GeneratorExp = visit_DictComp = visit_ListComp


def _scopes(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    yield table
    for inner in table.get_children():
        yield from _scopes(inner)


def _statements(tree: ast.AST) -> Iterator[ast.stmt]:
    """Statements that run when the cell runs: inside `if`, `for`, `with` and `try`, not inside functions or classes."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.stmt):
            yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda | ast.expr):
            yield from _statements(node)


def _bound_by_import(node: ast.Import | ast.ImportFrom) -> frozenset[str]:
    if isinstance(node, ast.Import):
        return frozenset(alias.asname or alias.name.split(".")[0] for alias in node.names)
    return frozenset(alias.asname or alias.name for alias in node.names)


def _changed_by(node: ast.stmt) -> set[str]:
    changed = set()
    targets = {ast.Assign: "targets", ast.Delete: "targets"}.get(type(node))
    places = list(getattr(node, targets)) if targets else []
    if isinstance(node, ast.AugAssign | ast.AnnAssign):
        places.append(node.target)
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Attribute):
        places.append(node.value.func)
    for place in places:
        while isinstance(place, ast.Attribute | ast.Subscript | ast.Call):
            place = place.func if isinstance(place, ast.Call) else place.value
            if isinstance(place, ast.Name):
                changed.add(place.id)
    return changed


def _magic_bodies(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "run_cell_magic"
            and len(node.args) == 3
            and all(isinstance(each, ast.Constant) and isinstance(each.value, str) for each in node.args)
            and node.args[0].value in WRAPPING_MAGICS
        ):
            yield node.args[2].value
