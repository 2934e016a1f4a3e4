"""What was saved is the page that asks to log in."""


def make(submission):
    submission.notebooks.clear()
    submission.files["exercises.ipynb"] = b"<!DOCTYPE html><html><head><title>Log in</title></head><body>Please log in.</body></html>"
