"""A million empty cells."""

import nbformat


def make(submission):
    notebook = submission.notebooks.pop("exercises.ipynb")
    text = nbformat.writes(notebook).replace('"cells": [', '"cells": [' + '{"cell_type":"raw","id":"r","metadata":{},"source":""},' * 1_000_000, 1)
    submission.files["exercises.ipynb"] = text.encode()
