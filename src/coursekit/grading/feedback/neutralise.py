"""The last step of grading: an autograded notebook that is safe to open in the instructor's own Jupyter session.

Formgrader puts outputs, Markdown, metadata and numbers of a notebook into its page as they are, in the origin in which
the instructor is logged in. Whatever the learner's kernel said is reduced here to text, clean HTML and pictures.
"""

import re

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from coursekit.grading.feedback.inert_markdown import inert
from coursekit.grading.feedback.sanitise import clean_html, picture
from coursekit.grading.repair.reading import BASE64, PICTURES
from coursekit.grading.repair.trusted import handed_out

WORD = re.compile(r"[\w.+ ()\[\],:/-]{1,80}")
LONGEST_TEXT = 500_000  # characters an output
RESULT = "application/vnd.coursekit.result+json"
KEPT_OF_CELL = ("nbgrader", "coursekit", "tags", "deletable", "editable")


class NeutraliseContent(NbGraderPreprocessor):
    """Belongs at the end of `Autograde.autograde_preprocessors`, behind SaveAutoGrades: it changes no score."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Neutralise `nb` in place and mark it as graded to the end."""
        trusted = self._handed_out_texts(resources)
        for cell in nb.cells:
            neutralise_cell(cell, trusted)
        ours = NotebookNode({**nb.metadata.get("coursekit", {}), "graded": True})
        nb.metadata = NotebookNode(coursekit=ours, **_words(nb.metadata))
        return nb, resources

    def _handed_out_texts(self, resources: ResourcesDict) -> set[str]:
        coursedir = getattr(getattr(self.parent, "parent", None), "coursedir", None)
        about = resources["nbgrader"]
        notebook = handed_out(coursedir, about["assignment"], about["notebook"]) if coursedir else None
        return {cell.source for cell in notebook.cells} if notebook else set()


def _words(metadata: NotebookNode) -> dict[str, NotebookNode]:
    """Kernelspec and language_info, as far as their entries are words; the learner's kernel can say anything there."""
    kept = {}
    for key in ("kernelspec", "language_info"):
        entries = metadata.get(key)
        if isinstance(entries, dict):
            words = {k: v for k, v in entries.items() if isinstance(v, str) and WORD.fullmatch(v)}
            if "name" in words:
                kept[key] = NotebookNode(words)
    if "kernelspec" in kept:
        kept["kernelspec"].setdefault("display_name", kept["kernelspec"]["name"])
    return kept


def neutralise_cell(cell: NotebookNode, trusted: set[str]) -> None:
    """Neutralise one cell in place.

    Args:
        cell: Of any type.
        trusted: Texts of Markdown cells that are the course's own.
    """
    cell.metadata = NotebookNode({key: cell.metadata[key] for key in KEPT_OF_CELL if key in cell.metadata})
    if "tags" in cell.metadata:
        cell.metadata.tags = [tag for tag in cell.metadata.tags if WORD.fullmatch(tag)]
    if cell.cell_type == "code":
        cell.execution_count = _count(cell.get("execution_count"))
        cell.outputs = [output for output in map(_output, cell.outputs) if output is not None]
        return
    if "attachments" in cell:
        cell.attachments = NotebookNode({name: _pictures(bundle) for name, bundle in cell.attachments.items()})
    if cell.source not in trusted:
        cell.source = inert(cell.source, [name for name, bundle in cell.get("attachments", {}).items() if bundle])


def _pictures(bundle: dict) -> NotebookNode:
    return NotebookNode(
        {kind: data for kind, data in bundle.items() if kind in PICTURES and BASE64.fullmatch(str(data))}
    )


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**6 else None


def _text(value: object) -> str:
    """An output's text as nbformat stores it: a string, or a list of lines."""
    text = "".join(str(part) for part in value) if isinstance(value, list) else str(value)
    return text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT] + "\n..."


def _output(output: NotebookNode) -> NotebookNode | None:
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return NotebookNode(output_type="stream", name=name, text=_text(output.get("text", "")))
    if kind == "error":
        lines = [_text(line) for line in output.get("traceback", [])]
        return NotebookNode(
            output_type="error",
            ename=_text(output.get("ename", ""))[:200],
            evalue=_text(output.get("evalue", "")),
            traceback=lines,
        )
    if kind not in ("display_data", "execute_result"):
        return None
    kept = NotebookNode(
        output_type=kind, data=neutral_data(output.get("data", {})), metadata=_alternative_texts(output.get("metadata"))
    )
    if kind == "execute_result":
        kept["execution_count"] = _count(output.get("execution_count"))
    return kept


def neutral_data(data: dict) -> NotebookNode:
    """A mime bundle with text, clean HTML, inert Markdown and real pictures; what else it held is named in words."""
    kept: dict[str, object] = {}
    left = []
    for kind, value in data.items():
        if kind == "text/plain":
            kept[kind] = _text(value)
        elif kind == "text/html":
            kept[kind] = clean_html(_text(value))
        elif kind == "text/markdown":
            kept[kind] = inert(_text(value))
        elif kind == "image/svg+xml" and (url := picture(kind, _text(value))):
            kept.setdefault("text/html", f'<img src="{url}" alt="">')
        elif kind in PICTURES and (url := picture(kind, _text(value))):
            kept[kind] = url.split(",", 1)[1]
        elif kind == RESULT and isinstance(value, dict):
            kept[kind] = NotebookNode({k: v for k, v in value.items() if isinstance(v, str | int | float)})
        else:
            left.append(kind)
    if left and not kept:
        kept["text/plain"] = f"(output of kind {', '.join(left)[:200]})"
    return NotebookNode(kept)


def _alternative_texts(metadata: object) -> NotebookNode:
    """Alternative texts and sizes of pictures; both stand in attributes of a page."""
    kept = NotebookNode()
    for kind in PICTURES:
        about = metadata.get(kind) if isinstance(metadata, dict) else None
        if not isinstance(about, dict):
            continue
        entry = {key: about[key] for key in ("width", "height") if _count(about.get(key)) is not None}
        if isinstance(about.get("alt"), str):
            entry["alt"] = re.sub(r"""[<>"'&`]""", " ", about["alt"])[:1000]
        kept[kind] = NotebookNode(entry)
    return kept
