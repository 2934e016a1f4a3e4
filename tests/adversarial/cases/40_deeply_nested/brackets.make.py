"""A hundred thousand opening brackets and as many closing ones."""


def make(submission):
    submission.notebooks.clear()
    submission.files["exercises.ipynb"] = b"[" * 100_000 + b"]" * 100_000
