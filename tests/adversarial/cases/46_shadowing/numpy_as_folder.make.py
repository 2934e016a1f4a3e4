"""A package called numpy whose comparisons always agree, beside wrong answers."""

EVIL = b"""
class testing:
    assert_allclose = staticmethod(lambda *args, **kwargs: None)
array = asarray = lambda value, *args, **kwargs: value
array_equal = lambda *args, **kwargs: True
"""


def make(submission):
    submission.files["numpy/__init__.py"] = EVIL
    submission.files["numpy/testing.py"] = b"def assert_allclose(*args, **kwargs): pass\n"
    submission.cell("normalise").source = "def normalise(values):\n    return values"
