"""Cells of a kind that nobody knows stand between the others."""

import json

import nbformat


def make(submission):
    notebook = json.loads(nbformat.writes(submission.notebooks.pop("exercises.ipynb")))
    cells = notebook["cells"]
    for index in (1, 4, len(cells)):
        cells.insert(index, {"cell_type": "video", "id": f"v{index}", "metadata": {}, "source": "film.mp4"})
    submission.files["exercises.ipynb"] = json.dumps(notebook).encode()
