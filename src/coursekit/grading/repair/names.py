"""File names: which ones are taken, how odd ones are shown, which would shadow a module."""

import sys
import unicodedata
from importlib.machinery import PathFinder
from pathlib import PurePosixPath

LONGEST_NAME_BYTES = 200
JOINERS = {"\u200c", "\u200d"}  # honest between the letters of Persian or Hindi, and inside an emoji
START_UP = {"sitecustomize", "usercustomize", "ipython_config", "ipython_kernel_config", "jupyter_config"}
MODULE_ENDINGS = {".py", ".pyc", ".so", ".pyd"}


def printable(text: str) -> str:
    r"""Return `text` with every character that can't be seen, or that turns the line around, spelled out.

    >>> printable("small\u202egpj.ipynb")
    'small\\u202egpj.ipynb'
    """
    shown = (c if _visible(c) else c.encode("unicode_escape", "backslashreplace").decode("ascii") for c in text)
    line = "".join(shown)
    return line if len(line) <= 300 else line[:297] + "..."


def fault_of_name(name: str) -> str | None:
    """Return what is wrong with the name of a file or folder: "long", "unprintable", or None."""
    if len(name.encode("utf-8", "surrogateescape")) > LONGEST_NAME_BYTES:
        return "long"
    before = ""
    for character in name:
        joins = character in JOINERS and before and ord(before) > 127
        if not joins and not _visible(character):
            return "unprintable"
        before = character
    return None


def shadowed_module(path: PurePosixPath) -> str | None:
    """Return the name of the installed module that a file at `path` would hide from the notebook, or None.

    Args:
        path: Relative to the folder that the notebook runs in.
    """
    top = path.parts[0]
    if len(path.parts) == 1 and not any(top.endswith(ending) for ending in MODULE_ENDINGS):
        return None
    name = top.split(".")[0]
    if not name.isidentifier():
        return None
    return name if name in START_UP or _is_installed(name) else None


def _is_installed(name: str) -> bool:
    if name in sys.stdlib_module_names or name in sys.builtin_module_names:
        return True
    folders = [entry for entry in sys.path if entry.rstrip("/").endswith("-packages")]
    spec = PathFinder.find_spec(name, folders)
    return spec is not None and spec.origin is not None  # a folder without code is no module that anybody imports


def _visible(character: str) -> bool:
    return character == " " or unicodedata.category(character)[0] not in "CZ"
