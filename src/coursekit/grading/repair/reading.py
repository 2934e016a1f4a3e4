"""A notebook's bytes as a notebook that is sure to validate, whatever they hold, or the reason why they can't be read."""

import hashlib
import json
import re

import nbformat
from nbformat import NotebookNode

DEEPEST = 60  # levels; a notebook has about eight
MOST_CELLS = 5000
LONGEST_CELL = 2_000_000  # characters
CELL_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
SURROGATE = re.compile(r"[\ud800-\udfff]")
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml")
CELL_TYPES = ("code", "markdown", "raw")


class UnreadableNotebook(Exception):
    """A file that no notebook can be made of.

    Args:
        code: Which kind of fault, as a mend's code.
        values: What the mend's sentence names.
    """

    def __init__(self, code: str, **values: object):
        super().__init__(code)
        self.code, self.values = code, values


def read_notebook(data: bytes) -> tuple[NotebookNode, list[tuple[str, dict]]]:
    """Return a valid notebook with the cells of `data`, and what had to be changed (mend codes with their values).

    Outputs and the metadata of editors are left behind; text, attachments, tags and nbgrader's metadata stay.

    Raises:
        UnreadableNotebook: If `data` is no notebook.
    """
    tree = _tree(data)
    tree, notes = _as_version_4(tree)
    cells = tree.get("cells")
    if not isinstance(cells, list):
        raise UnreadableNotebook("no_cells")
    if len(cells) > MOST_CELLS:
        raise UnreadableNotebook("too_many_cells", count=len(cells), limit=MOST_CELLS)
    sound, odd = [], 0
    for cell in cells:
        kept, was_odd = _cell(cell)
        odd += was_odd
        sound.append(kept)
    if odd:
        notes.append(("odd_cells", {"count": odd}))
    if _give_ids(sound):
        notes.append(("equal_ids", {}))
    metadata = tree.get("metadata")
    notebook = nbformat.from_dict(
        {"nbformat": 4, "nbformat_minor": 5, "metadata": _notebook_metadata(metadata), "cells": sound}
    )
    nbformat.validate(notebook)
    return notebook, notes


def _tree(data: bytes) -> dict:
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise UnreadableNotebook("empty")
    try:
        text = data.decode(json.detect_encoding(data))
    except UnicodeDecodeError as error:
        raise UnreadableNotebook("not_utf8", position=error.start) from error
    try:
        tree = json.loads(text.removeprefix("\ufeff"), parse_constant=lambda _: None)
    except RecursionError as error:
        raise UnreadableNotebook("too_deep", limit=DEEPEST) from error
    except json.JSONDecodeError as error:
        raise UnreadableNotebook("not_json", line=error.lineno, column=error.colno) from error
    except ValueError as error:  # a number of more digits than Python takes
        raise UnreadableNotebook("not_json", line=1, column=1) from error
    if not isinstance(tree, dict):
        raise UnreadableNotebook("no_cells")
    if _deeper_than(_without_outputs(tree), DEEPEST):
        raise UnreadableNotebook("too_deep", limit=DEEPEST)
    return tree


def _without_outputs(tree: dict) -> dict:
    """The notebook less what is left behind anyway, however deep."""
    cells = tree.get("cells")
    if not isinstance(cells, list):
        return tree
    kept = [{k: v for k, v in cell.items() if k != "outputs"} if isinstance(cell, dict) else cell for cell in cells]
    return tree | {"cells": kept}


def _deeper_than(tree: object, limit: int) -> bool:
    level = [tree]
    for _ in range(limit):
        inner = []
        for node in level:
            if isinstance(node, dict):
                inner.extend(value for value in node.values() if isinstance(value, dict | list))
            elif isinstance(node, list):
                inner.extend(value for value in node if isinstance(value, dict | list))
        if not inner:
            return False
        level = inner
    return True


