"""A module of the learner's own, by a name that is nobody else's: an honest helper, and it works."""


def make(submission):
    submission.files["my_tools.py"] = b"def power(base, exponent):\n    return base**exponent\n"
    submission.cell("squares").source = (
        "from my_tools import power\n\n\ndef squares(count):\n    return [power(n, 2) for n in range(1, count + 1)]"
    )
