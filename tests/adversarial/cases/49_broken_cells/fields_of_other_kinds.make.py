"""Fields of kinds that the format does not allow: counts, outputs and metadata."""

import json

import nbformat


def make(submission):
    notebook = json.loads(nbformat.writes(submission.notebooks.pop("exercises.ipynb")))
    cells = notebook["cells"]
    for cell in cells:
        if cell["cell_type"] == "code":
            cell["execution_count"] = "seventh"
            cell["outputs"] = {"output_type": "stream"}
    cells.insert(1, {"cell_type": "code", "id": "m", "metadata": [], "source": 7, "outputs": None, "execution_count": 1e999})
    submission.files["exercises.ipynb"] = json.dumps(notebook).encode()
