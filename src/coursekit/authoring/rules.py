"""What a lesson must be. One rule is one small function; its docstring is the mend that the author reads.

A rule takes a lesson and yields (line, what is wrong there). Its name, with hyphens, is how messages call it.
"""

import ast
import builtins
import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from nbformat.v4 import new_code_cell, new_markdown_cell

from coursekit.authoring import accessible, panels
from coursekit.authoring.expand import check_id, grading_metadata
from coursekit.authoring.source import (
    BEGIN_HIDDEN,
    BEGIN_SOLUTION,
    CODE_OPTIONS,
    END_HIDDEN,
    END_SOLUTION,
    MARKDOWN_OPTIONS,
    LessonSource,
    bound_names,
    locate,
    released,
    used_names,
    visible,
)
from coursekit.errors import CourseError

Finding = tuple[int, str]
RULES: list[Callable[[LessonSource], Iterable[Finding]]] = [*accessible.RULES]
MOST_LINES = 25
LONGEST_SITTING_MINUTES = 90
LEAST_RIGHT, LEAST_WRONG = 3, 5


@dataclass(frozen=True)
class Problem:
    """A broken rule: where, which, what is wrong there, and how to mend it."""

    where: str
    rule: str
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.where}: [{self.rule}] {self.what}. {self.mend}"


def rule(check: Callable[[LessonSource], Iterable[Finding]]):
    """Register a rule."""
    RULES.append(check)
    return check


def problems(source: LessonSource) -> list[Problem]:
    """Every broken rule of one lesson, in the order of its lines."""
    found = [
        (
            line,
            Problem(
                locate(source.lesson.path, line),
                check.__name__.replace("_", "-"),
                what,
                " ".join(check.__doc__.split()),
            ),
        )
        for check in RULES
        for line, what in check(source)
    ]
    return [problem for _, problem in sorted(found, key=lambda item: item[0])]


# --- nothing may be lost between the text and the notebook -------------------------------------------------------------


@rule
def swallowed_cell(source: LessonSource) -> Iterator[Finding]:
    """Close the fence or the comment above: until then the cell is text, and is neither run nor graded."""
    for cell in source.cells:
        if cell.kind != "markdown":
            continue
        for offset, line in enumerate(cell.source.splitlines()):
            if re.match(r"\s*[`~:]{3,}\s*\{code-cell\}", line):
                yield cell.line + offset, "this code cell was swallowed by the text around it"
    for cell in source.cells:
        for offset, line in enumerate(cell.source.splitlines()):
            if cell.kind == "code" and re.match(r"\s*[`~]{3,}\s*\{code-cell\}", line):
                yield (
                    cell.line + offset,
                    "this code cell was swallowed by the code cell above, whose fence is not closed",
                )


@rule
def unclosed_comment(source: LessonSource) -> Iterator[Finding]:
    """Close it with -->; browsers hide all text up to there."""
    for cell in source.cells:
        if cell.kind == "markdown" and cell.source.count("<!--") > cell.source.count("-->"):
            offset = cell.source[: cell.source.rfind("<!--")].count("\n")
            yield cell.line + offset, "an HTML comment <!-- is opened and not closed"


@rule
def stray_plus_line(source: LessonSource) -> Iterator[Finding]:
    """Put a blank line before and after it if a new cell is meant; put it into a fenced block if it is text."""
    lines = source.text.splitlines()
    fenced = None
    for index, line in enumerate(lines):
        fence = re.match(r"\s*(`{3,}|~{3,})", line)
        if fence and fenced is None:
            fenced = fence[1]
        elif fence and fence[1].startswith(fenced) and line.strip() == fence[1]:
            fenced = None
        elif fenced is None and re.match(r"\+\+\+", line):
            before = lines[index - 1] if index else ""
            after = lines[index + 1] if index + 1 < len(lines) else ""
            if before.strip() or after.strip():
                yield index + 1, "a line that begins with +++ splits the text into two cells here"


@rule
def unknown_option(source: LessonSource) -> Iterator[Finding]:
    """Code cells know tags, exercise, check, points, given; Markdown cells know manual, points, tags."""
    for cell in source.cells:
        known = CODE_OPTIONS if cell.kind == "code" else MARKDOWN_OPTIONS
        for option in cell.options:
            if option not in known:
                yield cell.line, f"unknown cell option :{option}:"


