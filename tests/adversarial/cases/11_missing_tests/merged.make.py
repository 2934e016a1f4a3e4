def make(submission):
    submission.cell("squares").source = "def squares(count):\n    return []"
    notebook = submission.notebooks["exercises.ipynb"]
    code = [cell for cell in notebook.cells if cell.cell_type == "code" and not cell.metadata.get("nbgrader", {}).get("grade")]
    code[1].source = "\n\n".join(cell.source for cell in code)
    notebook.cells = code[1:2]
