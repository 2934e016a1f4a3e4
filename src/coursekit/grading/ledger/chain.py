"""Appends to the ledger and proves that nothing in it was changed, moved or taken out."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, text

from coursekit.grading.ledger.table import LEDGER, Entry, metadata

BEGINNING = "0" * 64
LOCK = 0x636B6C64  # PostgreSQL's number for "who appends to the ledger": any number that nobody else uses


def create(engine: Engine) -> None:
    """Create the ledger's table where it is missing."""
    metadata.create_all(engine)


def hash_of(row: Mapping[str, Any]) -> str:
    """Return SHA-256 of a row's canonical JSON: all columns but `hash` itself, by name."""
    content = {name: row[name] for name in sorted(LEDGER.columns.keys()) if name != "hash"}
    return hashlib.sha256(json.dumps(content, ensure_ascii=True, separators=(",", ":")).encode()).hexdigest()


def append(connection: Connection, entries: Iterable[Entry]) -> None:
    """Append entries within the caller's transaction.

    On PostgreSQL, waits until no other transaction is appending; on SQLite a writing transaction is alone anyway.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    last = connection.execute(select(LEDGER.c.seq, LEDGER.c.hash).order_by(LEDGER.c.seq.desc()).limit(1)).first()
    seq, previous = (last.seq, last.hash) if last else (0, BEGINNING)
    time = datetime.now(UTC).isoformat(timespec="seconds")
    rows = []
    for entry in entries:
        seq += 1
        row = asdict(entry) | {"seq": seq, "time": time, "previous": previous}
        row["points"] = None if entry.points is None else float(entry.points)
        row["max"] = float(entry.max)
        previous = row["hash"] = hash_of(row)
        rows.append(row)
    if rows:
        connection.execute(insert(LEDGER), rows)


def latest(
    connection: Connection, assignment: str, learner: str | None = None
) -> dict[str, dict[tuple[str, str], Entry]]:
    """Return the newest entries of each learner: those of the job that was entered last.

    Returns:
        learner -> (notebook, cell) -> entry.
    """
    query = select(LEDGER).where(LEDGER.c.assignment == assignment).order_by(LEDGER.c.seq)
    if learner is not None:
        query = query.where(LEDGER.c.learner == learner)
    fields = Entry.__dataclass_fields__
    found: dict[str, dict[tuple[str, str], Entry]] = {}
    for row in connection.execute(query).mappings():
        entry = Entry(**{name: row[name] for name in fields})
        entries = found.setdefault(entry.learner, {})
        if any(known.job != entry.job for known in entries.values()):
            entries.clear()
        entries[entry.notebook, entry.cell] = entry
    return found


def broken_links(connection: Connection) -> list[str]:
    """Return in words every row that is not what was appended; empty if the chain is whole."""
    faults, previous, expected = [], BEGINNING, 1
    for row in connection.execute(select(LEDGER).order_by(LEDGER.c.seq)).mappings():
        name = f"ledger row {row['seq']} ({row['learner']}, {row['notebook']}, {row['cell']})"
        if row["seq"] != expected:
            faults.append(f"{name}: rows {expected} to {row['seq'] - 1} are missing before it")
        elif row["previous"] != previous:
            faults.append(f"{name}: does not follow the row before it")
        if row["hash"] != hash_of(row):
            faults.append(f"{name}: its content was changed after it was entered")
        previous, expected = row["hash"], row["seq"] + 1
    return faults


def head(connection: Connection) -> tuple[int, str]:
    """Return the number and hash of the last row; (0, BEGINNING) if there is none."""
    last = connection.execute(select(LEDGER.c.seq, LEDGER.c.hash).order_by(LEDGER.c.seq.desc()).limit(1)).first()
    return (last.seq, last.hash) if last else (0, BEGINNING)
