"""All cells have the same id."""

import json

import nbformat


def make(submission):
    notebook = json.loads(nbformat.writes(submission.notebooks.pop("exercises.ipynb")))
    cells = notebook["cells"]
    for cell in cells:
        cell["id"] = "same"
    submission.files["exercises.ipynb"] = json.dumps(notebook).encode()
