def make(submission):
    notebook = submission.notebooks["exercises.ipynb"]
    notebook.cells = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("solution")]
