"""The notebook is another name of a file that lies elsewhere, a notebook of somebody else: whoever writes one writes both."""

import os
from pathlib import Path

import nbformat

TEXT = []


def make(submission):
    TEXT.append(nbformat.writes(submission.notebooks.pop("exercises.ipynb")))


def place(folder):
    elsewhere = Path("@COURSE@").parent / "elsewhere.ipynb"
    elsewhere.write_text(TEXT[0], encoding="utf-8")
    os.link(elsewhere, folder / "exercises.ipynb")
