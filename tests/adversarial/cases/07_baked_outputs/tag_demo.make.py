def make(submission):
    submission.cell("squares").source = "def squares(count):\n    return []"
    for name in ("squares_test", "normalise_test"):
        submission.cell(name).metadata["tags"] = ["demo"]
