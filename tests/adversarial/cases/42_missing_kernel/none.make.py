"""The notebook names no kernel."""


def make(submission):
    submission.notebooks["exercises.ipynb"].metadata.pop("kernelspec", None)
