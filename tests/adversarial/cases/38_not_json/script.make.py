"""The answers as a Python file that was given the notebook's name."""


def make(submission):
    notebook = submission.notebooks.pop("exercises.ipynb")
    submission.files["exercises.ipynb"] = "\n\n".join(cell.source for cell in notebook.cells).encode()
