def make(submission):
    submission.cell("squares").source = "def squares(count):\n    return []"
    for cell in submission.notebooks["exercises.ipynb"].cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader["schema_version"] = 1
