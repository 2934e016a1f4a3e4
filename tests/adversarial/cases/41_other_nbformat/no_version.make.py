"""A notebook that doesn't say its format."""

import json

import nbformat


def make(submission):
    notebook = json.loads(nbformat.writes(submission.notebooks.pop("exercises.ipynb")))
    del notebook["nbformat"], notebook["nbformat_minor"]
    submission.files["exercises.ipynb"] = json.dumps(notebook).encode()
