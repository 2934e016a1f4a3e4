"""Files named like modules that everybody imports; they print a mark and spoil what they shadow."""

EVIL = b"print('mark-@TOKEN@ shadowed')\nraise SystemExit('mark-@TOKEN@ shadowed')\n"


def make(submission):
    for name in ("json.py", "os.py", "re.py", "random.py", "inspect.py", "typing.py", "IPython.py", "traitlets/__init__.py"):
        submission.files[name] = EVIL
