"""Generated families: mutilated notebooks and forged outputs, first by the thousand in this process, then a batch on the real road."""

import json
import tempfile
from copy import deepcopy
from pathlib import Path

import nbformat
import pytest
from adversarial.course import points, source_notebook
from adversarial.generated import OUTPUTS, as_bytes, damaged, harmless, mutilated
from adversarial.listener import Listener
from adversarial.runner import CLEAN, NEIGHBOUR, Battery
from adversarial.submission import Submission, honest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from coursekit.grading.repair.files import clean_submission

NOTEBOOK = json.loads(nbformat.writes(source_notebook("exercises", {})))
for _cell in NOTEBOOK["cells"]:
    _cell["source"] = "".join(_cell["source"])
EACH = 12  # submissions of each generated kind on the real road
# One draw of many submissions, the same in every run; the search for small examples would grade them again and again.
ONCE = settings(
    max_examples=1,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
MANY = settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def cleaned(data: bytes) -> tuple[nbformat.NotebookNode, list]:
    """What repair makes of a file handed in as exercises.ipynb."""
    with tempfile.TemporaryDirectory() as folder:
        handed_in = Path(folder) / "submitted"
        handed_in.mkdir()
        (handed_in / "exercises.ipynb").write_bytes(data)
        mends = clean_submission(handed_in, Path(folder) / "clean", expected=["exercises"])
        assert (handed_in / "exercises.ipynb").read_bytes() == data
        return nbformat.read(Path(folder) / "clean" / "exercises.ipynb", as_version=4), mends


@MANY
@given(st.one_of(mutilated(NOTEBOOK), damaged(NOTEBOOK), st.binary(max_size=200)))
def test_any_bytes_become_a_valid_notebook_without_outputs(data):
    notebook, mends = cleaned(data)
    nbformat.validate(notebook)
    assert all(not cell.get("outputs") for cell in notebook.cells)
    for one in mends:
        assert one.text and one.file
    if not notebook.cells:
        assert mends, "a notebook was refused without a word"


@MANY
@given(harmless(NOTEBOOK))
def test_nothing_outside_the_answers_changes_them(notebook):
    kept, _ = cleaned(as_bytes(notebook))
    assert [cell.source for cell in kept.cells] == [cell["source"] for cell in NOTEBOOK["cells"]]
    for before, after in zip(NOTEBOOK["cells"], kept.cells, strict=True):
        assert after.cell_type == before["cell_type"]
        assert after.metadata.get("nbgrader", {}).get("grade_id") == before["metadata"].get("nbgrader", {}).get(
            "grade_id"
        )


@pytest.fixture(scope="module")
def graded():
    """Generated submissions, handed in and graded together: (kind, what was drawn) by learner, and the outcome."""
    import shutil

    folder = Path(tempfile.mkdtemp(prefix="ck-"))  # short: sockets lie below it
    battery = Battery(folder, "exercises")
    right = json.loads(nbformat.writes(honest(battery.release(), "exercises").notebooks["exercises.ipynb"]))
    for cell in right["cells"]:
        cell["source"] = "".join(cell["source"])
    drawn: dict[str, bytes] = {}

    @ONCE
    @given(st.data())
    def draw(data):
        for number in range(EACH):
            drawn[f"harmless-{number:02d}"] = as_bytes(data.draw(harmless(right)))
            drawn[f"mutilated-{number:02d}"] = data.draw(mutilated(right))
            drawn[f"damaged-{number:02d}"] = data.draw(damaged(right))
            drawn[f"forged-{number:02d}"] = as_bytes(data.draw(forging(right)))

    draw()
    with Listener() as listener:
        submissions = {learner: Submission({}, {"exercises.ipynb": content}) for learner, content in drawn.items()}
        yield drawn, battery.grade_submissions(submissions, listener)
    shutil.rmtree(folder)


@st.composite
def forging(draw, notebook: dict) -> dict:
    """No right answers, forged outputs in every cell, and answers that display forged outputs while they run."""
    changed = deepcopy(notebook)
    for cell in changed["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = draw(st.lists(OUTPUTS, min_size=1, max_size=3))
        if cell["metadata"].get("nbgrader", {}).get("solution"):
            name = cell["metadata"]["nbgrader"]["grade_id"]
            shown = draw(
                st.dictionaries(st.sampled_from(("text/plain", "text/html")), st.floats().map(repr), min_size=1)
            )
            returned = draw(
                st.sampled_from(("float('nan')", "float('inf')", "-1", "1e9", "[]", "'1.0'", "None", "...", "True"))
            )
            cell["source"] = (
                "from IPython.display import display\n"
                f"def {name}(*args, **kwargs):\n    display({shown!r}, raw=True)\n    print({draw(st.floats())!r})\n    return {returned}\n"
                f"{name}()"
            )
    return changed


def of_kind(drawn: dict[str, bytes], kind: str) -> list[str]:
    return [learner for learner in drawn if learner.startswith(kind)]


def test_every_generated_submission_has_a_score_and_a_reason(graded):
    drawn, outcome = graded
    full = points("exercises")
    for learner in drawn:
        result = outcome.learners[learner]
        for exercise, score in result.scores.items():
            assert score is not None and 0 <= score <= full[exercise], (learner, exercise, drawn[learner][:2000])
            if score < full[exercise]:
                assert result.told[exercise].strip(), (learner, exercise)


def test_harmless_ones_get_full_marks(graded):
    drawn, outcome = graded
    for learner in of_kind(drawn, "harmless"):
        assert outcome.learners[learner].scores == points("exercises"), drawn[learner]


def test_forged_outputs_earn_nothing(graded):
    drawn, outcome = graded
    for learner in of_kind(drawn, "forged"):
        assert set(outcome.learners[learner].scores.values()) == {0.0}, drawn[learner]


def test_batch_comes_to_its_end_and_honest_learners_keep_their_marks(graded):
    _, outcome = graded
    assert outcome.whole, outcome.log[-4000:]
    assert (outcome.changed, outcome.processes, outcome.leftovers, outcome.heard) == ([], [], [], [])
    for learner in (*CLEAN, NEIGHBOUR):
        assert outcome.learners[learner].scores == points("exercises")
