"""A merge that was never resolved: both versions of a line, between the markers of Git."""

import nbformat


def make(submission):
    text = nbformat.writes(submission.notebooks.pop("exercises.ipynb"))
    marker = '"nbformat_minor"'
    conflict = '<<<<<<< HEAD\n "x": 1,\n=======\n "x": 2,\n>>>>>>> theirs\n ' + marker
    submission.files["exercises.ipynb"] = text.replace(marker, conflict, 1).encode()
