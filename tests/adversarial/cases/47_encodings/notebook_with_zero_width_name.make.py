"""The notebook's name holds a character of no width: it looks right and isn't."""


def make(submission):
    submission.notebooks["exercises\u200b.ipynb"] = submission.notebooks.pop("exercises.ipynb")
