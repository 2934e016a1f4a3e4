"""The file's ending is written in capitals."""


def make(submission):
    submission.notebooks["exercises.IPYNB"] = submission.notebooks.pop("exercises.ipynb")
