"""The notebook is a FIFO: whoever opens it waits for ever."""

import os


def make(submission):
    submission.notebooks.clear()


def place(folder):
    os.mkfifo(folder / "exercises.ipynb")
