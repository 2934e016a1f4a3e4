"""Put a submitted notebook's graded cells in order: each exactly once, the restored ones with the gradebook's text.

The learner's own text is never lost: what stood in a cell that is restored is kept as an ordinary cell before it, and
second copies of an answer stay as ordinary cells. Ordinary cells run with the learner's code and give no points.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from nbformat import NotebookNode

from coursekit.grading.repair.mends import Mend, mend
from coursekit.grading.repair.trusted import TrustedCell, bound_names

MISSING_ANSWER = "# The cell for this answer ({grade_id}) was missing from the submission."


@dataclass
class _Entry:
    """A cell of the notebook that is being mended, and the graded cell that it is, if it is one."""

    cell: NotebookNode
    trusted: TrustedCell | None = None


@dataclass
class _Work:
    file: str
    trusted: Sequence[TrustedCell]
    entries: list[_Entry] = field(default_factory=list)
    mends: list[Mend] = field(default_factory=list)

    def tell(self, code: str, cell: TrustedCell | str, **values: object) -> None:
        name = cell if isinstance(cell, str) else cell.grade_id
        self.mends.append(mend(code, self.file, name, **values))

    def place(self, cell: TrustedCell) -> int | None:
        return next((at for at, entry in enumerate(self.entries) if entry.trusted is cell), None)


def repair(notebook: NotebookNode, trusted: Sequence[TrustedCell], *, file: str, stand_in: bool = False) -> list[Mend]:
    """Mend the notebook in place.

    Args:
        notebook: As `reading.read_notebook` made it: valid, nbgrader's metadata reduced to grade_id.
        trusted: The notebook's graded and given cells, in order.
        file: Its name, for the messages.
        stand_in: Whether nothing was handed in; then stubs are put in and nothing is said about single cells.

    Returns:
        What was mended.
    """
    work = _Work(file, trusted)
    _claim(work, notebook.cells)
    for cell in trusted:
        _one_of_each(work, cell)
    for cell in trusted:
        if work.place(cell) is None:
            _put_back(work, cell, stand_in)
    _set_in_order(work)
    for entry in work.entries:
        _finish(work, entry)
    _give_ids(work.entries)
    notebook.cells = [entry.cell for entry in work.entries]
    return work.mends


def _claim(work: _Work, cells: Sequence[NotebookNode]) -> None:
    """Tell which graded cell each cell is: by its mark, else by its id, else by the text of a given cell or test."""
    by_name = {cell.grade_id: cell for cell in work.trusted}
    claimed = {cell.metadata.get("nbgrader", {}).get("grade_id") for cell in cells}
    by_id = {cell.cell_id: cell for cell in work.trusted if cell.cell_id and cell.grade_id not in claimed}
    by_text = {_plain(cell.released): cell for cell in work.trusted if cell.restored and cell.grade_id not in claimed}
    for cell in cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        found = by_name.get(name)
        if name and found is None:
            work.tell("unknown_cell", name)
        if found is None:
            found = by_id.pop(cell.id, None) or by_text.pop(_plain(cell.source), None)
            if found is not None:
                by_id.pop(found.cell_id, None)
                by_text.pop(_plain(found.released), None)
                work.tell("metadata_restored", found)
        work.entries.append(_Entry(cell, found))


def _one_of_each(work: _Work, trusted: TrustedCell) -> None:
    entries = [entry for entry in work.entries if entry.trusted is trusted]
    if trusted.restored:
        _restore(work, trusted, entries)
    elif len(entries) > 1:
        untouched = [entry for entry in entries if _plain(entry.cell.source) == _plain(trusted.source)]
        answered = [entry for entry in entries if not any(entry is other for other in untouched)]
        kept = (answered or untouched)[0]
        work.entries = [entry for entry in work.entries if entry is kept or not any(entry is u for u in untouched)]
        for entry in answered:
            entry.trusted = trusted if entry is kept else None
        if len(answered) > 1:
            work.tell("duplicate_answer", trusted)


def _restore(work: _Work, trusted: TrustedCell, entries: list[_Entry]) -> None:
    """Keep one entry of a restored cell, and what else the learner wrote there as cells of their own."""
    if not entries:
        return
    same = [
        entry for entry in entries if _plain(entry.cell.source) in (_plain(trusted.released), _plain(trusted.source))
    ]
    kept = same[-1] if same else entries[-1]
    kind = "test" if trusted.grade or trusted.task else "given"
    if len(entries) > 1:
        work.tell(f"duplicate_{kind}", trusted)
    elif not same:
        work.tell(f"{kind}_edited", trusted)
    for entry in entries:
        text = _own_text(entry.cell.source, trusted)
        if text and not any(entry is other for other in same):
            own = NotebookNode({**entry.cell, "source": text, "metadata": NotebookNode()})
            at = next(place for place, other in enumerate(work.entries) if other is entry)
            work.entries.insert(at, _Entry(own))
            if not text.isspace():
                work.tell("text_kept", trusted)
    work.entries = [entry for entry in work.entries if entry is kept or not any(entry is other for other in entries)]


def _own_text(source: str, trusted: TrustedCell) -> str:
    """What a learner wrote into a restored cell: nothing if only lines are gone, else all but the handed-out text."""
    given = {line.strip() for line in trusted.source.splitlines()}
    if all(line.strip() in given for line in source.splitlines()):
        return ""
    released = trusted.released.strip("\n")
    if released and released in source:
        return source.replace(released, "", 1).strip("\n")
    return source


def _set_in_order(work: _Work) -> None:
    """Move a given cell before what needs it, and a test behind its answer."""
    for number, cell in enumerate(work.trusted):
        at = work.place(cell)
        if at is None or not cell.restored:
            continue
        after = [place for later in work.trusted[number + 1 :] if (place := work.place(later)) is not None]
        if cell.test and (answer := _answer_of(work, number)) is not None and at < answer:
            work.entries.insert(answer, work.entries.pop(at))
            work.tell("moved", cell)
        elif not cell.test and not cell.task and after and min(after) < at:
            entry = work.entries.pop(at)
            work.entries.insert(_place_for(work, number), entry)
            work.tell("moved", cell)


def _answer_of(work: _Work, number: int) -> int | None:
    """Where the answer lies that the test `number` is about: its cell, or another cell that binds the same name."""
    answer = next((cell for cell in reversed(work.trusted[:number]) if cell.solution), None)
    if answer is None:
        return None
    at = work.place(answer)
    if at is not None and (_still_binds(work.entries[at].cell, answer) or not answer.binds):
        return at
    elsewhere = [
        place
        for place, entry in enumerate(work.entries)
        if entry.trusted is None and entry.cell.cell_type == "code" and answer.binds & bound_names(entry.cell.source)
    ]
    return max([*elsewhere, *([at] if at is not None else [])], default=None)


def _still_binds(cell: NotebookNode, answer: TrustedCell) -> bool:
    return bool(answer.binds & bound_names(cell.source))


def _place_for(work: _Work, number: int) -> int:
    """Where the missing cell `number` belongs: behind its predecessor, before its successor, behind its answer."""
    places = [work.place(cell) for cell in work.trusted]
    before = next((place for place in reversed(places[:number]) if place is not None), None)
    if before is not None:
        at = before + 1
    else:
        at = min((place for place in places[number + 1 :] if place is not None), default=len(work.entries))
        at = 0 if work.trusted[number].restored and not work.trusted[number].grade else at
    if work.trusted[number].test:
        at = max(at, 1 + (-1 if (answer := _answer_of(work, number)) is None else answer))
    return at


def _put_back(work: _Work, trusted: TrustedCell, stand_in: bool) -> None:
    source = trusted.source
    if trusted.solution and not trusted.grade and not stand_in:
        source = MISSING_ANSWER.format(grade_id=trusted.grade_id)
    cell = NotebookNode(id=trusted.cell_id, cell_type=trusted.cell_type, metadata=NotebookNode(), source=source)
    work.entries.insert(_place_for(work, work.trusted.index(trusted)), _Entry(cell, trusted))
    if not stand_in:
        kind = "answer" if trusted.solution else "test" if trusted.grade or trusted.task else "given"
        work.tell(f"{kind}_missing", trusted)


def _finish(work: _Work, entry: _Entry) -> None:
    """Give the entry's cell its true type, text and metadata."""
    cell, trusted = entry.cell, entry.trusted
    if trusted is None:
        cell.metadata.pop("nbgrader", None)
    else:
        if cell.cell_type != trusted.cell_type and not trusted.restored:
            work.tell("cell_type", trusted, expected=trusted.cell_type, found=cell.cell_type)
        _of_type(cell, trusted.cell_type)
        cell.metadata = NotebookNode(_nodes(trusted.metadata()))
        if trusted.restored:
            cell.source = trusted.source
            cell.pop("attachments", None)


