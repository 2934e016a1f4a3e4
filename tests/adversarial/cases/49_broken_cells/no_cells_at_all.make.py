"""Things that are no cells stand among the cells: text, numbers, lists, nothing."""

import json

import nbformat


def make(submission):
    notebook = json.loads(nbformat.writes(submission.notebooks.pop("exercises.ipynb")))
    cells = notebook["cells"]
    cells[1:1] = ["def squares(n): return []", 7, None, [], {}, {"cell_type": "code"}]
    submission.files["exercises.ipynb"] = json.dumps(notebook).encode()
