"""A folder called exercises.ipynb, with the notebook in it."""

import nbformat


def make(submission):
    text = nbformat.writes(submission.notebooks.pop("exercises.ipynb"))
    submission.files["exercises.ipynb/exercises.ipynb"] = text.encode()
