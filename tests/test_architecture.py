"""The arrows of the house: lessons and learner modules know nothing of building, running and grading."""

import ast
from pathlib import Path

import pytest

from coursekit.authoring.source import read
from coursekit.syllabus import load

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "coursekit"
LEARNER = {
    "checks",
    "datasets",
    "devices",
    "diagnostic",
    "explorers",
    "gradients",
    "outputs",
    "plain",
    "plotting",
    "results",
    "training",
}
BACK_ROOMS = {"authoring", "cli", "doctor", "execution", "grading", "kernels", "lab", "workspace"}
FORBIDDEN = {
    **{room: BACK_ROOMS for room in LEARNER},
    "authoring": {"execution", "grading", "kernels", "workspace"},
    "execution": {"grading", "kernels", "workspace"},
    "syllabus": LEARNER | BACK_ROOMS,
    "project": LEARNER | BACK_ROOMS,
    "files": LEARNER | BACK_ROOMS,
    "errors": LEARNER | BACK_ROOMS,
}


def rooms_imported(tree: ast.AST) -> set[str]:
    """First-level rooms of coursekit that some code imports, at its top or inside functions."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "coursekit":
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("coursekit."):
            found.add(node.module.split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("coursekit.")}
    return found


def room(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_arrow_points_back(path):
    # A sub-command's module (commands.py) belongs to the command line, which may look anywhere.
    imported = rooms_imported(ast.parse(path.read_text(encoding="utf-8"))) - {room(path)}
    forbidden = set() if path.name == "commands.py" else FORBIDDEN.get(room(path), set())
    assert not imported & forbidden
    assert not any(isinstance(node, ast.ImportFrom) and node.level for node in ast.walk(ast.parse(path.read_text()))), (
        "say imports in full"
    )


def test_lessons_import_learner_modules_only():
    for lesson in load(ROOT / "course").lessons:
        for cell in read(lesson).cells:
            if cell.kind == "code" and cell.tree:
                assert rooms_imported(cell.tree) <= LEARNER, f"{lesson.path}:{cell.line}"


def test_the_rule_bites():
    assert rooms_imported(ast.parse("from coursekit.grading.audit import audit")) == {"grading"}
    assert rooms_imported(ast.parse("def f():\n    import coursekit.kernels")) == {"kernels"}
    assert rooms_imported(ast.parse("from coursekit import checks, lab")) == {"checks", "lab"}
