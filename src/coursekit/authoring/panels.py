"""Answer panels: beside each exercise, differently written right answers and the wrong ones that learners really give."""

import re
from dataclasses import dataclass
from pathlib import Path

from coursekit.errors import CourseError

HEAD = re.compile(r"^# %% (?P<kind>right|wrong)\b(?P<rest>.*)$")


@dataclass(frozen=True)
class Answer:
    """One answer to an exercise.

    Attributes:
        right: Whether it deserves full marks.
        tag: Its idiom (right) or its misconception (wrong).
        message: For a wrong one, what the learner is told.
        line: Line of the panel, from 1, on which its head stands.
    """

    right: bool
    tag: str
    message: str
    source: str
    line: int


def read_panel(path: Path) -> tuple[Answer, ...]:
    """Read the panel of one exercise.

    Cells are headed `# %% right: loop` or `# %% wrong flipped-kernel: what the learner is told`.

    Raises:
        CourseError: Naming file, line and the form that was expected.
    """
    if not path.is_file():
        raise CourseError(f"{path} is not there: an exercise has a panel of right and wrong answers beside its lesson")
    answers: list[Answer] = []
    head, body = None, []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("# %%"):
            if head:
                answers.append(_answer(head, body))
            head, body = (_head(path, number, line), number), []
        elif head:
            body.append(line)
        elif line.strip() and not line.startswith(("#", '"""')):
            raise CourseError(f"{path}:{number}: code before the first `# %% right: …` or `# %% wrong tag: …`")
    if head:
        answers.append(_answer(head, body))
    return tuple(answers)


def _head(path: Path, number: int, line: str) -> tuple[bool, str, str]:
    match = HEAD.match(line)
    rest = match["rest"].strip() if match else ""
    if match and match["kind"] == "right" and rest.startswith(":") and rest[1:].strip():
        return True, rest[1:].strip(), ""
    if match and match["kind"] == "wrong":
        tag, _, message = rest.partition(":")
        if tag.strip() and message.strip():
            return False, tag.strip(), message.strip()
    raise CourseError(
        f"{path}:{number}: cannot read {line!r}; expected `# %% right: idiom` or `# %% wrong misconception: what the learner is told`"
    )


def _answer(head, body: list[str]) -> Answer:
    (right, tag, message), line = head
    return Answer(right, tag, message, "\n".join(body).strip("\n"), line)
