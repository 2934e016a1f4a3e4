"""Files with names that mislead the eye or a program: right-to-left, zero-width, line ends, wildcards, options, no UTF-8."""

import os


def make(submission):
    for name in ("data\u202egpj.py", "zero\u200bwidth.csv", "two\nlines.csv", "[a-z]*?.csv", "-rf", "$(touch x).csv", "n" * 250, " ", "con\x1b[31m.csv"):
        submission.files[name] = b"1,2\n"


def place(folder):
    with open(os.fsencode(folder) + b"/caf\xe9.csv", "wb") as file:
        file.write(b"1,2\n")
