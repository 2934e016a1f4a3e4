"""A ZIP archive beside the notebook, with members that climb out of the folder or start at the root."""

import io
import zipfile


def make(submission):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("../../../climbed-@TOKEN@.txt", "out")
        archive.writestr("/tmp/absolute-@TOKEN@.txt", "out")
        archive.writestr("exercises.ipynb", "{}")
    submission.files["data.zip"] = content.getvalue()
