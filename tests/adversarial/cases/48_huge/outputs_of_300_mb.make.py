"""A notebook of 300 MB, nearly all of it one printed output."""

import nbformat

PARTS = []


def make(submission):
    notebook = submission.notebooks.pop("exercises.ipynb")
    cell = next(cell for cell in notebook.cells if cell.cell_type == "code")
    cell.outputs = [nbformat.v4.new_output("stream", text="@@@@")]
    PARTS.extend(nbformat.writes(notebook).split("@@@@"))


def place(folder):
    before, after = PARTS
    with open(folder / "exercises.ipynb", "w", encoding="utf-8") as file:
        file.write(before)
        for _ in range(300):
            file.write("x" * 2**20)
        file.write(after)
