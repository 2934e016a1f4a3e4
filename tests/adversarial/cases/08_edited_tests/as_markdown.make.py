from nbformat.v4 import new_markdown_cell, new_raw_cell


def make(submission):
    cells = submission.notebooks["exercises.ipynb"].cells
    submission.cell("squares").source = "def squares(count):\n    return []"
    submission.cell("series").source = "def series(terms):\n    return 0"
    for name, kind in (("squares_test", new_markdown_cell), ("series_test", new_raw_cell)):
        index = submission.index(name)
        cells[index] = kind(cells[index].source, metadata=cells[index].metadata)
