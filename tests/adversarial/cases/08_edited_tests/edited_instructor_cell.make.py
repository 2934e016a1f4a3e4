def make(submission):
    submission.cell("tools").source = "from unittest.mock import MagicMock\nnp = checks = measurements = MagicMock()"
    submission.cell("squares").source = "def squares(count):\n    return []"
    submission.cell("normalise").source = "def normalise(values):\n    return 0"
    submission.cell("count_words").source = "def count_words(text):\n    return 0"
