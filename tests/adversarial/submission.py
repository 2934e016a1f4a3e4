"""A case of the battery: what a learner hands in, read from the case's folder, and what must come of it."""

import importlib.util
import re
import tomllib
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from adversarial.course import Block, blocks, points, solutions
from adversarial.identity import MYSELF, Identity
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

CASES = Path(__file__).parent / "cases"
PLACE = re.compile(r"@([A-Z_]+)@")


@dataclass(frozen=True)
class Variant:
    """One way to try what a case is about.

    Attributes:
        number: The row of the battery.
        family: Variants of a family are graded in one batch.
        tries: What it does and what it hopes for.
        notebook: Which notebook it answers.
        scores: Expected points, exercise -> points; "any" where the answer broke its own process.
        reason: What the learner must read, exercise -> regular expression.
        present, absent: Texts that the feedback must and must not hold.
        seconds: How long its grading may take.
        earlier: True where the learner handed in right answers before.
        files: The case's files that make it: cells as text, and a Python module with `make` or `place`.
    """

    number: int
    family: str
    case: str
    name: str
    tries: str
    notebook: str
    scores: dict[str, float | str]
    reason: dict[str, str]
    present: tuple[str, ...]
    absent: tuple[str, ...]
    seconds: float
    earlier: bool
    files: tuple[Path, ...]

    @property
    def learner(self) -> str:
        """Whose submission it is; also its place in the batch."""
        return f"c{self.number:02d}-{self.name.replace('_', '-')}"

    def agrees(self, scores: dict[str, float | None]) -> bool:
        """Whether these are the true scores; where any is allowed, it is still a score, and none above the true one."""
        full = points(self.notebook)
        return all(
            score is not None
            and (0 <= score <= full[name] if self.scores[name] == "any" else score == self.scores[name])
            for name, score in scores.items()
        )

    def __str__(self) -> str:
        return f"{self.case}/{self.name}"


@dataclass
class Submission:
    """What is handed in: notebooks by file name, other files by path, and what only a file system can hold.

    Attributes:
        place: Called with the submission's folder after everything else is in it; makes links, FIFOs and the like.
    """

    notebooks: dict[str, NotebookNode]
    files: dict[str, bytes] = field(default_factory=dict)
    place: Callable[[Path], None] | None = None

    def cell(self, grade_id: str, notebook: str = "exercises.ipynb") -> NotebookNode:
        """The cell that nbgrader knows under this name."""
        return self.notebooks[notebook].cells[self.index(grade_id, notebook)]

    def index(self, grade_id: str, notebook: str = "exercises.ipynb") -> int:
        for index, cell in enumerate(self.notebooks[notebook].cells):
            if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id:
                return index
        raise KeyError(f"no cell {grade_id} in {notebook}")

    def write(self, folder: Path) -> None:
        """Lay everything into a folder of its own."""
        folder.mkdir(parents=True)
        for name, notebook in self.notebooks.items():
            (folder / name).write_text(nbformat.writes(notebook), encoding="utf-8")
        for name, content in self.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        if self.place:
            self.place(folder)


def honest(released: NotebookNode, notebook: str) -> Submission:
    """Right answers to everything."""
    copy = deepcopy(released)
    for cell in copy.cells:
        answer = solutions(notebook).get(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
        if answer:
            cell.source = answer
    return Submission({f"{notebook}.ipynb": copy})


def hostile(variant: Variant, released: NotebookNode, places: dict[str, str]) -> Submission:
    """What this variant hands in; `places` tells it where everything lies that it is after."""
    submission = honest(released, variant.notebook)
    for path in variant.files:
        text = PLACE.sub(lambda match: places.get(match[1], match[0]), path.read_text(encoding="utf-8"))
        if path.name.endswith(".make.py"):
            module = _module(path, text)
            if hasattr(module, "make"):
                module.make(submission)
            if hasattr(module, "place"):
                submission.place = module.place
        else:
            for block in blocks(text):
                _put(submission, f"{variant.notebook}.ipynb", block)
    return submission


def variants(family: str | None = None) -> list[Variant]:
    """Every variant of every case, in the order of the battery."""
    found = []
    for path in sorted(CASES.glob("*/case.toml")):
        case = tomllib.loads(path.read_text(encoding="utf-8"))
        for name, facts in case["variant"].items():
            found.append(_variant(path.parent, case, name, facts))
    return [variant for variant in found if family in (None, variant.family)]


def chosen(family: str, identity: Identity = MYSELF) -> list[Variant]:
    """The variants of a family that are graded under an identity: all of them by whoever runs this, else one of each case."""
    if identity == MYSELF:
        return variants(family)
    return list({variant.case: variant for variant in reversed(variants(family))}.values())[::-1]


def _variant(folder: Path, case: dict, name: str, facts: dict) -> Variant:
    notebook = facts.get("notebook", case.get("notebook", "exercises"))
    files = tuple(
        folder / f"{name}{ending}" for ending in (".py", ".make.py") if (folder / f"{name}{ending}").is_file()
    )
    if not files:
        raise FileNotFoundError(f"{folder}: {name}.py or {name}.make.py expected for variant {name}")
    unknown = set(facts.get("scores", {})) - set(points(notebook))
    if unknown:
        raise KeyError(f"{folder}: {name} expects scores of {sorted(unknown)}, which {notebook} doesn't ask")
    return Variant(
        number=case["number"],
        family=facts.get("family", case["family"]),
        case=folder.name,
        name=name,
        tries=facts["tries"],
        notebook=notebook,
        scores=points(notebook) | facts.get("scores", {}),
        reason=facts.get("reason", {}),
        present=tuple(facts.get("present", ())),
        absent=tuple(facts.get("absent", ())),
        seconds=facts.get("seconds", 30),
        earlier=facts.get("earlier", False),
        files=files,
    )


def _put(submission: Submission, notebook: str, block: Block) -> None:
    """Carry out one block: `answer NAME` replaces a cell, `before NAME`, `after NAME`, `first` and `last` add one."""
    cells = submission.notebooks[notebook].cells
    match block.words:
        case ("answer", name):
            submission.cell(name, notebook).source = block.source
        case ("before", name):
            cells.insert(submission.index(name, notebook), new_code_cell(block.source))
        case ("after", name):
            cells.insert(submission.index(name, notebook) + 1, new_code_cell(block.source))
        case ("first",):
            cells.insert(0, new_code_cell(block.source))
        case ("last",):
            cells.append(new_code_cell(block.source))
        case ("file", name):
            submission.files[name] = (block.source + "\n").encode()
        case words:
            raise ValueError(
                f"a block is headed answer, before, after (each with a cell's name), first, last or file NAME; received {' '.join(words)!r}"
            )


def _module(path: Path, text: str):
    """Run a case's own module; its text comes with the places filled in."""
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(path.stem.replace(".", "_"), loader=None))
    exec(compile(text, str(path), "exec"), module.__dict__)
    return module
