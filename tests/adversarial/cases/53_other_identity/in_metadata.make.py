"""The notebook's metadata say that it is a neighbour's; the answers are wrong."""


def make(submission):
    notebook = submission.notebooks["exercises.ipynb"]
    notebook.metadata["nbgrader"] = {"student": "@NEIGHBOUR@", "student_id": "@NEIGHBOUR@", "assignment": "@ASSIGNMENT@", "notebook": "exercises"}
    notebook.metadata["student_id"] = notebook.metadata["name"] = "@NEIGHBOUR@"
    for name in ("squares", "normalise", "count_words", "series"):
        submission.cell(name).source = f"{name} = lambda value: None"
    submission.cell("Account").source = "class Account: ..."
