"""A timestamp of bytes that are no text."""


def make(submission):
    submission.files["timestamp.txt"] = bytes(range(256))
