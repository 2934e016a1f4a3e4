"""Archives in archives, six deep, around a file that climbs out."""

import io
import zipfile


def make(submission):
    inner, name = b"out", "../../nested-@TOKEN@.txt"
    for level in range(6):
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            archive.writestr(name, inner)
        inner, name = content.getvalue(), f"level{level}.zip"
    submission.files["data.zip"] = inner
