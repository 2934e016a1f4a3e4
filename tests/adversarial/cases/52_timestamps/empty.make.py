"""A timestamp of no bytes."""


def make(submission):
    submission.files["timestamp.txt"] = b""