def _of_type(cell: NotebookNode, cell_type: str) -> None:
    cell.cell_type = cell_type
    if cell_type == "code":
        cell.pop("attachments", None)
        cell["outputs"], cell["execution_count"] = [], None
    else:
        cell.pop("outputs", None)
        cell.pop("execution_count", None)


def _nodes(data: dict) -> dict:
    return {key: NotebookNode(value) if isinstance(value, dict) else value for key, value in data.items()}


def _give_ids(entries: list[_Entry]) -> None:
    """Give graded cells the ids they were handed out with, and every other cell one that is still free."""
    wanted = {entry.trusted.cell_id for entry in entries if entry.trusted and entry.trusted.cell_id}
    seen: set[str] = set()
    for number, entry in enumerate(entries):
        name = (entry.trusted.cell_id if entry.trusted else None) or entry.cell.get("id")
        mine = entry.trusted is not None and name == entry.trusted.cell_id
        count = 0
        while not name or name in seen or (name in wanted and not mine):
            name, count = f"kept-{number}-{count}", count + 1
            mine = False
        entry.cell["id"] = name
        seen.add(name)


def _plain(source: str) -> str:
    """A text without the differences that editors make."""
    return "\n".join(line.rstrip() for line in source.replace("\r\n", "\n").strip().split("\n"))
