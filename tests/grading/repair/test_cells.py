import json

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from coursekit.grading.repair.cells import repair
from coursekit.grading.repair.reading import read_notebook
from coursekit.grading.repair.trusted import TrustedCell

HIDDEN = "\n### BEGIN HIDDEN TESTS\nassert {0}(731) != 731\n### END HIDDEN TESTS"


def trusted(name, source, kind, cell_type="code") -> TrustedCell:
    marks = {
        "test": (True, False, False, True),
        "answer": (False, True, False, False),
        "given": (False, False, False, True),
    }
    marks |= {"manual": (True, True, False, False), "task": (False, False, True, True)}
    grade, solution, task, locked = marks[kind]
    points = 2.0 if grade or task else None
    return TrustedCell(name, cell_type, source, grade, solution, task, locked, points, "sum", name)


CELLS = [
    trusted("imports", "import math", "given"),
    trusted("f", "def f(x):\n    raise NotImplementedError", "answer"),
    trusted("test_f", "assert f(1) == 2" + HIDDEN.format("f"), "test"),
    trusted("g", "def g(x):\n    raise NotImplementedError", "answer"),
    trusted("test_g", "assert g(1) == 3" + HIDDEN.format("g"), "test"),
    trusted("why", "Why?", "manual", "markdown"),
    trusted("draw", "Draw.", "task", "markdown"),
]
TRUSTED = {cell.grade_id: cell for cell in CELLS}
F, G, WHY = "def f(x):\n    return x + 1", "def g(x):\n    return x + 2", "So that it is."
TEXTS = {"f": F, "g": G, "why": WHY}


def handed_in() -> NotebookNode:
    cells = []
    for cell in CELLS:
        make = new_code_cell if cell.cell_type == "code" else new_markdown_cell
        text = TEXTS.get(cell.grade_id, cell.released)
        cells.append(make(text, id=cell.grade_id, metadata={"nbgrader": {"grade_id": cell.grade_id}}))
    return new_notebook(cells=[new_markdown_cell("# Lesson", id="top"), *cells])


def named(notebook, name):
    return next(cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == name)


def mended(notebook, **options):
    mends = repair(notebook, CELLS, file="work.ipynb", **options)
    check(notebook)
    return {one.code: one.cell for one in mends}


def check(notebook):
    """What holds of every mended notebook."""
    nbformat.validate(notebook)
    names = [cell.metadata.nbgrader.grade_id for cell in notebook.cells if "nbgrader" in cell.metadata]
    assert sorted(names) == sorted(TRUSTED)
    for cell in notebook.cells:
        if "nbgrader" not in cell.metadata:
            continue
        own = TRUSTED[cell.metadata.nbgrader.grade_id]
        assert cell.cell_type == own.cell_type and cell.metadata.nbgrader.get("points") == own.points
        assert not own.restored or cell.source == own.source
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)


def order(notebook, *names):
    places = [notebook.cells.index(named(notebook, name)) for name in names]
    return places == sorted(places)


def run(notebook) -> dict[str, bool]:
    """Run the notebook's cells as the judge would, and say which tests pass."""
    space, passed = {}, {}
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if cell.cell_type == "code":
            try:
                exec(cell.source, space)
                passed[name] = True
            except Exception:
                passed[name] = False
    return {name: passed[name] for name in ("test_f", "test_g")}


BOTH = {"test_f": True, "test_g": True}


def test_an_honest_notebook_is_only_given_its_whole_tests():
    notebook = handed_in()
    before = [(cell.id, cell.source) for cell in notebook.cells]
    assert mended(notebook) == {}
    assert [cell.id for cell in notebook.cells] == [name for name, _ in before]
    assert [named(notebook, name).source for name in TEXTS] == list(TEXTS.values())
    assert run(notebook) == BOTH


def test_extra_cells_and_trailing_blanks_are_no_fault():
    notebook = handed_in()
    notebook.cells.insert(2, new_code_cell("helper = 1", id="mine"))
    named(notebook, "test_f").source += "  \n"
    assert mended(notebook) == {} and notebook.cells[2].source == "helper = 1"


@pytest.mark.parametrize("name", ["imports", "test_f", "test_g", "draw"])
def test_a_deleted_given_cell_comes_back_in_its_place(name):
    notebook = handed_in()
    notebook.cells.remove(named(notebook, name))
    kind = "given" if name == "imports" else "test"
    assert mended(notebook) == {f"{kind}_missing": name}
    assert order(notebook, *TRUSTED) and run(notebook) == BOTH


