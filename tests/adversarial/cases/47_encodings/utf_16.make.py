"""The notebook saved as UTF-16, as old editors on Windows do."""

import nbformat


def make(submission):
    text = nbformat.writes(submission.notebooks.pop("exercises.ipynb"))
    submission.files["exercises.ipynb"] = text.encode("utf-16")
