"""JSON, but a list of numbers."""


def make(submission):
    submission.notebooks.clear()
    submission.files["exercises.ipynb"] = b"[1, 2, 3]"
