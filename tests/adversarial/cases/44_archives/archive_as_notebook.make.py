"""A ZIP archive that was given the notebook's name."""

import io
import zipfile

import nbformat


def make(submission):
    text = nbformat.writes(submission.notebooks.pop("exercises.ipynb"))
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("exercises.ipynb", text)
    submission.files["exercises.ipynb"] = content.getvalue()
