"""A timestamp of a million digits."""


def make(submission):
    submission.files["timestamp.txt"] = b"1" * 1_000_000
