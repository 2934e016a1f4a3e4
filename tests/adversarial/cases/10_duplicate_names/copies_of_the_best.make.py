from copy import deepcopy


def make(submission):
    submission.cell("squares").source = "def squares(count):\n    return []"
    submission.cell("normalise").source = "def normalise(values):\n    return 0"
    best = submission.cell("series_test")
    for name in ("squares_test", "normalise_test", "series_test"):
        copy = deepcopy(best)
        copy.metadata.nbgrader["grade_id"], copy.id = name, f"copy-{name.replace('_', '-')}"
        submission.notebooks["exercises.ipynb"].cells.append(copy)
