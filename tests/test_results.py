"""What a lesson records is what a reader of the executed notebook gets."""

import json

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

from coursekit import results


def test_a_recorded_number_comes_back_from_the_executed_notebook(tmp_path):
    source = """
import numpy as np
from coursekit import results
results.record("test accuracy", 0.1)
results.record("parameters", np.int64(122570))
results.record("test accuracy", np.float32(0.5), unit="share")
assert results.record("time", 1.5, unit="seconds") == 1.5
"""
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell("text"), nbformat.v4.new_code_cell(source)]
    )
    NotebookClient(notebook, kernel_name="python3", timeout=120).execute()
    found = results.read(notebook)
    assert list(found) == ["parameters", "test accuracy", "time"]
    assert found["parameters"] == results.Result("parameters", 122570)
    assert found["test accuracy"] == results.Result("test accuracy", 0.5, "share")
    texts = [output.data["text/plain"] for output in notebook.cells[1].outputs]
    assert texts == ["test accuracy: 0.1", "parameters: 122,570", "test accuracy: 0.5 share", "time: 1.5 seconds"]

    path = tmp_path / "executed.ipynb"
    nbformat.write(notebook, path)
    assert results.read(path) == found
    assert results.read(str(path)) == found


@pytest.mark.parametrize(
    ("value", "plain"),
    [(3, 3), (2.5, 2.5), (np.float32(0.5), 0.5), (np.array(7), 7), (np.uint8(7), 7)],
)
def test_the_value_is_returned_as_a_plain_number(value, plain, capsys):
    recorded = results.record("number", value)
    assert recorded == plain
    assert type(recorded) is type(plain)
    json.dumps(recorded)
    assert capsys.readouterr().out == f"number: {plain}\n"


def test_a_scalar_tensor_is_a_number(capsys):
    class Tensor:
        shape = ()

        def item(self):
            return 0.25

    assert results.record("loss", Tensor()) == 0.25


@pytest.mark.parametrize("value", ["0.5", None, True, np.bool_(True), [0.5], np.ones(3), 1j])
def test_what_is_no_number_is_refused(value):
    with pytest.raises(TypeError, match="the result 'loss' must be one number; received"):
        results.record("loss", value)


def test_an_array_is_told_its_shape():
    with pytest.raises(TypeError, match=r"ndarray of shape \(3,\).*float\(x.mean\(\)\)"):
        results.record("loss", np.ones(3))


@pytest.mark.parametrize("value", [float("nan"), np.inf])
def test_a_number_that_is_not_finite_is_refused(value):
    with pytest.raises(ValueError, match="must be finite; received .*diverge"):
        results.record("loss", value)


def test_a_result_needs_a_name():
    with pytest.raises(ValueError, match="needs a name"):
        results.record(" ", 1)
    with pytest.raises(TypeError, match="must be text"):
        results.record(1, 1)


@pytest.mark.parametrize(
    "stored", [{"name": "loss"}, "loss", {"name": "loss", "value": "low"}, {"name": "loss", "value": True}]
)
def test_a_damaged_result_is_named_by_its_cell(stored):
    output = nbformat.v4.new_output("display_data", {results.MIME: stored})
    cells = [nbformat.v4.new_code_cell("1"), nbformat.v4.new_code_cell("2", outputs=[output])]
    with pytest.raises(ValueError, match="cell 2"):
        results.read(nbformat.v4.new_notebook(cells=cells))


def test_streams_and_errors_are_passed_over():
    cell = nbformat.v4.new_code_cell("1", outputs=[nbformat.v4.new_output("stream", text="hello")])
    assert results.read(nbformat.v4.new_notebook(cells=[cell])) == {}