def _as_version_4(tree: dict) -> tuple[dict, list[tuple[str, dict]]]:
    version = tree.get("nbformat")
    if version == 4:
        return tree, []
    if isinstance(version, bool) or not isinstance(version, int) or not 2 <= version <= 4:
        raise UnreadableNotebook("format", version=str(version)[:40])
    try:
        older = nbformat.from_dict(tree)
        older.setdefault("nbformat_minor", 0)
        older.setdefault("metadata", {})
        return nbformat.convert(older, 4), [("old_format", {"version": version})]
    except Exception as error:  # the converters of old formats raise whatever their data makes them raise
        raise UnreadableNotebook("format", version=version) from error


def _cell(cell: object) -> tuple[dict, bool]:
    """Return the cell with sound fields only, and whether its learner should be told of the difference."""
    if not isinstance(cell, dict):
        return _raw(json.dumps(cell)), True
    source, odd = _source(cell.get("source", ""))
    kind = cell.get("cell_type")
    if kind not in CELL_TYPES:
        return _raw(source) | {"metadata": _cell_metadata(cell.get("metadata"))}, True
    kept = {"id": cell.get("id"), "cell_type": kind, "metadata": _cell_metadata(cell.get("metadata")), "source": source}
    if kind == "code":
        return kept | {"outputs": [], "execution_count": None}, odd
    attachments = _attachments(cell.get("attachments"))
    return kept | ({"attachments": attachments} if attachments else {}), odd


def _raw(text: str) -> dict:
    return {"id": None, "cell_type": "raw", "metadata": {}, "source": _clean_text(text)}


def _source(source: object) -> tuple[str, bool]:
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        return _clean_text(json.dumps(source)), True
    return _clean_text(source[:LONGEST_CELL]), len(source) > LONGEST_CELL


def _clean_text(text: str) -> str:
    """Line ends of every system as Python's own; a surrogate that stands alone can't be written and is marked."""
    return SURROGATE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def _cell_metadata(metadata: object) -> dict:
    if not isinstance(metadata, dict):
        return {}
    kept = {}
    tags = metadata.get("tags")
    if isinstance(tags, list):
        words = [_clean_text(tag) for tag in tags if isinstance(tag, str) and re.fullmatch(r"[^,]{1,100}", tag)]
        kept["tags"] = list(dict.fromkeys(words))
    for key in ("deletable", "editable"):
        if isinstance(metadata.get(key), bool):
            kept[key] = metadata[key]
    nbgrader = metadata.get("nbgrader")
    if isinstance(nbgrader, dict) and isinstance(nbgrader.get("grade_id"), str):
        kept["nbgrader"] = {"grade_id": _clean_text(nbgrader["grade_id"])}
    return kept


def _notebook_metadata(metadata: object) -> dict:
    kernelspec = metadata.get("kernelspec") if isinstance(metadata, dict) else None
    if not isinstance(kernelspec, dict):
        return {}
    words = {key: kernelspec.get(key) for key in ("name", "display_name", "language")}
    if not all(isinstance(words[key], str) for key in ("name", "display_name")):
        return {}
    return {"kernelspec": {key: _clean_text(word)[:100] for key, word in words.items() if isinstance(word, str)}}


def _attachments(attachments: object) -> dict:
    """Pictures only; a name or a kind that is none would be copied into a page as it stands."""
    if not isinstance(attachments, dict):
        return {}
    kept = {}
    for name, bundle in attachments.items():
        pictures = {
            kind: data
            for kind, data in (bundle.items() if isinstance(bundle, dict) else ())
            if kind in PICTURES and isinstance(data, str) and BASE64.fullmatch(data)
        }
        if pictures:
            kept[_clean_text(name)] = pictures
    return kept


def _give_ids(cells: list[dict]) -> bool:
    """Give an id to each cell without a sound one of its own; return whether two cells had the same."""
    seen: set[str] = set()
    equal = False
    for number, cell in enumerate(cells):
        name = cell["id"]
        sound = isinstance(name, str) and CELL_ID.fullmatch(name)
        equal |= bool(sound and name in seen)
        while not sound or name in seen:
            text = f"{number} {name} {cell['source']}".encode("utf-8", "replace")
            name, sound = "cell-" + hashlib.sha256(text).hexdigest()[:16], True
        cell["id"] = name
        seen.add(name)
    return equal
