"""Exercises and the many forms of their right answers, read from `answers/` (one file an exercise).

A file is cut by heads: `# %% question: …`, `# %% stub`, `# %% solution` (what follows the stub), `# %% check`, `# %% hidden`, then one
`# %% right: NAME` a form. `# %% above` and `# %% below` give a form more cells, before or after its answer. A form headed
`# %% right alone: NAME` gets a notebook to itself (beside reference answers), because it reaches beyond its own cell.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

from nbformat import NotebookNode, v4

ANSWERS = Path(__file__).parent / "answers"
HEAD = re.compile(
    r"^# %% (?P<kind>question|stub|solution|check|hidden|right alone|right|above|below)(: (?P<name>.+))?$"
)
POINTS = 2


@dataclass
class Form:
    """One right answer: its cell, and the learner's own cells around it."""

    exercise: str
    name: str
    alone: bool = False
    answer: str = ""
    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)


@dataclass
class Exercise:
    """What the instructor wrote, and every form of answer that deserves full marks."""

    name: str
    question: str
    parts: dict[str, str]
    forms: list[Form]

    @property
    def reference(self) -> Form:
        """The instructor's own solution as a form."""
        return Form(self.name, "reference", answer=_join(self.parts, "stub", "solution"))


def read_exercise(path: Path) -> Exercise:
    """Read one file of `answers/`.

    Raises:
        ValueError: Naming file, line and the heads that are known.
    """
    question, parts, forms = "", {}, []
    for number, kind, name, text in _sections(path):
        if kind == "question":
            question = name
        elif kind.startswith("right"):
            forms.append(Form(path.stem, name, kind == "right alone", text))
        elif kind in ("above", "below"):
            if not forms:
                raise ValueError(
                    f"{path}:{number}: `# %% {kind}` belongs to a form: write `# %% right: NAME` before it"
                )
            getattr(forms[-1], kind).append(text)
        else:
            parts[kind] = text
    return Exercise(path.stem, question, parts, forms)


def exercises() -> list[Exercise]:
    """Every exercise, by name."""
    return [read_exercise(path) for path in sorted(ANSWERS.glob("*.py"))]


def source_notebook(asked: list[Exercise]) -> NotebookNode:
    """The instructor's notebook, with solutions and hidden tests."""
    cells = [_locked("imports", "import numpy as np")]
    for exercise in asked:
        cells.append(
            v4.new_markdown_cell(
                f"## {exercise.name}\n\n{exercise.question}", id=f"q-{exercise.name}".replace("_", "-")
            )
        )
        cells.append(_cell(exercise.name, _solution(exercise), solution=True))
        cells.append(_cell(f"check_{exercise.name}", _tests(exercise), grade=True, locked=True, points=POINTS))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return v4.new_notebook(cells=cells, metadata={"kernelspec": kernel, "language_info": {"name": "python"}})


def answer(released: NotebookNode, forms: list[Form]) -> NotebookNode:
    """The released notebook with these forms written into it, as a learner would hand it in."""
    by_exercise = {form.exercise: form for form in forms}
    notebook = v4.new_notebook(metadata=released.metadata)
    for cell in released.cells:
        form = by_exercise.get(cell.metadata.get("nbgrader", {}).get("grade_id"))
        cell = NotebookNode(cell | {"metadata": NotebookNode(cell.metadata)})
        if form is None:
            notebook.cells.append(cell)
            continue
        cell.source = form.answer
        notebook.cells += [v4.new_code_cell(text) for text in form.above]
        notebook.cells.append(cell)
        notebook.cells += [v4.new_code_cell(text) for text in form.below]
    return notebook


def learners(asked: list[Exercise]) -> dict[str, list[Form]]:
    """Every form in one learner's notebook: the n-th forms of all exercises go together, and those alone go alone."""
    together = {exercise.name: [form for form in exercise.forms if not form.alone] for exercise in asked}
    handed_in = {}
    for number in range(max(map(len, together.values()))):
        forms = {exercise.name: exercise.reference for exercise in asked}
        forms |= {name: found[number] for name, found in together.items() if number < len(found)}
        handed_in[f"form{number:02d}"] = list(forms.values())
    for form in (form for exercise in asked for form in exercise.forms if form.alone):
        forms = {exercise.name: exercise.reference for exercise in asked} | {form.exercise: form}
        handed_in[f"alone{len(handed_in):02d}"] = list(forms.values())
    return handed_in


def _sections(path: Path) -> list[tuple[int, str, str, str]]:
    found: list[tuple[int, str, str, list[str]]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("# %%"):
            match = HEAD.match(line)
            if not match:
                raise ValueError(f"{path}:{number}: cannot read {line!r}; expected a head such as `# %% right: NAME`")
            found.append((number, match["kind"], match["name"] or "", []))
        elif found:
            found[-1][3].append(line)
    return [(number, kind, name, "\n".join(lines).strip("\n")) for number, kind, name, lines in found]


def _join(parts: dict[str, str], *kinds: str) -> str:
    return "\n".join(parts[kind] for kind in kinds if kind in parts)


def _solution(exercise: Exercise) -> str:
    solution = exercise.parts["solution"]
    indent = solution[: len(solution) - len(solution.lstrip())]
    marked = f"{indent}### BEGIN SOLUTION\n{solution}\n{indent}### END SOLUTION"
    return f"{exercise.parts['stub']}\n{marked}"


def _tests(exercise: Exercise) -> str:
    hidden = f"### BEGIN HIDDEN TESTS\n{exercise.parts['hidden']}\n### END HIDDEN TESTS"
    return f"{exercise.parts['check']}\n{hidden}"


def _locked(grade_id: str, source: str) -> NotebookNode:
    return _cell(grade_id, source, locked=True)


def _cell(grade_id: str, source: str, *, grade=False, solution=False, locked=False, points=None) -> NotebookNode:
    marks = {
        "schema_version": 3,
        "grade_id": grade_id,
        "grade": grade,
        "solution": solution,
        "locked": locked,
        "task": False,
    }
    if points is not None:
        marks["points"] = points
    return v4.new_code_cell(source, id=grade_id.replace("_", "-"), metadata={"nbgrader": marks})
