"""Keeps an autograded notebook small, whatever a submission shows."""

import json

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade
from traitlets import Integer

KIB = 1024


class BoundOutputs(NbGraderPreprocessor):
    """Belongs behind the judge in `Autograde.autograde_preprocessors`; the outputs of graded cells are never touched."""

    outputs_kib = Integer(
        1536, min=1, help="All outputs of one notebook as stored, in KiB; what is over is left out."
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Keep outputs in their order as long as they fit; in place of each other one stands a sentence."""
        left = self.outputs_kib * KIB
        for cell in nb.cells:
            if cell.cell_type != "code" or is_grade(cell):
                continue
            kept = []
            for output in cell.outputs:
                size = len(json.dumps(output))
                if size <= left:
                    left -= size
                    kept.append(output)
            if len(kept) < len(cell.outputs):
                dropped = len(cell.outputs) - len(kept)
                note = f"[{dropped} outputs left out: all outputs together were over {self.outputs_kib} KiB]\n"
                kept.append(new_output("stream", name="stdout", text=note))
            cell.outputs = kept
        return nb, resources
