"""The notebook saved as Latin-1: its comments hold letters that are no UTF-8."""

import nbformat


def make(submission):
    submission.cell("squares").source += "\n# réponse préférée: café"
    text = nbformat.writes(submission.notebooks.pop("exercises.ipynb"))
    submission.files["exercises.ipynb"] = text.encode("latin-1")
