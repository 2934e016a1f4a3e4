def make(submission):
    submission.cell("squares").source = "def squares(count):\n    return []"
    submission.cell("squares_test").metadata.nbgrader.update(points=["1"], schema_version=10**30, locked="yes", cell_type=None)
    submission.cell("series_test").metadata.nbgrader["points"] = float("nan")
    submission.cell("normalise_test").metadata["nbgrader"] = [1, 2, 3]