def test_a_deleted_answer_is_unanswered_and_others_keep_their_points():
    notebook = handed_in()
    notebook.cells.remove(named(notebook, "f"))
    assert mended(notebook) == {"answer_missing": "f"}
    assert "missing" in named(notebook, "f").source
    assert run(notebook) == {"test_f": False, "test_g": True}


def test_an_answer_in_a_cell_of_its_own_counts_though_its_cell_is_gone():
    notebook = handed_in()
    notebook.cells.remove(named(notebook, "f"))
    notebook.cells.append(new_code_cell(F, id="mine"))
    assert mended(notebook) == {"answer_missing": "f", "moved": "test_f"}
    assert run(notebook) == BOTH


def test_a_deleted_written_answer_is_the_question_again():
    notebook = handed_in()
    notebook.cells.remove(named(notebook, "why"))
    mended(notebook)
    assert named(notebook, "why").source == "Why?"


def test_an_edited_test_is_run_as_it_was_and_its_text_kept():
    notebook = handed_in()
    named(notebook, "test_f").source = "assert True"
    named(notebook, "f").source = "def f(x):\n    return 0"
    assert mended(notebook) == {"test_edited": "test_f", "text_kept": "test_f"}
    assert run(notebook) == {"test_f": False, "test_g": True}
    assert "assert True" in [cell.source for cell in notebook.cells]


def test_lines_taken_out_of_a_test_leave_nothing_to_keep():
    notebook = handed_in()
    named(notebook, "test_f").source = ""
    assert mended(notebook) == {"test_edited": "test_f"}


def test_a_given_cell_with_more_imports_keeps_them():
    notebook = handed_in()
    named(notebook, "imports").source = "import math\nimport string"
    assert mended(notebook) == {"given_edited": "imports", "text_kept": "imports"}
    assert notebook.cells[1].source == "import string" and named(notebook, "imports").source == "import math"


def test_a_split_test_is_one_again():
    notebook = handed_in()
    test = named(notebook, "test_f")
    test.source, rest = "assert f(1)", new_code_cell("== 2", id="rest", metadata=test.metadata)
    notebook.cells.insert(notebook.cells.index(test) + 1, rest)
    assert "duplicate_test" in mended(notebook)
    assert run(notebook) == BOTH


def test_an_answer_merged_into_the_test_before_it_is_found():
    notebook = handed_in()
    named(notebook, "test_f").source += "\n" + G
    notebook.cells.remove(named(notebook, "g"))
    codes = mended(notebook)
    assert codes["text_kept"] == "test_f" and codes["answer_missing"] == "g"
    assert run(notebook) == BOTH


def test_a_test_merged_into_its_answer_is_put_back():
    notebook = handed_in()
    named(notebook, "f").source += "\n\n" + named(notebook, "test_f").source
    notebook.cells.remove(named(notebook, "test_f"))
    assert mended(notebook) == {"test_missing": "test_f"} and run(notebook) == BOTH


def test_swapped_marks_give_no_points_and_lose_no_text():
    notebook = handed_in()
    answer, test = named(notebook, "f"), named(notebook, "test_f")
    answer.metadata, test.metadata = test.metadata, answer.metadata
    codes = mended(notebook)
    assert codes["text_kept"] == "test_f"
    assert F in [cell.source for cell in notebook.cells] and run(notebook) == BOTH


def test_lost_marks_are_found_again_by_id_and_by_text():
    notebook = handed_in()
    for name in ("f", "test_g"):
        cell = named(notebook, name)
        cell.metadata = NotebookNode()
        cell["id"] = "f" if name == "f" else "unknown"
    assert mended(notebook) == {"metadata_restored": "test_g"}
    assert named(notebook, "f").source == F and len(notebook.cells) == 8


def test_a_copied_stub_does_not_undo_the_answer():
    notebook = handed_in()
    stub = new_code_cell(TRUSTED["f"].source, id="copy", metadata=named(notebook, "f").metadata)
    notebook.cells.insert(3, stub)
    assert mended(notebook) == {} and run(notebook) == BOTH


def test_a_split_answer_runs_in_both_parts():
    notebook = handed_in()
    answer = named(notebook, "f")
    answer.source = "one = 1"
    notebook.cells.insert(3, new_code_cell("def f(x):\n    return x + one", id="rest", metadata=answer.metadata))
    assert mended(notebook) == {"duplicate_answer": "f"} and run(notebook) == BOTH


def test_two_untouched_copies_are_one_stub():
    notebook = handed_in()
    named(notebook, "f").source = TRUSTED["f"].source
    notebook.cells.insert(3, new_code_cell(TRUSTED["f"].source, id="copy", metadata=named(notebook, "f").metadata))
    assert mended(notebook) == {} and len(notebook.cells) == 8


