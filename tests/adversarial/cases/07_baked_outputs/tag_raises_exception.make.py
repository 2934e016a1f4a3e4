def make(submission):
    submission.cell("squares").source = "def squares(count):\n    return []"
    tags = ["raises-exception", "skip-execution", "remove_cell", "remove_output", "hide-input", "parameters", "injected-parameters"]
    submission.cell("squares_test").metadata["tags"] = tags