@rule
def one_role(source: LessonSource) -> Iterator[Finding]:
    """A cell is an exercise, a check, a manual question, a given cell, or none of them; demo cells are not graded."""
    for cell in source.cells:
        roles = [name for name in ("exercise", "check", "manual", "given") if name in cell.options]
        if len(roles) > 1:
            yield cell.line, f"the cell says {' and '.join(roles)} at once"
        if roles and "demo" in cell.tags:
            yield cell.line, f"a cell tagged demo is not run while grading, yet this one is a {roles[0]}"


@rule
def nbgrader_metadata(source: LessonSource) -> Iterator[Finding]:
    """Give the cell a name of letters, digits, - and _, and its points; nbgrader's own validator reads what the build makes of them."""
    from nbgrader.nbgraderformat import MetadataValidator, ValidationError

    for cell in source.cells:
        entry = grading_metadata(cell)
        if not entry:
            continue
        if not re.fullmatch(r"[\w-]{1,58}", entry["grade_id"], re.ASCII):
            yield cell.line, f"{entry['grade_id']!r} is no name"
        make = new_code_cell if cell.kind == "code" else new_markdown_cell
        try:
            MetadataValidator().validate_cell(make(metadata={"nbgrader": entry}))
        except ValidationError as error:
            yield cell.line, str(error)


@rule
def unique_name(source: LessonSource) -> Iterator[Finding]:
    """Give each exercise, given cell and question a name of its own; nbgrader aborts a whole batch over a double one."""
    seen: set[str] = set()
    for cell in source.cells:
        entry = grading_metadata(cell)
        if entry and entry["grade_id"] in seen:
            yield cell.line, f"the name {entry['grade_id']!r} is taken by an earlier cell"
        elif entry:
            seen.add(entry["grade_id"])


# --- what a lesson holds -------------------------------------------------------------------------------------------------


@rule
def course_kernel(source: LessonSource) -> Iterator[Finding]:
    """Begin the file with the front matter of a MyST notebook, with kernelspec name: coursekit, language: python."""
    kernelspec = source.metadata.get("kernelspec", {})
    if kernelspec.get("name") != "coursekit" or kernelspec.get("language") != "python":
        yield 1, f"the lesson's kernelspec is {dict(kernelspec) or 'missing'}"


@rule
def opening(source: LessonSource) -> Iterator[Finding]:
    """Open with `# Title` as in the syllabus, and say the syllabus's minutes in the first cell."""
    lesson, first = source.lesson, source.cells[0]
    if first.kind != "markdown" or not first.source.startswith(f"# {lesson.title}\n"):
        yield first.line, f"the lesson does not open with '# {lesson.title}'"
    if f"{lesson.minutes} minutes" not in first.source:
        yield first.line, f"the first cell does not say '{lesson.minutes} minutes'"


@rule
def sittings(source: LessonSource) -> Iterator[Finding]:
    """A lesson of more than 90 minutes marks its pauses: a line of its own that begins with *A good place to stop:."""
    wanted = math.ceil(source.lesson.minutes / LONGEST_SITTING_MINUTES) - 1
    texts = [cell.source for cell in source.cells if cell.kind == "markdown"]
    marked = sum(len(re.findall(r"^\*A good place to stop:", text, re.MULTILINE)) for text in texts)
    if marked != wanted:
        yield 1, f"{source.lesson.minutes} minutes need {wanted} marked pauses; there are {marked}"


@rule
def imports_then_parameters(source: LessonSource) -> Iterator[Finding]:
    """The first code cell is `:given: imports…`; the second is tagged parameters and binds PROFILE and SEED."""
    code = [cell for cell in source.cells if cell.kind == "code"]
    if not code or not code[0].given:
        yield code[0].line if code else 1, "the first code cell is not the given imports"
    if len(code) > 1 and ("parameters" not in code[1].tags or not {"PROFILE", "SEED"} <= bound_names(code[1].tree)):
        yield code[1].line, "the second code cell does not hold the parameters"


@rule
def enough_exercises(source: LessonSource) -> Iterator[Finding]:
    """A lesson has 4 to 8 autograded exercises, at least one question graded by hand, and an explorer."""
    count = len(source.exercises)
    if not 4 <= count <= 8:
        yield 1, f"the lesson has {count} exercises"
    if not any(cell.manual for cell in source.cells):
        yield 1, "the lesson has no question graded by hand"
    if not any("explorer" in cell.tags for cell in source.cells):
        yield 1, "the lesson has no cell tagged explorer"


