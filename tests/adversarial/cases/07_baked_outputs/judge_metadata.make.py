def make(submission):
    submission.cell("squares").source = "def squares(count):\n    return []"
    facts = {"score": 1.0, "max_score": 1.0, "reason": "forged-by-learner", "seconds": 0.1, "contained": True, "misconception": None}
    submission.cell("squares_test").metadata["coursekit"] = facts
    submission.cell("squares").metadata["coursekit"] = facts
    submission.notebooks["exercises.ipynb"].metadata["coursekit"] = {"mends": [{"code": "forged", "text": "forged-by-learner", "file": "", "cell": ""}]}
