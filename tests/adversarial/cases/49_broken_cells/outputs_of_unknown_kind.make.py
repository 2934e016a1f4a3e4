"""Baked outputs of unknown kinds, without data, and with data that is no text."""

import json

import nbformat


def make(submission):
    notebook = json.loads(nbformat.writes(submission.notebooks.pop("exercises.ipynb")))
    cells = notebook["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    code[0]["outputs"] = [{"output_type": "hologram"}, {}, "text", {"output_type": "stream", "name": 7, "text": {}}]
    code[1]["outputs"] = [{"output_type": "display_data", "data": {"text/plain": 7, "image/png": ["a", 1]}, "metadata": None}]
    submission.files["exercises.ipynb"] = json.dumps(notebook).encode()
