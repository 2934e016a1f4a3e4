"""A NUL character in one answer: Python can't read that cell, and the other answers count."""


def make(submission):
    submission.cell("squares").source += "\n# \x00"
    submission.notebooks["exercises.ipynb"].metadata["note"] = "a\x00b"
