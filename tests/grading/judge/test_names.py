"""Names that a cell binds, needs and changes."""

import pytest

from coursekit.grading.judge.names import names_of


@pytest.mark.parametrize(
    ("source", "binds", "needs", "changes"),
    [
        ("x = y", "x", "y", ""),
        ("x = 1\nz = x", "x z", "", ""),
        ("z = x\nx = 1", "x z", "x", ""),
        ("def f(a):\n    return a + b", "f", "b", ""),
        ("def f(n):\n    return f(n - 1) if n else later\nlater = 0", "f later", "", ""),
        ("class A(Base):\n    size = width", "A", "Base width", ""),
        ("for i in rows:\n    total += i", "i total", "rows total", ""),
        ("with open(path) as file:\n    text = file.read()", "file text", "path", ""),
        ("try:\n    squares(0)\nexcept ValueError as e:\n    pass", "e", "squares", ""),
        ("old = squares\ndel squares\nsquares = old", "old squares", "squares", ""),
        ("if (n := count()) > 1:\n    pass", "n", "count", ""),
        ("rows = [f(i) for i in values if i != skip]", "rows", "f skip values", ""),
        ("rows = {k: [g(v) for v in part] for k, part in table.items()}", "rows", "g table", ""),
        ("key = lambda item, by=order: item[by] + offset", "key", "offset order", ""),
        ("table['x'] = 1\nmodel.layers[0].rate = 2", "", "model table", "model table"),
        ("rows.append(1)", "", "rows", "rows"),
        ("def f():\n    global state\n    state = 1", "f state", "", ""),
        ("a: int = b", "a", "b", ""),
        ("async def f(): ...\n@decorate\ndef g(x=a, *, y=b) -> c: ...", "f g", "a b c decorate", ""),
        ("%matplotlib inline\nx = 1", "x", "", ""),
        ("%%time\nmodel = build(3)", "model", "build", ""),
        ("match point:\n    case (x, y):\n        pass", "x y", "point", ""),
        ("print(len(x))", "", "x", ""),
    ],
)
def test_names(source, binds, needs, changes):
    found = names_of(source)
    assert (found.binds, found.needs - {"get_ipython"}, found.changes) == tuple(
        frozenset(text.split()) for text in (binds, needs, changes)
    )


def test_imports_are_told_apart():
    found = names_of("import numpy as np\nimport os.path\nfrom math import pi, tau as turn\nx = np.pi")
    assert [each.source for each in found.imports] == [
        "import numpy as np",
        "import os.path",
        "from math import pi, tau as turn",
    ]
    assert found.imported == {"np", "os", "pi", "turn"}
    assert found.binds - found.imported == {"x"}


def test_imports_inside_functions_bind_nothing_here():
    assert names_of("def f():\n    import json\n    return json").imports == ()


@pytest.mark.parametrize("source", ["def f(:", "x = \0", "\N{ZERO WIDTH SPACE}x = 1"])
def test_text_that_is_no_python_binds_nothing(source):
    assert names_of(source).readable is False
    assert names_of(source).binds == frozenset()
