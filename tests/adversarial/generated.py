"""Strategies that break notebooks and forge outputs, for the property-based families of the battery."""

import json
from copy import deepcopy

from hypothesis import strategies as st

KEYS = (
    "cells",
    "cell_type",
    "source",
    "outputs",
    "metadata",
    "id",
    "nbgrader",
    "grade_id",
    "points",
    "nbformat",
    "name",
    "tags",
)
TEXTS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        (
            "squares_test",
            "squares",
            "code",
            "markdown",
            "\x00",
            "\ud800",
            "<script>",
            "../..",
            "nan",
            "1e999",
            "x" * 10_000,
        )
    ),
)
NUMBERS = st.one_of(st.integers(-(10**30), 10**30), st.floats(), st.booleans(), st.none())
TREES = st.recursive(
    NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS) | TEXTS, inner, max_size=4),
    max_leaves=12,
)
MIME = st.sampled_from(("text/plain", "text/html", "image/png", "application/json", "text/latex", "x"))
OUTPUTS = st.one_of(
    st.fixed_dictionaries(
        {"output_type": st.just("stream"), "name": st.sampled_from(("stdout", "stderr")), "text": TEXTS}
    ),
    st.fixed_dictionaries(
        {
            "output_type": st.just("display_data"),
            "metadata": st.just({}),
            "data": st.dictionaries(MIME, TREES, max_size=3),
        }
    ),
    st.fixed_dictionaries(
        {
            "output_type": st.just("execute_result"),
            "metadata": st.just({}),
            "execution_count": NUMBERS,
            "data": st.fixed_dictionaries({"text/plain": st.floats().map(str) | st.integers(-9, 9).map(str) | TEXTS}),
        }
    ),
    st.fixed_dictionaries(
        {"output_type": st.just("error"), "ename": TEXTS, "evalue": TEXTS, "traceback": st.lists(TEXTS, max_size=3)}
    ),
    TREES,
)


def as_bytes(tree: object) -> bytes:
    """JSON as a file holds it, halves of characters and all."""
    return json.dumps(tree, indent=1).encode()


@st.composite
def harmless(draw, notebook: dict) -> dict:
    """The notebook with anything at all in places that say nothing of the answers: outputs, counts, ids, editors' metadata."""
    changed = deepcopy(notebook)
    for key in draw(st.lists(TEXTS, max_size=3)):
        changed["metadata"][key] = draw(TREES)
    for cell in changed["cells"]:
        for key in draw(
            st.lists(
                st.sampled_from(("collapsed", "scrolled", "jupyter", "id", "vscode", "slideshow")) | TEXTS, max_size=2
            )
        ):
            if key not in ("nbgrader", "tags"):
                cell["metadata"][key] = draw(TREES)
        if draw(st.booleans()):
            cell["id"] = draw(TREES)
        if cell["cell_type"] == "code":
            cell["outputs"] = draw(st.lists(OUTPUTS, max_size=2) | TREES)
            cell["execution_count"] = draw(NUMBERS)
    return changed


@st.composite
def mutilated(draw, notebook: dict) -> bytes:
    """The notebook after one to four accidents with its tree: something lost, doubled, moved, or replaced by anything."""
    changed = deepcopy(notebook)
    for _ in range(draw(st.integers(1, 4))):
        holder, key = draw(_places(changed))
        match draw(st.sampled_from(("lose", "replace", "double", "wrap"))):
            case "lose":
                del holder[key]
            case "replace":
                holder[key] = draw(TREES)
            case "double" if isinstance(holder, list):
                holder.insert(key, deepcopy(holder[key]))
            case _:
                holder[key] = draw(st.sampled_from(([holder[key]], {"x": holder[key]})))
    return as_bytes(changed)


@st.composite
def damaged(draw, notebook: dict) -> bytes:
    """The notebook's bytes cut, overwritten or mixed with others."""
    data = as_bytes(notebook)
    start = draw(st.integers(0, len(data)))
    stop = min(len(data), start + draw(st.integers(0, 400)))
    return data[:start] + draw(st.binary(max_size=60)) + data[stop:] if draw(st.booleans()) else data[:start]


def _places(tree: dict) -> st.SearchStrategy:
    """A container somewhere in the tree, and a key in it."""
    found: list[tuple[dict | list, object]] = []

    def walk(node):
        pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
        for key, value in pairs:
            found.append((node, key))
            walk(value)

    walk(tree)
    return st.sampled_from(found) if found else st.just((tree, tree.setdefault("x", "x")))
