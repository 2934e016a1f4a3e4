"""A file of no bytes: the disk was full when it was saved."""


def make(submission):
    submission.notebooks.clear()
    submission.files["exercises.ipynb"] = b""
