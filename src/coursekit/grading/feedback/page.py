"""A graded notebook as the page that its learner reads."""

from dataclasses import dataclass, field

from jinja2 import Environment
from markupsafe import Markup
from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_solution, is_task

from coursekit.grading.feedback import rendering
from coursekit.grading.feedback.catalogue import known, wording
from coursekit.grading.feedback.comments import reasons_by_answer
from coursekit.grading.feedback.reasons import hides_traceback, told
from coursekit.grading.feedback.template import COLOURS, PAGE, POLICY, STYLE
from coursekit.grading.repair.trusted import HIDDEN_BEGIN, HIDDEN_END, visible

NO_RESPONSE = "No response."  # nbgrader's own comment on a text that was left as it was


@dataclass(frozen=True)
class Result:
    """One line of the table: an exercise's check or written answer and its points."""

    name: str
    anchor: str
    state: str
    score: str
    points: str
    why: str


@dataclass
class CellView:
    """A cell as the template shows it; all HTML in it is clean."""

    body: Markup
    label: str = ""
    name: str = ""
    anchor: str = ""
    result: Result | None = None
    hidden: bool = False
    traceback: Markup = Markup()
    outputs: list[Markup] = field(default_factory=list)
    comment: str = ""


def page(nb: NotebookNode, about: dict, *, language: str = "en") -> str:
    """Return the page.

    Args:
        nb: An autograded notebook with the grades that nbgrader's GetGrades put into it.
        about: resources["nbgrader"] of nbgrader: notebook, student, score, max_score, late_penalty.
        language: A catalogue's language.
    """
    ours = reasons_by_answer(nb)
    views = [_view(cell, number, language, ours) for number, cell in enumerate(nb.cells)]
    judged = [cell.metadata.get("coursekit", {}) for cell in nb.cells]
    mends = nb.metadata.get("coursekit", {}).get("mends", [])
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(PAGE).render(
        language=language,
        policy=Markup(POLICY),
        style=Markup(STYLE + COLOURS),
        name=about["notebook"],
        learner=about["student"],
        score=number_of(about.get("score")),
        max_score=number_of(about.get("max_score")),
        penalty=number_of(about["late_penalty"]) if about.get("late_penalty") else "",
        uncontained=any(one.get("contained") is False for one in judged),
        mends=[_mend(one, language) for one in mends],
        results=[view.result for view in views if view.result],
        cells=views,
        say=lambda key, **values: wording(language, f"page.{key}", values),
    )


def number_of(value: object) -> str:
    """Points without a needless ".0"."""
    return f"{float(value):.2f}".rstrip("0").rstrip(".") if isinstance(value, int | float) else "–"


def _mend(one: dict, language: str) -> str:
    key = f"mend.{one['code']}"
    return wording(language, key, one.get("values")) if known(key) else one["text"]


def _view(cell: NotebookNode, number: int, language: str, ours: dict[str, str]) -> CellView:
    marks = cell.metadata.get("nbgrader", {})
    test = is_grade(cell) and not is_solution(cell) and not is_task(cell)
    if cell.cell_type == "code":
        view = CellView(rendering.code(visible(cell.source) if test else cell.source))
    elif cell.cell_type == "markdown":
        view = CellView(rendering.markdown(without_regions(cell.source), cell.get("attachments")))
    else:
        view = CellView(rendering.plain(cell.source))
    if is_grade(cell) or is_solution(cell) or is_task(cell):
        view.label = wording(language, f"page.{_label(cell, test)}")
        view.name = str(marks.get("grade_id", ""))
        view.anchor = f"cell-{number}"
        view.comment = _by_hand(str(marks.get("comment") or ""), ours.get(view.name, ""))
    if is_grade(cell) or is_task(cell):
        view.result = _result(cell, view, language)
    _show_outputs(view, cell, test, language)
    return view


def without_regions(source: str) -> str:
    """Text without nbgrader's hidden regions, should any have been left in it."""
    return visible(source) if HIDDEN_BEGIN in source or HIDDEN_END in source else source


def _label(cell: NotebookNode, test: bool) -> str:
    if test:
        return "test"
    if is_task(cell):
        return "task"
    return "answer" if cell.cell_type == "code" else "written_answer"


def _by_hand(comment: str, ours: str) -> str:
    """What a person wrote: without what SaveReasons put there, which stands in the page already."""
    return comment.removesuffix(ours).strip() if ours else comment.strip()


def _show_outputs(view: CellView, cell: NotebookNode, test: bool, language: str) -> None:
    if cell.cell_type != "code":
        return
    if not test:
        view.outputs = [rendering.output(one, language) for one in cell.outputs]
        return
    judged = cell.metadata.get("coursekit", {})
    view.hidden = HIDDEN_BEGIN in cell.source
    errors = [one for one in cell.outputs if one.output_type == "error"]
    frames = [line for one in errors for line in list(one.traceback)[1:]]  # the first line says the reason, shown above
    if judged.get("reason") and frames and not hides_traceback(judged):
        view.traceback = rendering.terminal("\n".join(frames), language)


def _result(cell: NotebookNode, view: CellView, language: str) -> Result:
    marks = cell.metadata.nbgrader
    score, points = marks.get("score"), marks.get("points")
    judged = cell.metadata.get("coursekit", {})
    state = _state(score, points)
    return Result(
        view.name, view.anchor, state, number_of(score), number_of(points), _why(judged, cell, state, score, language)
    )


def _state(score: object, points: object) -> str:
    if not isinstance(score, int | float) or not isinstance(points, int | float):
        return "pending"
    if score >= points:
        return "right"
    return "partly" if score > 0 else "wrong"


def _why(judged: dict, cell: NotebookNode, state: str, score: object, language: str) -> str:
    if judged.get("reason"):
        text = told(judged, language)
        changed = isinstance(score, int | float) and abs(score - judged["score"]) > 1e-9
        return f"{text}\n{wording(language, 'reason.changed_by_hand')}" if changed else text
    if is_task(cell) or is_solution(cell):
        if score == 0 and str(cell.metadata.nbgrader.get("comment") or "").startswith(NO_RESPONSE):
            return wording(language, "reason.no_response")
        return wording(language, "reason.manual_pending" if state == "pending" else "reason.manual")
    return wording(language, "reason.full_points" if state == "right" else "reason.no_points")
