"""The ledger's table, in the gradebook's own database, and its rows."""

from dataclasses import dataclass

from sqlalchemy import BigInteger, Boolean, Column, Float, Integer, MetaData, String, Table, Text

metadata = MetaData()

LEDGER = Table(
    "coursekit_ledger",
    metadata,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("time", String(32), nullable=False),  # UTC, ISO 8601: text, so that every database hands back the same bytes
    Column("learner", String(128), nullable=False, index=True),
    Column("assignment", String(128), nullable=False),
    Column("notebook", String(128), nullable=False),
    Column("cell", String(128), nullable=False),
    Column("points", Float),
    Column("max", Float, nullable=False),
    Column("reason", Text, nullable=False),
    Column("misconception", Text),
    Column("job", String(64), nullable=False),
    Column("grader", String(128), nullable=False),
    Column("contained", Boolean),
    Column("previous", String(64), nullable=False, unique=True),  # a second row on the same predecessor is refused
    Column("hash", String(64), nullable=False, unique=True),
)


@dataclass(frozen=True)
class Entry:
    """Why one cell got its points.

    Attributes:
        points: From 0 to `max`; None while a hand has to give them.
        job: Key of the job.
        contained: Whether the learner's code ran in a sandbox; None where nothing ran.
    """

    learner: str
    assignment: str
    notebook: str
    cell: str
    points: float | None
    max: float
    reason: str
    misconception: str | None
    job: str
    grader: str
    contained: bool | None
