"""The outputs that stand in the repository: what a lesson's deterministic cells put out when they were last recorded.

They lie beside the lesson, in course/<module>/outputs/<lesson>.json, one list of outputs a cell, and are of one setting:
profile smoke, SEED 0, TensorFlow on the CPU. `coursekit run --record` writes them, `coursekit run --verify` lets nbval
hold a new run to them, so that an output that a new version of some library changes is seen. Cells tagged
`nbval-ignore-output`, pictures, widgets and stderr are not in it: nothing is promised of them.
"""

import hashlib
import json
import re
from pathlib import Path

import nbformat

from coursekit.errors import CourseError
from coursekit.execution.bands import Setting
from coursekit.execution.cells import runs
from coursekit.execution.outcome import Outcome
from coursekit.files import write_if_changed

FOLDER = "outputs"
PROFILE, SEED, SETTING = "smoke", 0, Setting("tensorflow", "cpu", "smoke")
COMPARED = ("text/plain", "text/html", "text/markdown", "text/latex")
PICTURE_IN_HTML = re.compile(r"data:image/[a-z+]+;base64,[A-Za-z0-9+/=]+")


def file_for(folder: Path, lesson: str) -> Path:
    """Return where a lesson's outputs stand.

    Args:
        folder: The module's folder.
    """
    return folder / FOLDER / f"{lesson}.json"


def applies(outcome: Outcome, profile: str, seed: int) -> bool:
    """Whether a run is in the setting that outputs are recorded in, on real data."""
    setting = Setting.of(outcome, profile)
    return setting == SETTING and seed == SEED and outcome.passed and not outcome.synthetic


def write(file: Path, notebook: Path) -> bool:
    """Write an executed notebook's deterministic outputs; return whether that changed the file."""
    cells = {cell.id: _plain(cell) for cell in nbformat.read(notebook, as_version=4).cells if promised(cell)}
    return write_if_changed(file, json.dumps(cells, indent=1, ensure_ascii=False) + "\n")


def read(file: Path) -> dict[str, list[dict]] | None:
    """Return the outputs by cell id; None if none stand there.

    Raises:
        CourseError: If the file is none of ours.
    """
    try:
        cells = json.loads(file.read_text(encoding="utf-8"))
        return {name: [_output(each) for each in outputs] for name, outputs in cells.items()}
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        raise CourseError(
            f"{file} holds no recorded outputs ({error}). Write it again: "
            f"coursekit run {file.stem} --profile {PROFILE} --record"
        ) from None


def digest(file: Path | None) -> str:
    """Return the hash of a file of outputs; empty for None."""
    return hashlib.sha256(file.read_bytes()).hexdigest() if file else ""


def promised(cell: nbformat.NotebookNode) -> bool:
    """Whether a cell's outputs are compared."""
    return runs(cell) and "nbval-ignore-output" not in cell.metadata.get("tags", ())


def _plain(cell: nbformat.NotebookNode) -> list[dict]:
    """Return what is compared of a cell's outputs: {"stdout": text}, or what it displays by type."""
    found = []
    for output in cell.outputs:
        if output.output_type == "stream" and output.name == "stdout":
            found.append({"stdout": output.text})
        elif output.output_type in ("display_data", "execute_result"):
            data = {kind: output.data[kind] for kind in COMPARED if kind in output.data}
            data = {kind: PICTURE_IN_HTML.sub("data:image", text) for kind, text in data.items()}
            found.append({output.output_type: data})
    return found


def _output(kept: dict) -> nbformat.NotebookNode:
    """Rebuild one output of a notebook from what `_plain` made of it."""
    ((kind, content),) = kept.items()
    if kind == "stdout":
        return nbformat.v4.new_output("stream", name="stdout", text=content)
    if kind not in ("display_data", "execute_result"):
        raise KeyError(kind)
    return nbformat.v4.new_output(kind, data=dict(content))
