def make(submission):
    submission.cell("squares").source = "def squares(count):\n    return []"
    del submission.notebooks["exercises.ipynb"].cells[submission.index("squares_test")]
