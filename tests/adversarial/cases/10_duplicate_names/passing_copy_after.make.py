from copy import deepcopy


def make(submission):
    submission.cell("squares").source = "def squares(count):\n    return []"
    copy = deepcopy(submission.cell("squares_test"))
    copy.source, copy.id = "pass", "copy"
    submission.notebooks["exercises.ipynb"].cells.insert(submission.index("squares_test") + 1, copy)
