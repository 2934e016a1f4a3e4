"""A timestamp that ends in a statement for the database."""


def make(submission):
    submission.files["timestamp.txt"] = b"2026-01-01 10:00:00 UTC'); UPDATE grade SET manual_score=99;--"
