"""A file of 400 MB that takes no room on the disk: holes and nothing else."""


def make(submission):
    submission.notebooks.clear()


def place(folder):
    with open(folder / "exercises.ipynb", "wb") as file:
        file.truncate(400 * 2**20)
