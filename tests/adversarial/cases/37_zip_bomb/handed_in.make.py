import io
import zipfile


def make(submission):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("zeros.bin", "w", force_zip64=True) as member:
            for _ in range(64):
                member.write(bytes(2**24))
    submission.files["data.zip"] = bomb.getvalue()
    submission.files["submission.tar.gz"] = bomb.getvalue()
