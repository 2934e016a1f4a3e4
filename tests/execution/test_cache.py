"""What need not run again: kept under its fingerprint, given back whole, noticed when damaged."""

import dataclasses
import os

import pytest

from coursekit.execution.cache import KEPT, Cache
from coursekit.execution.outcome import CellTiming, Failure, Outcome
from coursekit.execution.verification import CellDifference, Verification

KEY = "ab" * 32


@pytest.fixture
def task(make_task):
    task = dataclasses.replace(make_task("good"), fingerprint=KEY)
    task.notebook.parent.mkdir(parents=True)
    task.notebook.write_text("the notebook", encoding="utf-8")
    task.page.write_text("the page", encoding="utf-8")
    return task


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path / "cache")


def outcome(**changes):
    cells = [CellTiming(1, "imports", "import numpy", 0.5, 1000)]
    return Outcome("01_start", "good", seconds=3.5, cells=cells, results={"a": {"value": 1, "unit": ""}}, **changes)


def test_what_was_kept_comes_back(task, cache):
    cache.keep(task, outcome(versions={"keras": "3"}))
    task.clear()
    kept = cache.restore(task)
    assert kept.outcome == outcome(versions={"keras": "3"}, cached=True) and kept.verification is None
    assert task.notebook.read_text() == "the notebook" and task.page.read_text() == "the page"


def test_another_fingerprint_is_another_run(task, cache):
    cache.keep(task, outcome())
    assert cache.restore(dataclasses.replace(task, fingerprint="cd" * 32)) is None


def test_a_verification_is_kept_with_its_run(task, cache):
    verification = Verification("01_start", "good", 2.0, 7)
    cache.keep(task, outcome(), verification)
    assert cache.restore(task).verification == verification


@pytest.mark.parametrize(
    ("changes", "verification"),
    [
        ({"failure": Failure("broken")}, None),
        ({"synthetic": ["cifar10"]}, None),
        ({}, Verification("01_start", "good", 2.0, 7, [CellDifference(1, "a", "b", "differs")])),
    ],
    ids=["failed", "synthetic data", "outputs differ"],
)
def test_what_should_be_looked_at_again_is_not_kept(task, cache, changes, verification):
    cache.keep(task, outcome(**changes), verification)
    assert cache.restore(task) is None and not cache.folder.exists()


def test_every_damage_is_noticed_and_removed(task, cache):
    cache.keep(task, outcome())
    (entry,) = cache.folder.iterdir()
    whole = entry.read_bytes()
    step = max(1, len(whole) // 60)
    damages = [whole[:place] for place in range(0, len(whole), step)]
    damages += [
        whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :] for place in range(0, len(whole), step)
    ]
    for damaged in damages:
        task.clear()
        entry.write_bytes(damaged)
        cache.damaged.clear()
        kept = cache.restore(task)
        if kept is None:
            assert cache.damaged == ["good"] and not entry.exists() and not task.notebook.exists()
        else:  # a bit that no content hangs on, such as a time
            assert kept.outcome == outcome(cached=True) and task.notebook.read_text() == "the notebook"


def test_old_entries_are_forgotten(task, cache):
    for number in range(KEPT + 3):
        each = dataclasses.replace(task, fingerprint=f"{number:064x}"[::-1])
        cache.keep(each, outcome())
        os.utime(cache._path(each), (number, number))
    other = dataclasses.replace(task, lesson="good-as-new")  # another lesson's is not counted
    other.notebook.write_text("another", encoding="utf-8")
    other.page.write_text("another", encoding="utf-8")
    cache.keep(other, outcome())
    assert len(list(cache.folder.glob("good-*"))) == KEPT + 1
    assert cache.restore(dataclasses.replace(task, fingerprint=f"{0:064x}")) is None


def test_a_run_without_a_fingerprint_is_not_kept(task, cache):
    cache.keep(dataclasses.replace(task, fingerprint=""), outcome())
    assert not cache.folder.exists()
