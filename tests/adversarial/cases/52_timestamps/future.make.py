"""A timestamp in the year 9999, just before the calendar ends, in a zone that is past it."""


def make(submission):
    submission.files["timestamp.txt"] = b"9999-12-31 23:59:59 -1200"
