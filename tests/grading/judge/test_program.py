"""What the judge runs, decided from the instructor's text."""

from dataclasses import dataclass, field

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from coursekit.grading.judge.program import from_gradebook, from_notebook, read_source


def cell(source, key=None, *, grade=False, solution=False, locked=False, points=0, tags=()):
    metadata = {"tags": list(tags)} if tags else {}
    if key:
        about = {"grade_id": key, "grade": grade, "solution": solution, "locked": locked}
        metadata["nbgrader"] = about | ({"points": points} if grade else {})
    return new_code_cell(source, metadata=metadata)


def given(source, key):
    return cell(source, key, locked=True)


def answer(source, key):
    return cell(source, key, solution=True)


def check(source, key, points=1):
    return cell(source, key, grade=True, locked=True, points=points)


def program(*cells, **options):
    return from_notebook(new_notebook(cells=[new_markdown_cell("# text"), *cells]), **options)


def keys(steps):
    return [step.key for step in steps]


def test_kinds():
    found = program(
        cell("x = 1"), given("y = 2", "g"), answer("def f(): ...", "f"), check("assert f()", "c", 2),
        cell("z", "m", grade=True, solution=True, points=3),
    )  # fmt: skip
    assert [(each.key, each.kind, each.points) for each in found.cells] == [
        ("#0", "plain", 0.0), ("g", "given", 0.0), ("f", "answer", 0.0), ("c", "test", 2.0), ("m", "manual", 3.0),
    ]  # fmt: skip


def test_a_test_asks_for_the_answers_names_and_no_more():
    found = program(answer("def f(x): ...", "f"), answer("def g(x): ...", "g"), check("assert f(2) == 4", "c"))
    assert found.step("c").learner_names == {"f"}
    assert found.step("c").fallback_names == frozenset()
    assert keys(found.answers_for("c")) == ["f"]


def test_a_given_function_leads_to_the_answer_that_it_calls():
    found = program(
        given("def try_all(values):\n    return [f(v) for v in values]", "g"),
        answer("def f(x): ...", "f"),
        check("assert try_all([1]) == [1]", "c"),
    )
    assert keys(found.steps_before("c", set())) == ["g"]
    assert found.step("c").learner_names == {"f"}
    assert keys(found.answers_for("c")) == ["f"]


def test_given_cells_run_once():
    found = program(given("a = 1", "g"), check("assert a", "c"), check("assert a", "d"))
    done = set()
    assert keys(found.steps_before("c", done)) == ["g"]
    assert keys(found.steps_before("d", done)) == []


def test_imports_of_answers_and_plain_cells_are_the_judges_own():
    found = program(
        cell("import numpy as np\nimport pandas as pd"),
        answer("import math\ndef f(x): return math.sqrt(x)", "f"),
        check("assert np.isclose(f(4), math.sqrt(4))", "c"),
    )
    assert [(step.kind, step.source) for step in found.steps_before("c", set())] == [
        ("import", "import numpy as np"),
        ("import", "import math"),
    ]
    assert found.step("c").learner_names == {"f"}


def test_plain_cells_run_only_if_a_check_needs_them():
    found = program(
        cell("table = [1, 2]"),
        cell("other = 3"),
        cell("table.append(4)"),
        answer("def f(x): ...", "f"),
        check("assert f(table) == 3", "c"),
    )
    assert keys(found.steps_before("c", set())) == ["#0", "#2"]
    assert found.step("c").fallback_names == {"table"}  # asked of the learner's kernel only if the judge has none


def test_skipped_cells_are_not_run():
    found = program(cell("x = 1", tags=["demo"]), check("assert x", "c"), skip_tag="demo")
    assert found.steps_before("c", set()) == []
    assert found.step("c").fallback_names == {"x"}


def test_names_that_nobody_binds_are_looked_up():
    found = program(answer("def f(): ...", "f"), check("assert helper(f())", "c"))
    assert found.step("c").fallback_names == {"helper"}


def test_data_that_answers_read_is_mirrored():
    found = program(
        answer("rate = 2", "r"), answer("def f(x):\n    return rate * x", "f"), check("rate = 3\nassert f(1) == 3", "c")
    )
    assert found.step("c").learner_names == {"rate", "f"}
    assert found.step("c").mirrored_data == {"rate"}


def test_classes_of_the_solution_are_known():
    assert program(answer("%time 1\nclass Stack(list): ...\nx = 1", "s")).known_classes == ("Stack",)


@dataclass
class Row:
    """Stands for an nbgrader record."""

    name: str
    source: str = ""
    cell_type: str = "code"
    locked: bool = False
    max_score: float = 0.0


@dataclass
class NotebookRow:
    """Stands for nbgrader.api.Notebook."""

    source_cells: list
    grade_cells: list = field(default_factory=list)
    solution_cells: list = field(default_factory=list)


STORED = NotebookRow(
    [Row("f", "def f(): ..."), Row("text", cell_type="markdown"), Row("c", "assert f() == 1", locked=True)],
    [Row("c", max_score=2.0)],
    [Row("f")],
)


def test_the_gradebook_says_what_a_test_is():
    source = new_notebook(
        cells=[cell("import os"), answer("def f(): return 1\nhelper = 2", "f"), check("assert True", "c")]
    )
    found = from_gradebook(STORED, source)
    assert [(each.key, each.kind) for each in found.cells] == [("#0", "plain"), ("f", "answer"), ("c", "test")]
    assert found["c"].source == "assert f() == 1" and found["c"].points == 2.0
    assert "helper" in found.answer_names()


@pytest.mark.parametrize("source", [None, new_notebook(cells=[answer("def f(): return 1", "f")])])
def test_without_its_source_notebook_a_program_is_the_gradebooks_cells(source):
    found = from_gradebook(STORED, source)
    assert [each.key for each in found.cells] == ["f", "c"] and not found.complete


def test_without_a_source_notebook_usual_names_mean_the_usual_modules():
    stored = NotebookRow([Row("c", "assert np.pi and odd", locked=True)], [Row("c", max_score=1.0)])
    found = from_gradebook(stored, None)
    assert [step.source for step in found.steps_before("c", set())] == ["import numpy as np"]
    assert "odd" in found.step("c").fallback_names


def test_the_first_readable_source_is_taken(tmp_path):
    (tmp_path / "broken.ipynb").write_text("{")
    nbformat.write(new_notebook(cells=[cell("x = 1")]), tmp_path / "good.ipynb")
    found = read_source(tmp_path / "missing.ipynb", tmp_path / "broken.ipynb", tmp_path / "good.ipynb")
    assert found.cells[0].source == "x = 1"
    assert read_source(tmp_path / "missing.ipynb") is None
