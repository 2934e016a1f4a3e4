"""A note outside the database of how far the ledger had grown: rows cut off at its end are missed then."""

import json
from pathlib import Path

from sqlalchemy import Connection, select

from coursekit.files import write_atomically
from coursekit.grading.ledger.chain import head
from coursekit.grading.ledger.table import LEDGER


def drop_anchor(path: Path, connection: Connection) -> None:
    """Note the last row's number and hash at `path`."""
    seq, hash_ = head(connection)
    write_atomically(path, json.dumps({"seq": seq, "hash": hash_}) + "\n")


def missing_end(path: Path, connection: Connection) -> list[str]:
    """Return in words what the ledger lacks of what it had when the anchor was dropped."""
    try:
        noted = json.loads(path.read_text(encoding="utf-8"))
        seq, hash_ = int(noted["seq"]), str(noted["hash"])
    except FileNotFoundError:
        return []
    except (ValueError, KeyError, TypeError):
        return [f"{path} can't be read: whether rows were cut off the ledger's end can't be told"]
    found = connection.execute(select(LEDGER.c.hash).where(LEDGER.c.seq == seq)).scalar()
    if seq == 0 or found == hash_:
        return []
    return [
        f"ledger row {seq}, the last one when {path.name} was written, "
        + ("is another one now" if found else "and what came before its loss are missing: rows were cut off the end")
    ]
