"""nbgrader's sanitizing step that puts every graded cell of a submission back in order."""

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from coursekit.grading.repair.cells import repair
from coursekit.grading.repair.mends import Mend, mend, shortened
from coursekit.grading.repair.reading import UnreadableNotebook, read_notebook
from coursekit.grading.repair.trusted import handed_out, trusted_cells


class RepairCells(NbGraderPreprocessor):
    """Each graded cell exactly once, with the gradebook's text and points; what was mended stands in the metadata.

    Belongs first in `Autograde.sanitize_preprocessors`: nbgrader's own steps behind it then find nothing to do.
    """

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Mend `nb`, as nbconvert asks a preprocessor to."""
        about = resources["nbgrader"]
        file = f"{about['notebook']}.ipynb"
        nb, earlier, stand_in = _sound(nb, file)
        with Gradebook(about["db_url"]) as gradebook:
            row = gradebook.find_notebook(about["notebook"], about["assignment"])
            trusted = trusted_cells(row, self._handed_out(about))
        mends = repair(nb, trusted, file=file, stand_in=stand_in)
        nb.metadata["coursekit"] = NotebookNode(
            mends=[NotebookNode(one.as_dict()) for one in shortened([*earlier, *mends])],
            stand_in=stand_in,
            graded=False,
        )
        for one in mends:
            self.log.warning("%s: %s", about["student"], one.text)
        return nb, resources

    def _handed_out(self, about: dict) -> NotebookNode | None:
        coursedir = getattr(getattr(self.parent, "parent", None), "coursedir", None)
        return handed_out(coursedir, about["assignment"], about["notebook"]) if coursedir else None


def _sound(nb: NotebookNode, file: str) -> tuple[NotebookNode, list[Mend], bool]:
    """The notebook with sound fields only, what `clean_submission` said of it, and whether it is a stand-in."""
    import json

    ours = nb.metadata.get("coursekit", {})
    earlier = [Mend.from_dict(one) for one in ours.get("mends", [])]
    try:
        sound, notes = read_notebook(json.dumps(nb).encode("utf-8"))
    except UnreadableNotebook as fault:  # only where no RepairingExporter read it
        sound, notes = read_notebook(b'{"nbformat": 4, "metadata": {}, "cells": []}')
        return sound, [*earlier, mend(fault.code, file, **fault.values)], True
    return sound, [*earlier, *(mend(code, file, **values) for code, values in notes)], not sound.cells