def test_a_test_above_its_answer_and_imports_below_are_moved():
    notebook = handed_in()
    for name, place in {"test_f": 0, "imports": 7}.items():
        cell = named(notebook, name)
        notebook.cells.remove(cell)
        notebook.cells.insert(place, cell)
    codes = [one.code for one in repair(notebook, CELLS, file="w")]
    assert codes == ["moved", "moved"] and order(notebook, *TRUSTED) and run(notebook) == BOTH


def test_an_unknown_mark_becomes_an_ordinary_cell():
    notebook = handed_in()
    notebook.cells.append(new_code_cell("1", id="z", metadata={"nbgrader": {"grade_id": "bonus"}}))
    assert mended(notebook) == {"unknown_cell": "bonus"} and notebook.cells[-1].metadata == {}


def test_a_changed_cell_type_is_changed_back_with_its_text():
    notebook = handed_in()
    cell = named(notebook, "f")
    notebook.cells[notebook.cells.index(cell)] = new_markdown_cell(F, id="f", metadata=cell.metadata)
    why = named(notebook, "why")
    notebook.cells[notebook.cells.index(why)] = new_code_cell(WHY, id="why", metadata=why.metadata)
    codes = [one.cell for one in repair(notebook, CELLS, file="w") if one.code == "cell_type"]
    check(notebook)
    assert codes == ["f", "why"] and run(notebook) == BOTH
    assert named(notebook, "why").source == WHY


def test_an_id_that_is_taken_is_given_to_the_graded_cell():
    notebook = handed_in()
    named(notebook, "f")["id"] = "other"
    notebook.cells[0]["id"] = "f"
    mended(notebook)
    assert named(notebook, "f").id == "f" and notebook.cells[0].id != "f"


def test_a_stand_in_is_all_stubs_and_says_nothing():
    notebook = new_notebook()
    assert mended(notebook, stand_in=True) == {}
    assert [cell.source for cell in notebook.cells] == [cell.source for cell in CELLS]


marks = st.sampled_from([*TRUSTED, "bonus", None])
texts = st.sampled_from([F, G, WHY, "x = 1", *(cell.released for cell in CELLS), *(cell.source for cell in CELLS)])
mutations = st.lists(
    st.tuples(
        st.sampled_from(["delete", "copy", "move", "mark", "text", "type", "merge", "split"]),
        st.integers(0, 30),
        marks,
        texts,
    ),
    max_size=8,
)


def mutate(notebook, steps):
    for what, at, mark, text in steps:
        if not notebook.cells:
            return
        cells, at = notebook.cells, at % len(notebook.cells)
        cell = cells[at]
        if what == "delete":
            del cells[at]
        elif what == "copy":
            cells.append(NotebookNode(nbformat.from_dict(dict(cell))))
        elif what == "move":
            cells.insert(0, cells.pop(at))
        elif what == "mark":
            cell.metadata = NotebookNode(nbgrader=NotebookNode(grade_id=mark)) if mark else NotebookNode()
        elif what == "text":
            cell.source = text
        elif what == "type":
            cell.cell_type = {"code": "markdown", "markdown": "raw", "raw": "code"}[cell.cell_type]
        elif what == "merge" and at:
            cells[at - 1].source += "\n" + cells.pop(at).source
        elif what == "split":
            head, _, tail = cell.source.partition("\n")
            cell.source = head
            cells.insert(at + 1, NotebookNode(nbformat.from_dict({**cell, "source": tail})))


@given(mutations)
def test_however_a_notebook_was_changed_it_is_whole_again_and_no_text_is_lost(steps):
    notebook = handed_in()
    mutate(notebook, steps)
    notebook, _ = read_notebook(json.dumps(notebook).encode())
    handed_lines = {line.strip() for cell in notebook.cells for line in cell.source.splitlines()}
    ours = {line.strip() for cell in CELLS for line in cell.source.splitlines()}
    mends = repair(notebook, CELLS, file="work.ipynb")
    check(notebook)
    lines = {line.strip() for cell in notebook.cells for line in cell.source.splitlines()}
    assert handed_lines - ours - {""} <= lines
    assert all(one.cell in one.text for one in mends)


@given(mutations)
def test_mending_twice_changes_nothing_more(steps):
    notebook = handed_in()
    mutate(notebook, steps)
    notebook, _ = read_notebook(json.dumps(notebook).encode())
    repair(notebook, CELLS, file="work.ipynb")
    again, _ = read_notebook(json.dumps(notebook).encode())
    repair(again, CELLS, file="work.ipynb")
    assert [(c.cell_type, c.source) for c in again.cells] == [(c.cell_type, c.source) for c in notebook.cells]
