"""Each rule is broken in one way at least, and names file, line and mend; the small lesson breaks none."""

import pytest

from coursekit.authoring import rules
from coursekit.authoring.source import read

HINT = "<details><summary>Hint 3: the shape</summary> a number </details>\n\n```{code-cell} ipython3\n:exercise: double"

SHOWN = 'print("explore", np.arange(3))'
FIGURE = """figure = plotting.new_figure(7, 3)
alt = f"A line that rises to {2}"
plotting.show(figure, alt + ".")
plotting.heatmap(np.eye(3), title="unit", alt="Ones along the diagonal, zeros elsewhere.");"""

BREAKS = {
    "swallowed-cell": [
        ("## double\n", "## double\n\n```text\nnever closed\n"),
        ("SEED = 0\n```", "SEED = 0\n"),
        (
            "```{code-cell} ipython3\n:tags: [demo, explorer]\n",
            "- a list\n\n  ```{code-cell} ipython3\n  :tags: [demo, explorer]\n",
        ),
    ],
    "unclosed-comment": [("The end.", "The end <!-- for now.")],
    "stray-plus-line": [("The end.", "The end\n+++\nis near.")],
    "unknown-option": [
        (":exercise: double", ":exercise: double\n:exercize: double"),
        ('"points": 2}', '"points": 2, "hint": 1}'),
    ],
    "one-role": [
        (":exercise: double", ":exercise: double\n:given: twice"),
        (":exercise: double", ":exercise: double\n:tags: [demo]"),
    ],
    "nbgrader-metadata": [
        (":check: double\n:points: 2", ":check: double"),
        (":exercise: double", ":exercise: dou ble"),
    ],
    "unique-name": [(":given: imports", ":given: halve")],
    "course-kernel": [("  name: coursekit", "  name: python3"), ("kernelspec:", "kernel:")],
    "opening": [("# A small lesson", "# A large lesson"), ("10 minutes", "an hour")],
    "sittings": [("The end.", "The end.\n\n*A good place to stop: ten minutes are over.*")],
    "imports-then-parameters": [
        (":given: imports", ":tags: [imports]"),
        (":tags: [parameters]", ":tags: [settings]"),
        ("SEED = 0", "SED = 0"),
    ],
    "enough-exercises": [
        (":tags: [demo, explorer]", ":tags: [demo]"),
        ('+++ {"manual": "why_double", "points": 2}', "+++"),
    ],
    "exercise-and-check": [
        (":check: double\n:points: 2\n", ""),
        (":check: double\n:points: 2", ":check: double\n:points: 1.5"),
        (":check: double\n", ":check: doubel\n"),
        (":check: halve\n", ":check: double\n"),
    ],
    "three-hints": [(HINT, HINT.replace("<details><summary>Hint 3: the shape</summary> a number </details>", ""))],
    "short-cells": [('print("explore", np.arange(3))', "\n".join(f"print({n})" for n in range(26)))],
    "heading-order": [
        ("## halve", "#### halve"),
        ("## halve", "# halve"),
    ],
    "image-alternative": [
        ("The end.", "The end: ![](end.png)"),
        ("The end.", 'The end: <img src="end.png" alt="end">'),
    ],
    "figure-alternative": [
        (SHOWN, "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"),
        (SHOWN, "from matplotlib import pyplot"),
        (SHOWN, "from IPython.display import Image"),
        (SHOWN, "display(np.arange(3))"),
        (SHOWN, "figure = plotting.new_figure(7, 3)\nfigure.subplots().plot([1, 2])"),
        (SHOWN, 'figure = plotting.new_figure(7, 3)\nplotting.show(figure, "A line that rises.")\nfigure'),
        (SHOWN, "plotting.new_figure(7, 3)"),
        (SHOWN, 'plotting.heatmap(np.eye(3), title="unit")'),
        (SHOWN, 'plotting.heatmap(np.eye(3), title="unit", alt="A matrix")'),
        (SHOWN, 'figure = plotting.new_figure(7, 3)\nalt = ""\nplotting.show(figure, alt)'),
    ],
    "solution-region": [
        (
            "    ### END SOLUTION\n```\n\n```{code-cell} ipython3\n:check: double",
            "```\n\n```{code-cell} ipython3\n:check: double",
        ),
        ('print("explore"', "### BEGIN SOLUTION\n### END SOLUTION\nprint("),
    ],
    "manual-question-kept": [("### BEGIN SOLUTION\nTo have", "To have"), ("Why would anybody double a number?", "")],
    "stub-parses": [
        (
            '    """Return twice `value`, a number."""\n    ### BEGIN SOLUTION',
            '    ### BEGIN SOLUTION\n    """Return twice."""',
        ),
        ("def double(value):\n", "### BEGIN SOLUTION\ndef double(value):\n### END SOLUTION\n"),
        ("def double(value):\n", "def twice(value):\n"),
        ("    ### BEGIN SOLUTION\n    return 2", "    0\n# ### BEGIN SOLUTION\n    return 2"),
        (
            "return 2 * value\n    ### END SOLUTION",
            "return 2 * value\n    ### END SOLUTION\n\n\ndef other():\n    pass",
        ),
    ],
    "visible-and-hidden": [
        ("### BEGIN HIDDEN TESTS\nfor value in [-1.5, 0.25, 100]:", "for value in [-1.5, 0.25, 100]:"),
        ('checks.close("double", double(3), 6,', 'checks.close("double", 6, 6,'),
        ('print("explore"', "### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS\nprint("),
    ],
    "no-partial-credit-by-accident": [
        ("### END HIDDEN TESTS\n```\n\n## halve", "### END HIDDEN TESTS\ndouble(2)\n```\n\n## halve")
    ],
    "stands-alone": [
        ("return value / 2", "return value / (double(value) / value)"),
        ("for value in [-1.5, 0.25, 101]:", "for value in [double(1)]:"),
        ("    return 2 * value", "    %time value\n    return 2 * value"),
    ],
}
CASES = [(rule, old, new) for rule, edits in BREAKS.items() for old, new in edits]


