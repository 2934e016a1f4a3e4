"""UTF-8 with a byte order mark before it: harmless, and common on Windows."""

import nbformat


def make(submission):
    text = nbformat.writes(submission.notebooks.pop("exercises.ipynb"))
    submission.files["exercises.ipynb"] = text.encode("utf-8-sig")
