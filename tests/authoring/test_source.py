"""Reading MyST: cells, lines, and what a learner sees of a cell."""

import ast

import pytest

from coursekit.authoring.source import bound_names, parse, read, released, used_names, visible
from coursekit.errors import CourseError


def test_cells_know_their_line(lesson):
    source = read(lesson)
    lines = lesson.path.read_text().splitlines()
    cell = source.exercises["halve"]
    assert lines[cell.line - 1] == "def halve(value):" == cell.source.splitlines()[0]
    assert lines[source.cells[0].line - 1] == "# A small lesson"


def test_released_leaves_the_stub_and_visible_the_open_tests(lesson):
    source = read(lesson)
    stub = released(source.exercises["double"].source)
    assert "return 2 * value" not in stub
    assert stub.endswith("    # YOUR CODE HERE\n    raise NotImplementedError()")
    seen = visible(source.checks["double"].source)
    assert "double(3)" in seen and "HIDDEN" not in seen and "for value" not in seen


def test_both_are_what_nbgrader_makes_of_the_cells(lesson):
    """The stub and the visible tests are cut by nbgrader when a release is made; ours must be the same text."""
    from nbgrader.preprocessors import ClearHiddenTests, ClearSolutions

    from coursekit.authoring.expand import expand

    source = read(lesson)
    notebook = expand(source)
    notebook, resources = ClearSolutions().preprocess(notebook, {})
    notebook, _ = ClearHiddenTests().preprocess(notebook, resources)
    for original, theirs in zip(source.cells, notebook.cells, strict=True):
        if original.exercise:
            assert released(original.source) == theirs.source
        if original.check:
            assert visible(original.source) == theirs.source.rstrip("\n")


def test_names():
    code = "import numpy as np, os.path\na, (b, *c) = 1, [2]\ndef f(x):\n    y = x + d\nclass G: z = 1\n[k for k in a]\nwith open(e) as h: pass"
    tree = ast.parse(code)
    assert bound_names(tree) == {"np", "os", "a", "b", "c", "f", "G", "h"}
    assert used_names(tree) == {"x", "d", "k", "a", "open", "e"}
    assert bound_names(None) == used_names(None) == set()


@pytest.mark.parametrize("broken", ["+++ not json\n\ntext", "```{code-cell}\n:tags: [open\nx = 1\n```"])
def test_unreadable_metadata_names_the_file(lesson, broken):
    with pytest.raises(CourseError, match="small.md"):
        parse(lesson, lesson.path.read_text() + "\n\n" + broken)
