"""The whole submission is one ZIP archive: the notebook is in it, and nowhere else."""

import io
import zipfile

import nbformat


def make(submission):
    text = nbformat.writes(submission.notebooks.pop("exercises.ipynb"))
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("exercises.ipynb", text)
    submission.files["exercises.zip"] = content.getvalue()
