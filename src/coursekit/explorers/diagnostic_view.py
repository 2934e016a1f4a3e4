"""The diagnostic as widgets, and as plain text with its key where widgets don't work.

All that counts is in `coursekit.diagnostic`; here it is only shown.
"""

import html
import re
from importlib.util import find_spec
from pathlib import Path

from coursekit import diagnostic, outputs
from coursekit.diagnostic import Bank, Question, Suggestion
from coursekit.syllabus import Syllabus

WHOLE_COURSE = "none of these: the whole course"
LETTERS = "abcd"
PRIVATE = "Your answers stay in {file} beside this notebook: they are not sent anywhere, and not handed in."


def show(folder: Path | None = None) -> None:
    """Display the diagnostic; answers are kept in `folder`, the working folder if none is given."""
    file = Path(folder or Path.cwd()) / diagnostic.ANSWERS
    bank, syllabus = diagnostic.load_bank(), diagnostic.syllabus_here()
    data = {"text/plain": as_text(bank, syllabus), "text/html": as_html(bank, syllabus)}
    if outputs.in_notebook() and find_spec("ipywidgets") is not None:
        form = Form(bank, syllabus, file)
        data = form.widget._repr_mimebundle_(include=None, exclude=None) | data
    outputs.publish(data)


class Form:
    """The questions as radio buttons, a role, and two buttons: score, start over.

    Args:
        bank: The questions.
        syllabus: Where suggestions come from; None if there is none.
        file: Where answers are kept.
    """

    def __init__(self, bank: Bank, syllabus: Syllabus | None, file: Path):
        import ipywidgets

        self.bank, self.syllabus, self.file = bank, syllabus, file
        roles = [(WHOLE_COURSE, ""), *((label, name) for name, label in bank.roles.items())]
        self.role = ipywidgets.Dropdown(options=roles, description="Role", style={"description_width": "initial"})
        self.choices = {}
        children = []
        for number, question in enumerate(bank.questions, start=1):
            children.append(ipywidgets.HTML(f"<b>{number}.</b> {_marked(question.ask)}"))
            options = [(choice.text.replace("`", ""), choice.text) for choice in question.choices]  # a label is no HTML
            radio = ipywidgets.RadioButtons(options=options, value=None, layout={"width": "auto"})
            self.choices[question.skill] = radio
            children.append(radio)
        self.score_button = ipywidgets.Button(description="Score and save", button_style="primary")
        self.again_button = ipywidgets.Button(description="Start over")
        self.score_button.on_click(lambda _button: self.score())
        self.again_button.on_click(lambda _button: self.start_over())
        self.result = ipywidgets.HTML(value=self._last_time())
        note = ipywidgets.HTML(
            f"<p>{html.escape(PRIVATE.format(file=file.name))} No idea? Leave the question open.</p>"
        )
        buttons = ipywidgets.HBox([self.score_button, self.again_button])
        self.widget = ipywidgets.VBox([note, self.role, *children, buttons, self.result])

    def answers(self) -> dict[str, str]:
        """What is chosen now; open questions are left out."""
        return {skill: radio.value for skill, radio in self.choices.items() if radio.value is not None}

    def score(self) -> None:
        """Show the score and the suggestion, and keep the answers; an empty form gets no key."""
        answers, role = self.answers(), self.role.value or None
        if not answers:
            self.result.value = "<p>Nothing is answered yet. Choose at least one answer, then score.</p>"
            return
        text = result_html(self.bank, answers, diagnostic.suggest(self.bank, answers, self.syllabus, role))
        try:
            _, told = diagnostic.save_attempt(self.file, answers, role)
            told = told or f"Kept in {self.file.name}."
        except OSError as error:
            told = (
                f"Not kept: {self.file} can't be written ({error.strerror}). Copy your result if you want to keep it."
            )
        self.result.value = f"{text}<p>{html.escape(told)}</p>"

    def start_over(self) -> None:
        """Empty the form; what was kept stays kept."""
        for radio in self.choices.values():
            radio.value = None
        self.result.value = self._last_time()

    def _last_time(self) -> str:
        try:
            attempts, told = diagnostic.load_attempts(self.file)
        except OSError as error:
            return f"<p>{html.escape(f'{self.file} cannot be read ({error.strerror}).')}</p>"
        if not attempts:
            return f"<p>{html.escape(told)}</p>" if told else ""
        last = attempts[-1]
        right = len(diagnostic.score(self.bank, last.answers).right)
        suggestion = diagnostic.suggest(self.bank, last.answers, self.syllabus, last.role or None)
        when = last.taken.replace("T", " ")
        head = f"Last time ({when}): {right} of {len(self.bank.questions)} right."
        return f"<p>{html.escape(head)}</p>{_lines(suggestion.text)}"


