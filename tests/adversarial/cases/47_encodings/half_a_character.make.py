"""Half of a character (a lone surrogate) in one answer and in a text cell: no file can be written with it as it is."""

import json

import nbformat


def make(submission):
    submission.cell("squares").source += "\n# HALF"
    submission.notebooks["exercises.ipynb"].cells[0].source += " HALF"
    text = nbformat.writes(submission.notebooks.pop("exercises.ipynb"))
    assert json.loads(text)
    submission.files["exercises.ipynb"] = text.replace("HALF", r"\ud83d").encode()
