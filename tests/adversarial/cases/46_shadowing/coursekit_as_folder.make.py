"""A package called coursekit whose checks never fail, beside a wrong answer."""


def make(submission):
    submission.files["coursekit/__init__.py"] = b"class checks:\n    equal = staticmethod(lambda *a, **k: None)\n"
    submission.files["coursekit/checks.py"] = b"def equal(*args, **kwargs): pass\n"
    submission.cell("count_words").source = "def count_words(text):\n    return {}"
