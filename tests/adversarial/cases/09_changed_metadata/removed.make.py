def make(submission):
    submission.cell("squares").source = "def squares(count):\n    return []"
    for cell in submission.notebooks["exercises.ipynb"].cells:
        cell.metadata.pop("nbgrader", None)
