"""Right answers in a notebook of 12 MB: forty figures, as an eager learner saves them."""

import base64
import os

import nbformat


def make(submission):
    notebook = submission.notebooks["exercises.ipynb"]
    image = base64.b64encode(b"\x89PNG\r\n\x1a\n" + os.urandom(220_000)).decode()
    for _ in range(40):
        figure = nbformat.v4.new_output("display_data", {"image/png": image, "text/plain": "<Figure>"})
        notebook.cells.append(nbformat.v4.new_code_cell("1 + 1", outputs=[figure]))