def result_html(bank: Bank, answers: diagnostic.Answers, suggestion: Suggestion) -> str:
    """Say how each question was answered, what a wrong choice tells, why the right one is right, and where to start."""
    result = diagnostic.score(bank, answers)
    counts = f"{len(result.right)} right, {len(result.wrong)} wrong, {len(result.unanswered)} left open"
    rows = [_verdict(question, answers.get(question.skill)) for question in bank.questions]
    caution = "One question a skill is little: a guess is right one time in four. Take it as a hint."
    table = "".join(f"<li>{row}</li>" for row in rows)
    return f"<p><b>{counts}.</b></p>{_lines(suggestion.text)}<p>{caution}</p><ol>{table}</ol>"


def _verdict(question: Question, chosen: str | None) -> str:
    choice = question.choice(chosen)
    solution = f"<i>{_marked(question.right.text)}</i>. {_marked(question.why)}"
    skill = html.escape(question.skill)
    if choice is None:
        return f"{skill}: left open. Right is {solution}"
    if choice.right:
        return f"{skill}: right. {_marked(question.why)}"
    return f"{skill}: you chose <i>{_marked(choice.text)}</i>. {_marked(choice.means)} Right is {solution}"


def as_text(bank: Bank, syllabus: Syllabus | None) -> str:
    """All questions, how to score by hand, and the key, as plain text."""
    lines = ["The diagnostic on paper: note one letter a question; no idea, no letter.", ""]
    for number, question in enumerate(bank.questions, start=1):
        lines.append(f"{number}. {question.ask}")
        lines += [f"   {letter}) {choice.text}" for letter, choice in zip(LETTERS, question.choices, strict=True)]
    lines += ["", *_by_hand(bank, syllabus)]
    return "\n".join(lines)


def as_html(bank: Bank, syllabus: Syllabus | None) -> str:
    """The same as a page, with the key folded away."""
    items = []
    for question in bank.questions:
        choices = "".join(f"<li>{_marked(choice.text)}</li>" for choice in question.choices)
        items.append(f'<li>{_marked(question.ask)}<ol type="a">{choices}</ol></li>')
    how, *key = _by_hand(bank, syllabus)
    folded = f"<details><summary>Key and where to start</summary>{_lines(chr(10).join(key))}</details>"
    return f"<p>Note one letter a question; no idea, no letter.</p><ol>{''.join(items)}</ol><p>{html.escape(how)}</p>{folded}"


def _by_hand(bank: Bank, syllabus: Syllabus | None) -> list[str]:
    lines = [
        "To score by hand: compare with the key. Start with the earliest module named beside a letter that you did not have."
    ]
    for number, question in enumerate(bank.questions, start=1):
        letter = LETTERS[question.choices.index(question.right)]
        lines.append(f"{number}. {letter} ({question.skill}; {_taught(bank, question, syllabus)}): {question.why}")
    return lines


def _taught(bank: Bank, question: Question, syllabus: Syllabus | None) -> str:
    """The module that would be suggested to somebody who lacks this skill alone."""
    others = {each.skill: each.right.text for each in bank.questions if each is not question}
    suggestion = diagnostic.suggest(bank, others, syllabus)
    if syllabus is None:
        return "see the syllabus"
    return next(iter(suggestion.modules), diagnostic.LATER)


def _lines(text: str) -> str:
    return "<p>" + "<br>".join(_marked(line) for line in text.splitlines()) + "</p>"


def _marked(text: str) -> str:
    """Escape for HTML; `code` becomes code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text, quote=False))
