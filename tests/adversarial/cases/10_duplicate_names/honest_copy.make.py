from copy import deepcopy


def make(submission):
    copy = deepcopy(submission.cell("squares"))
    copy.source, copy.id = "def squares(count):\n    return []", "first-try"
    submission.notebooks["exercises.ipynb"].cells.insert(submission.index("squares"), copy)
