"""Which pictures an executed notebook shows without saying in words what they show."""

import re
from collections.abc import Iterator

import nbformat

from coursekit.execution.cells import cell_name, first_line, runs
from coursekit.execution.outcome import Failure

IMAGE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
ALTERNATIVE = re.compile(r"""\balt\s*=\s*(?:"\s*[^"\s]|'\s*[^'\s])""", re.IGNORECASE)
MEND = "show it by coursekit.plotting, whose `alt` says in a sentence what is seen"


def silent_picture(notebook: nbformat.NotebookNode) -> Failure | None:
    """Return the first picture without an alternative text as the lesson's failure; None if every picture has one.

    A picture's words stand in its output's metadata (`alt`, as `plotting.show` writes it) and in the <img> of its HTML,
    which is what JupyterLab and the page show.
    """
    number = 0
    for cell in notebook.cells:
        number += runs(cell)
        for output in cell.get("outputs", ()):
            for what in _silent(output):
                said = f"{what} has no alternative text; {MEND}"
                return Failure(said, number, cell_name(cell), first_line(cell))
    return None


def _silent(output: nbformat.NotebookNode) -> Iterator[str]:
    data = output.get("data", {})
    html = "".join(data.get("text/html", ""))
    for kind in data:
        if kind.startswith("image/"):
            described = output.get("metadata", {}).get(kind, {}).get("alt", "")
            if not described.strip() or not IMAGE.search(html):
                yield f"a picture ({kind})"
    for image in IMAGE.findall(html):
        if not ALTERNATIVE.search(image):
            yield "an <img>"
