def make(submission):
    submission.cell("squares").source = "def squares(count):\n    return []"
    notebook = submission.notebooks["exercises.ipynb"]
    notebook.cells = [cell for cell in notebook.cells if not cell.metadata.get("nbgrader", {}).get("grade")]