def broken(lesson) -> dict[str, str]:
    return {problem.rule: str(problem) for problem in rules.problems(read(lesson))}


def edit(lesson, old, new):
    text = lesson.path.read_text()
    assert old in text, f"the small lesson has no {old!r}"
    lesson.path.write_text(text.replace(old, new, 1))


def test_the_small_lesson_keeps_every_rule(lesson):
    assert broken(lesson) == {}


@pytest.mark.parametrize(("rule", "old", "new"), CASES, ids=[f"{rule}-{n}" for n, (rule, _, _) in enumerate(CASES)])
def test_a_broken_rule_is_named_with_file_line_and_mend(lesson, rule, old, new):
    edit(lesson, old, new)
    found = broken(lesson)
    assert rule in found, found
    where, _, rest = found[rule].partition(": ")
    assert where.startswith(str(lesson.path) + ":") and int(where.rsplit(":", 1)[1]) >= 1
    assert rest.endswith(".") and f"[{rule}]" in rest


def test_every_rule_has_a_case_here():
    assert {check.__name__.replace("_", "-") for check in rules.RULES} == set(BREAKS) | {"panel"}


def test_a_panel_that_cannot_be_read_is_a_finding(lesson):
    (lesson.path.parent / "answers" / "double.py").unlink()
    assert "double.py is not there" in broken(lesson)["panel"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("# %% wrong half: this is half\ndef double(value):\n    return value / 2\n", "", "3 right and 4 wrong"),
        ("wrong half", "wrong square", "two answers tagged 'square'"),
        ("return value / 2", "return value / ", "does not parse"),
        ("def double(value):\n    return value / 2", "def duble(value):\n    return value / 2", "does not bind double"),
        ("return value / 2", "return halve(value)", "uses halve"),
    ],
)
def test_panel(lesson, old, new, says):
    path = lesson.path.parent / "answers" / "double.py"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    assert says in broken(lesson)["panel"]


def test_a_plus_line_inside_a_fence_is_text(lesson):
    edit(lesson, "The end.", "```diff\n+++ b/file.py\n```\n\nThe end.")
    assert broken(lesson) == {}


def test_a_figure_with_its_sentence_is_let_be(lesson):
    edit(lesson, SHOWN, FIGURE)
    edit(lesson, "The end.", "The end.\n\n```text\n#### no heading\n```\n\n![The last page of a long book](end.png)")
    assert broken(lesson) == {}


def test_a_figure_without_a_sentence_is_named_by_its_own_line(lesson):
    edit(lesson, SHOWN, "x = 1\n\n\nimport matplotlib.pyplot")
    line = lesson.path.read_text().splitlines().index("import matplotlib.pyplot") + 1
    assert broken(lesson)["figure-alternative"].startswith(f"{lesson.path}:{line}: ")


def test_a_lesson_without_code_says_so(lesson):
    lesson.path.write_text("# A small lesson\n\n10 minutes\n")
    assert "the first code cell is not the given imports" in broken(lesson)["imports-then-parameters"]
