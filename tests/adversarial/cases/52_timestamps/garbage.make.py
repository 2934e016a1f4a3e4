"""A timestamp that is no time at all."""


def make(submission):
    submission.files["timestamp.txt"] = b"yesterday, I swear"
