"""Metadata of kinds that the format does not allow, and notes of nbgrader that are none."""

import json

import nbformat


def make(submission):
    notebook = json.loads(nbformat.writes(submission.notebooks.pop("exercises.ipynb")))
    cells = notebook["cells"]
    notebook["metadata"] = []
    for index, notes in enumerate(["x", 7, [], {"grade_id": 7}, {"grade_id": ["squares_test"]}, {"grade": True, "points": "many"}]):
        cells.append({"cell_type": "code", "id": f"n{index}", "metadata": {"nbgrader": notes}, "source": "", "outputs": [], "execution_count": None})
    submission.files["exercises.ipynb"] = json.dumps(notebook).encode()
