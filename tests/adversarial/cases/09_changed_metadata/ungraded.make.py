def make(submission):
    submission.cell("squares").source = "def squares(count):\n    return []"
    submission.cell("squares_test").metadata.nbgrader["grade"] = False
