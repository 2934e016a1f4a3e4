def make(submission):
    del submission.notebooks["exercises.ipynb"].cells[submission.index("squares")]
