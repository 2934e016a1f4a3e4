"""Beside the right notebook lies one that is no JSON at all."""


def make(submission):
    submission.files["broken.ipynb"] = b"\x00\xff not a notebook"
    submission.files["empty.ipynb"] = b""
