import json

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat import v3, v4

from coursekit.grading.repair.reading import UnreadableNotebook, read_notebook


def notebook(*cells, **others) -> bytes:
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": list(cells)} | others).encode()


def code(source, **others) -> dict:
    return {"cell_type": "code", "source": source, "metadata": {}, "outputs": [], "execution_count": None} | others


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "empty"),
        (b"\0" * 50, "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (b"{hello", "not_json"),
        (b'{"cells": [' + b"9" * 5000 + b"]}", "not_json"),
        ('{"a": "é"}'.encode("latin-1"), "not_utf8"),
        (b"[" * 200_000, "too_deep"),
        (b'{"nbformat": 4, "cells": ' + b"[" * 100 + b"]" * 100 + b"}", "too_deep"),
        (b"[]", "no_cells"),
        (b'{"nbformat": 4}', "no_cells"),
        (notebook(nbformat=5), "format"),
        (notebook(nbformat=True), "format"),
        (notebook(nbformat=3, worksheets=7), "format"),
        (notebook(nbformat="four"), "format"),
        (notebook(*[code("1")] * 5001), "too_many_cells"),
    ],
)
def test_what_is_no_notebook_is_refused_by_name(data, fault):
    with pytest.raises(UnreadableNotebook) as caught:
        read_notebook(data)
    assert caught.value.code == fault


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_editors_encodings_are_read(encoding):
    text = notebook(code("x = 'é'")).decode()
    read, notes = read_notebook(json.dumps(json.loads(text), ensure_ascii=False).encode(encoding))
    assert read.cells[0].source == "x = 'é'" and notes == []


def test_line_ends_of_windows_are_no_difference():
    read, notes = read_notebook(notebook(code(["a = 1\r\n", "b = 2\r"])))
    assert read.cells[0].source == "a = 1\nb = 2\n" and notes == []


def test_baked_outputs_and_editors_metadata_stay_behind_without_a_word():
    baked = code("1", outputs=[{"output_type": "error"}], execution_count=7, id="aa")
    baked["metadata"] = {
        "colab": {"x": 1},
        "vscode": {"languageId": "python"},
        "coursekit": {"score": 9},
        "tags": ["a"],
    }
    about = {"colab": {}, "coursekit": {"mends": 1}, "kernelspec": {"name": "python3", "display_name": "P"}}
    read, notes = read_notebook(notebook(baked, metadata=about))
    assert read.cells[0] == {
        "cell_type": "code", "execution_count": None, "id": "aa", "metadata": {"tags": ["a"]}, "outputs": [], "source": "1",
    }  # fmt: skip
    assert read.metadata == {"kernelspec": {"name": "python3", "display_name": "P"}} and notes == []


def test_cells_without_ids_get_the_same_ones_each_time():
    first, notes = read_notebook(notebook(code("1"), code("1")))
    second, _ = read_notebook(notebook(code("1"), code("1")))
    assert first == second and notes == []


def test_equal_ids_and_odd_cells_are_told():
    cells = [code("1", id="a"), code("2", id="a"), {"cell_type": "heading", "source": "3"}, 7, code({"x": 1})]
    read, notes = read_notebook(notebook(*cells))
    assert [cell.cell_type for cell in read.cells] == ["code", "code", "raw", "raw", "code"]
    assert dict(notes) == {"odd_cells": {"count": 3}, "equal_ids": {}}
    assert len({cell.id for cell in read.cells}) == 5


def test_a_surrogate_that_stands_alone_can_be_written():
    read, _ = read_notebook(notebook(code("x = '\ud800'")))
    nbformat.writes(read).encode()


def test_an_older_format_is_converted_with_nbgraders_marks():
    old = v3.new_notebook(
        worksheets=[v3.new_worksheet(cells=[v3.new_code_cell("a = 1", metadata={"nbgrader": {"grade_id": "a"}})])]
    )
    read, notes = read_notebook(json.dumps(old).encode())
    assert read.cells[0].source == "a = 1" and read.cells[0].metadata.nbgrader.grade_id == "a"
    assert notes[0] == ("old_format", {"version": 3})


def test_only_real_pictures_stay_attached():
    attachments = {
        "a.png": {"image/png": "aGVsbG8="},
        "b": {"text/html": "aGVsbG8="},
        "c": {"image/png": '"><script>'},
        "d": 4,
    }
    cell = {"cell_type": "markdown", "source": "x", "metadata": {}, "attachments": attachments}
    read, _ = read_notebook(notebook(cell, {**cell, "attachments": 3}))
    assert read.cells[0].attachments == {"a.png": {"image/png": "aGVsbG8="}} and "attachments" not in read.cells[1]


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
cells = st.fixed_dictionaries(
    {
        "cell_type": st.sampled_from(["code", "markdown", "raw", "heading"]) | values,
        "source": st.text() | st.lists(st.text()) | values,
    },
    optional={"metadata": values, "outputs": values, "id": values, "attachments": values, "execution_count": values},
)


@given(st.lists(cells | values, max_size=5), values)
def test_whatever_the_cells_hold_the_result_validates_and_can_be_written(some, metadata):
    read, _ = read_notebook(notebook(*some, metadata=metadata))
    nbformat.validate(read)
    assert len(read.cells) == len(some)
    assert v4.reads(nbformat.writes(read)) == read


@given(st.binary(max_size=200))
def test_whatever_the_bytes_are_they_are_read_or_refused(data):
    try:
        nbformat.validate(read_notebook(data)[0])
    except UnreadableNotebook as fault:
        assert fault.code


def test_what_is_left_behind_may_be_as_deep_as_it_likes():
    deep = json.dumps({"nbformat": 4, "cells": [{"cell_type": "code", "source": "x = 1", "outputs": "HERE"}]})
    data = deep.replace('"HERE"', "[" * 400 + "]" * 400).encode()
    notebook, notes = read_notebook(data)
    assert [cell.source for cell in notebook.cells] == ["x = 1"]
