"""A tar archive whose members are a link to the gradebook, and a file that is written through that link."""

import io
import tarfile


def make(submission):
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w:gz") as archive:
        link = tarfile.TarInfo("exit")
        link.type, link.linkname = tarfile.SYMTYPE, "@COURSE@"
        archive.addfile(link)
        for name in ("exit/gradebook.db", "../exercises.ipynb", "/tmp/tar-@TOKEN@.txt"):
            member = tarfile.TarInfo(name)
            member.size = 4
            archive.addfile(member, io.BytesIO(b"out!"))
    submission.files["data.tar.gz"] = content.getvalue()
