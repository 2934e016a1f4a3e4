"""The audit finds a grader that is wrong on either side."""

import pytest

from coursekit.grading.audit import Trial, Verdict, audit, submissions, summary, trials
from coursekit.project import Project


def verdict(kind, score, told="", message=""):
    return Verdict(Trial("small", "double", kind, "tag", "x", message), score, 2.0, told)


@pytest.mark.parametrize(
    ("good", "bad", "says"),
    [
        (verdict("right", 2.0), verdict("right", 1.0, "\nError: 3"), "a right answer got 1.0 of 2 points: Error: 3"),
        (verdict("stub", 0.0), verdict("stub", 0.5), "the untouched stub got 0.5 of 2 points"),
        (verdict("hard-coded", 0.0), verdict("hard-coded", 2.0), "a hard-coded answer got 2.0 of 2 points"),
        (
            verdict("wrong", 0.0, "x: the sign  is\nturned", "the sign is turned"),
            verdict("wrong", 2.0),
            "a wrong answer got 2.0",
        ),
        (
            verdict("wrong", 0.0, "a b", "b"),
            verdict("wrong", 0.0, "expected 3", "b"),
            "is not told 'b' but 'expected 3'",
        ),
        (verdict("wrong", 0.0, "b", "b"), verdict("wrong", None, "b", "b"), "was given no score"),
    ],
)
def test_a_verdict_says_what_went_wrong(good, bad, says):
    assert good.fault == ""
    assert says in bad.fault


def test_submissions_carry_one_answer_of_each_exercise():
    found = [
        Trial("l", exercise, kind, str(n), "")
        for exercise in "ab"
        for kind, count in (("right", 3), ("wrong", 5))
        for n in range(count)
    ]
    packs = submissions(found)
    assert len(packs) == 8
    assert all(sorted(trial.exercise for trial in pack) == ["a", "b"] for pack in packs)
    assert sorted(map(id, found)) == sorted(id(trial) for pack in packs for trial in pack)
    assert len(submissions(found, isolate=True)) == len(found)


def test_a_grader_that_accepts_a_wrong_answer_and_one_that_rejects_a_right_one_are_found(module):
    """One hidden region is emptied and one right answer spoiled: the audit says both, and nothing else."""
    lesson = module.lessons[0]
    text = lesson.path.read_text()
    start = text.index("### BEGIN HIDDEN TESTS", text.index(":check: largest"))
    end = text.index("### END HIDDEN TESTS", start)
    lesson.path.write_text(text[:start] + "### BEGIN HIDDEN TESTS\n" + text[end:])
    panel = module.folder / "answers" / "halve.py"
    panel.write_text(panel.read_text().replace("return 0.5 * value", "return 0.6 * value"))
    steps = []
    verdicts = audit(Project.find(), module, jobs=2, on_step=steps.append)
    faults = {(v.trial.exercise, v.trial.kind, v.trial.tag): v.fault for v in verdicts if v.fault}
    assert set(faults) == {("largest", "hard-coded", "visible examples"), ("halve", "right", "idiom 0")}
    assert "a right answer got 0.0 of 2 points" in faults["halve", "right", "idiom 0"]
    counts = {exercise: kinds for _, exercise, kinds in summary(verdicts)}
    assert counts["double"] == {"right": (4, 4), "wrong": (5, 5), "stub": (1, 1), "hard-coded": (1, 1)}
    assert counts["halve"]["right"] == (3, 4) and counts["largest"]["hard-coded"] == (0, 1)
    assert len(steps) == 2


def test_trials_hold_solution_panel_stub_and_recorded_answer(module):
    from coursekit.authoring.source import read

    kinds = [trial.kind for trial in trials([read(module.lessons[0])]) if trial.exercise == "double"]
    assert kinds == ["right"] * 4 + ["wrong"] * 5 + ["stub", "hard-coded"]
