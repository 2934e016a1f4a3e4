"""The upload broke off: the second half of the notebook is missing."""

import nbformat


def make(submission):
    text = nbformat.writes(submission.notebooks.pop("exercises.ipynb"))
    submission.files["exercises.ipynb"] = text[: len(text) // 2].encode()
