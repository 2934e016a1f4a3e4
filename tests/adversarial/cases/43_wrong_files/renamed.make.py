"""The browser added a number: `exercises (1).ipynb` instead of `exercises.ipynb`."""


def make(submission):
    submission.notebooks["exercises (1).ipynb"] = submission.notebooks.pop("exercises.ipynb")
