from nbformat.v4 import new_code_cell


def make(submission):
    submission.cell("squares").source = "def squares(count):\n    return [1]"
    cell = submission.cell("squares_test")
    first, _, rest = cell.source.partition("\n")
    cell.source = first
    submission.notebooks["exercises.ipynb"].cells.insert(submission.index("squares_test") + 1, new_code_cell(rest))
