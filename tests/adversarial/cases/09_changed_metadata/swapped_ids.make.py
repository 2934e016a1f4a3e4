def make(submission):
    submission.cell("series").source = "def series(terms):\n    return 0"
    one, five = submission.cell("squares_test"), submission.cell("series_test")
    one.metadata.nbgrader["grade_id"], five.metadata.nbgrader["grade_id"] = "series_test", "squares_test"
