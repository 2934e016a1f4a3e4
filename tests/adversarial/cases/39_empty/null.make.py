"""The word null."""


def make(submission):
    submission.notebooks.clear()
    submission.files["exercises.ipynb"] = b"null"
