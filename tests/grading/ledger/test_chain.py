"""The ledger: whole as appended; every change, loss or cut is named."""

import hashlib
import json
from dataclasses import replace

import pytest
from sqlalchemy import create_engine, text

from coursekit.grading.ledger import anchor, chain
from coursekit.grading.ledger.table import Entry

ENTRY = Entry("ada", "sums", "first", "check", 2.0, 2.0, "passed", None, "k1", "coursekit 0", True)


@pytest.fixture
def connection():
    engine = create_engine("sqlite://")
    chain.create(engine)
    with engine.begin() as connection:
        chain.append(connection, [ENTRY, replace(ENTRY, cell="other", points=None, reason="graded by hand")])
        chain.append(connection, [replace(ENTRY, learner="ben", points=0.5, contained=None, reason="é \u202e")])
        yield connection
    engine.dispose()


def test_what_was_appended_is_whole_and_comes_back(connection):
    assert chain.broken_links(connection) == []
    found = chain.latest(connection, "sums")
    assert found["ada"]["first", "check"] == ENTRY
    assert found["ada"]["first", "other"].points is None
    assert set(found) == {"ada", "ben"}
    assert set(chain.latest(connection, "sums", "ben")) == {"ben"}
    assert chain.latest(connection, "other") == {}


def test_the_hash_is_sha256_of_the_rows_canonical_json(connection):
    row = dict(connection.execute(text("SELECT * FROM coursekit_ledger WHERE seq = 1")).mappings().one())
    said = row.pop("hash")
    row["contained"] = bool(row["contained"])
    canonical = json.dumps(row, sort_keys=True, separators=(",", ":"))
    assert said == hashlib.sha256(canonical.encode()).hexdigest()
    assert row["previous"] == "0" * 64


def test_a_newer_job_takes_the_place_of_the_one_before(connection):
    chain.append(connection, [replace(ENTRY, job="k2", points=1.0)])
    assert chain.latest(connection, "sums", "ada")["ada"] == {("first", "check"): replace(ENTRY, job="k2", points=1.0)}


@pytest.mark.parametrize(
    ("tampering", "says"),
    [
        ("UPDATE coursekit_ledger SET points = 9 WHERE seq = 2", "row 2 (ada, first, other): its content was changed"),
        ("UPDATE coursekit_ledger SET reason = '' WHERE seq = 3", "row 3 (ben, first, check): its content was changed"),
        ("DELETE FROM coursekit_ledger WHERE seq = 2", "row 3 (ben, first, check): rows 2 to 2 are missing before it"),
        ("DELETE FROM coursekit_ledger WHERE seq = 1", "row 2 (ada, first, other): rows 1 to 1 are missing before it"),
    ],
)
def test_every_change_is_named(connection, tampering, says):
    connection.execute(text(tampering))
    assert any(says in fault for fault in chain.broken_links(connection))


def test_a_row_taken_out_and_the_rest_renumbered_is_named(connection):
    connection.execute(text("DELETE FROM coursekit_ledger WHERE seq = 2"))
    connection.execute(text("UPDATE coursekit_ledger SET seq = 2 WHERE seq = 3"))
    assert any("does not follow the row before it" in fault for fault in chain.broken_links(connection))


def test_rows_cut_off_the_end_are_missed(connection, tmp_path):
    note = tmp_path / "end.json"
    assert anchor.missing_end(note, connection) == []
    anchor.drop_anchor(note, connection)
    assert anchor.missing_end(note, connection) == []
    chain.append(connection, [replace(ENTRY, learner="cleo")])
    assert anchor.missing_end(note, connection) == [], "it may have grown since"
    connection.execute(text("DELETE FROM coursekit_ledger WHERE seq >= 3"))
    assert chain.broken_links(connection) == []
    assert "rows were cut off the end" in anchor.missing_end(note, connection)[0]
    chain.append(connection, [replace(ENTRY, learner="mallory")])
    assert "is another one now" in anchor.missing_end(note, connection)[0]
    note.write_text("?", encoding="utf-8")
    assert "can't be read" in anchor.missing_end(note, connection)[0]


def test_an_empty_ledger_is_whole(tmp_path):
    engine = create_engine("sqlite://")
    chain.create(engine)
    with engine.connect() as connection:
        anchor.drop_anchor(tmp_path / "end.json", connection)
        assert chain.broken_links(connection) == anchor.missing_end(tmp_path / "end.json", connection) == []
    engine.dispose()