@rule
def exercise_and_check(source: LessonSource) -> Iterator[Finding]:
    """Each `:exercise: name` has one `:check: name` after it with whole, positive `:points:`, and each check its exercise."""
    order = [cell.exercise or cell.check for cell in source.cells if cell.exercise or cell.check]
    for name, cell in source.exercises.items():
        if order.count(name) != 2 or name not in source.checks:
            yield cell.line, f"exercise {name!r} has no check of its own, or more than one"
        elif source.checks[name].line < cell.line:
            yield source.checks[name].line, f"the check of {name!r} stands before the exercise"
    for name, cell in source.checks.items():
        if name not in source.exercises:
            yield cell.line, f"check {name!r} has no exercise"
        points = cell.options.get("points")
        if not isinstance(points, int) or points < 1:
            yield cell.line, f"check {name!r} has points {points!r}"


@rule
def three_hints(source: LessonSource) -> Iterator[Finding]:
    """Beside each exercise stand three <details> hints in one text cell: the idea, the formula, the shape."""
    for index, cell in enumerate(source.cells):
        if cell.exercise:
            beside = source.cells[max(index - 1, 0)], source.cells[min(index + 1, len(source.cells) - 1)]
            most = max(text.source.count("<details") if text.kind == "markdown" else 0 for text in beside)
            if most < 3:
                yield cell.line, f"exercise {cell.exercise!r} has {most} hints beside it"


@rule
def short_cells(source: LessonSource) -> Iterator[Finding]:
    """One claim, one cell: cut it. Exercises, checks and given cells may be longer."""
    for cell in source.cells:
        lines = len(cell.source.splitlines())
        if cell.kind == "code" and not (cell.exercise or cell.check or cell.given) and lines > MOST_LINES:
            yield cell.line, f"the code cell has {lines} lines; {MOST_LINES} are the most"


# --- what a learner and a grader get -------------------------------------------------------------------------------------


@rule
def solution_region(source: LessonSource) -> Iterator[Finding]:
    """Put `### BEGIN SOLUTION` and `### END SOLUTION` on lines of their own inside the exercise's function, once, and nowhere else."""
    for cell in source.cells:
        counts = cell.source.count(BEGIN_SOLUTION), cell.source.count(END_SOLUTION)
        expected = (1, 1) if cell.exercise or cell.manual else (0, 0)
        if cell.exercise and counts != expected:
            yield cell.line, f"exercise {cell.exercise!r} has {counts[0]} beginnings and {counts[1]} ends of a solution"
        elif not (cell.exercise or cell.manual) and counts != expected:
            yield cell.line, "a solution stands outside an exercise; nbgrader would refuse to make the release"


@rule
def manual_question_kept(source: LessonSource) -> Iterator[Finding]:
    """Put the model answer between `### BEGIN SOLUTION` and `### END SOLUTION`; without them nbgrader replaces the question itself."""
    for cell in source.cells:
        if cell.manual and not (cell.source.count(BEGIN_SOLUTION) == cell.source.count(END_SOLUTION) == 1):
            yield cell.line, f"the question {cell.manual!r} would be replaced by the release's stub"
        elif cell.manual and not cell.source.split(BEGIN_SOLUTION)[0].strip():
            yield cell.line, f"the cell of {cell.manual!r} asks nothing before its solution"


@rule
def stub_parses(source: LessonSource) -> Iterator[Finding]:
    """Leave def, docstring and indentation outside the solution, so that the stub parses, defines the function and raises NotImplementedError."""
    for name, cell in source.exercises.items():
        try:
            tree = ast.parse(released(cell.source))
        except SyntaxError as error:
            yield cell.line + (error.lineno or 1) - 1, f"the stub of {name!r} does not parse: {error.msg}"
            continue
        functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
        if [function.name for function in functions] != [name]:
            yield (
                cell.line,
                f"exercise {name!r} defines {[function.name for function in functions]} and not just {name!r}",
            )
        elif not any(isinstance(node, ast.Raise) for node in ast.walk(functions[0])):
            yield cell.line, f"the stub of {name!r} does not raise NotImplementedError"
        elif not ast.get_docstring(functions[0]):
            yield cell.line, f"the stub of {name!r} has no docstring to say shapes and units"


