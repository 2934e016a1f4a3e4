"""Script in text cells, in raw cells that name a format, and in attachments."""

from nbformat.v4 import new_markdown_cell, new_raw_cell

TEXT = """# <img src=x onerror=alert('mark-title')>

<script>alert('mark-script')</script>

[link](javascript:alert(1)) ![picture](javascript:alert(1)) <a href="data:text/html,<script>alert(1)</script>">x</a>

<details open ontoggle=alert(1)>x</details> <video><source onerror=alert(1)></video> <iframe src=//example.org></iframe>

$$\\href{javascript:alert(1)}{x}$$ ```<script>alert(1)</script>``` <style>body{display:none}</style>

![attached](attachment:"onerror="alert(1)) ![svg](attachment:a.svg) ![page](attachment:a.html)

<form action=//example.org><button formaction=javascript:alert(1)>x</button></form> <base href=//example.org>
"""
FILES = {
    'a" onerror="alert(1)': {"image/png": "AAAA"},
    "a.svg": {"image/svg+xml": "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciPjxzY3JpcHQ+YWxlcnQoMSk8L3NjcmlwdD48L3N2Zz4="},
    "a.html": {"text/html": "PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=="},
    "b": {"image/png;base64,AAAA' onerror='alert(1)": "AAAA"},
}


def make(submission):
    cells = submission.notebooks["exercises.ipynb"].cells
    text = new_markdown_cell(TEXT)
    text["attachments"] = FILES
    cells.insert(1, text)
    for kind in ("text/html", "slides", "text/x-rst", "pdf"):
        cells.append(new_raw_cell("<script>alert('mark-raw')</script>", metadata={"format": kind, "raw_mimetype": kind}))
