"""An output of JSON that is nested 400 times, as a tree that was displayed may be: it says nothing of the answers."""

import nbformat


def make(submission):
    notebook = submission.notebooks.pop("exercises.ipynb")
    cell = next(c for c in notebook.cells if c.cell_type == "code")
    cell.outputs = [nbformat.v4.new_output("display_data", {"application/json": "@", "text/plain": "tree"})]
    deep = "[" * 400 + "1" + "]" * 400
    submission.files["exercises.ipynb"] = nbformat.writes(notebook).replace('"@"', deep).encode()
