def make(submission):
    submission.cell("squares").source = "def squares(count):\n    return []"
    cell = submission.cell("squares_test")
    cell.source = "pass"
    cell.metadata.nbgrader["locked"] = False
