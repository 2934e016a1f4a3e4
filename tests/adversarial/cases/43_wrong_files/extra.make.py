"""A notebook of the learner's own lies beside the right one, and an old copy."""

from copy import deepcopy

from nbformat.v4 import new_code_cell, new_notebook


def make(submission):
    submission.notebooks["my sketches.ipynb"] = new_notebook(cells=[new_code_cell("1 / 0")])
    submission.notebooks["exercises-Copy1.ipynb"] = deepcopy(submission.notebooks["exercises.ipynb"])
    submission.files[".ipynb_checkpoints/exercises-checkpoint.ipynb"] = b"{}"
