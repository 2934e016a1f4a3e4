def make(submission):
    submission.cell("squares").source = "def squares(count):\n    return []"
    for cell in submission.notebooks["exercises.ipynb"].cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.metadata.nbgrader["points"] = 0 if cell.metadata.nbgrader["grade_id"] == "squares_test" else 100
