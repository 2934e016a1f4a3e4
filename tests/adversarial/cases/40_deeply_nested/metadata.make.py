"""A sound notebook whose metadata goes fifty thousand objects deep."""

import nbformat


def make(submission):
    notebook = submission.notebooks.pop("exercises.ipynb")
    notebook.metadata["deep"] = "@"
    deep = '{"a": ' * 50_000 + "1" + "}" * 50_000
    submission.files["exercises.ipynb"] = nbformat.writes(notebook).replace('"@"', deep).encode()
