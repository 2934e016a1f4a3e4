"""A crash left zero bytes where the end of the notebook was."""

import nbformat


def make(submission):
    text = nbformat.writes(submission.notebooks.pop("exercises.ipynb")).encode()
    submission.files["exercises.ipynb"] = text[:-200] + bytes(200)
