"""The answer to one exercise was turned into a text cell: it stands there, yet is no code."""

import json

import nbformat


def make(submission):
    notebook = json.loads(nbformat.writes(submission.notebooks.pop("exercises.ipynb")))
    cells = notebook["cells"]
    cell = next(cell for cell in cells if cell["metadata"].get("nbgrader", {}).get("grade_id") == "squares")
    cell["cell_type"] = "markdown"
    del cell["outputs"], cell["execution_count"]
    submission.files["exercises.ipynb"] = json.dumps(notebook).encode()