@rule
def visible_and_hidden(source: LessonSource) -> Iterator[Finding]:
    """A check has asserts that the learner sees and a region `### BEGIN HIDDEN TESTS` … `### END HIDDEN TESTS` with others."""
    for name, cell in source.checks.items():
        if not (cell.source.count(BEGIN_HIDDEN) == cell.source.count(END_HIDDEN) == 1):
            yield cell.line, f"check {name!r} has no hidden region, or more than one"
        elif name not in used_names(_parse(visible(cell.source))):
            yield cell.line, f"the visible part of check {name!r} never uses {name}"
    for cell in source.cells:
        if not cell.check and BEGIN_HIDDEN in cell.source:
            yield cell.line, "hidden tests stand outside a check; nbgrader would refuse to make the release"


@rule
def no_partial_credit_by_accident(source: LessonSource) -> Iterator[Finding]:
    """End a check with an assert or a call of coursekit.checks; nbgrader reads a number shown by the last line as partial credit."""
    for name, cell in source.checks.items():
        last = cell.tree.body[-1] if cell.tree and cell.tree.body else None
        is_check = (
            isinstance(last, ast.Expr)
            and isinstance(last.value, ast.Call)
            and isinstance(last.value.func, ast.Attribute)
            and isinstance(last.value.func.value, ast.Name)
            and last.value.func.value.id == "checks"
        )
        if isinstance(last, ast.Expr) and not is_check:
            yield cell.line + last.lineno - 1, f"check {name!r} ends with a value"


@rule
def stands_alone(source: LessonSource) -> Iterator[Finding]:
    """Use only imports and given cells: a learner's mistake in one exercise must not cost the points of another, and demo cells do not run while grading."""
    lent = set(dir(builtins)).union(*(bound_names(cell.tree) for cell in source.given))
    for cell in source.cells:
        if not (cell.exercise or cell.check):
            continue
        if cell.tree is None:
            yield cell.line, f"the code of {cell.exercise or cell.check!r} is no plain Python"
            continue
        for name in sorted(free_names(cell.tree) - lent - {cell.check}):
            yield (
                cell.line,
                f"{cell.exercise or check_id(cell.check)!r} uses {name!r}, which no import and no given cell binds",
            )


@rule
def panel(source: LessonSource) -> Iterator[Finding]:
    """Each exercise has at least three right and five wrong answers, with tags and messages of their own, that parse and stand alone."""
    lent = set(dir(builtins)).union(*(bound_names(cell.tree) for cell in source.given))
    for name, cell in source.exercises.items():
        try:
            answers = panels.read_panel(source.lesson.path.parent / "answers" / f"{name}.py")
        except CourseError as error:
            yield cell.line, str(error)
            continue
        right = [answer for answer in answers if answer.right]
        wrong = [answer for answer in answers if not answer.right]
        if len(right) < LEAST_RIGHT or len(wrong) < LEAST_WRONG:
            yield cell.line, f"the panel of {name!r} has {len(right)} right and {len(wrong)} wrong answers"
        for group in (right, wrong):
            tags = [answer.tag for answer in group]
            for tag in sorted({tag for tag in tags if tags.count(tag) > 1}):
                yield cell.line, f"the panel of {name!r} has two answers tagged {tag!r}"
        for answer in answers:
            yield from ((cell.line, what) for what in _panel_answer(name, answer, lent))


def _panel_answer(name: str, answer: panels.Answer, lent: set[str]) -> Iterator[str]:
    tree = _parse(answer.source)
    if tree is None:
        yield f"answer {answer.tag!r} to {name!r} (line {answer.line} of its panel) does not parse"
    elif name not in bound_names(tree):
        yield f"answer {answer.tag!r} to {name!r} (line {answer.line} of its panel) does not bind {name}"
    elif strangers := sorted(free_names(tree) - lent):
        yield f"answer {answer.tag!r} to {name!r} (line {answer.line} of its panel) uses {', '.join(strangers)}"


def free_names(tree: ast.AST) -> set[str]:
    """Names that `tree` reads and binds nowhere: not at top level, as an argument, or in a function."""
    bound = bound_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            bound.add(node.id)
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            bound.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            bound |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ExceptHandler) and node.name:
            bound.add(node.name)
    return used_names(tree) - bound


def _parse(source: str) -> ast.Module | None:
    try:
        return ast.parse(source)
    except SyntaxError:
        return None
