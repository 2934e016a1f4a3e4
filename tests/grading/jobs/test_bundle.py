"""Bundles: whole or not there."""

from dataclasses import replace

import pytest

from coursekit.grading.jobs.bundle import Bundle, CellResult, CommentResult, read_bundle, remove_half_made, write_bundle

BUNDLE = Bundle(
    key="k" * 64,
    learner="ada",
    assignment="sums",
    grader="coursekit 0",
    timestamp="2025-01-01T00:00:00",
    cells=(CellResult("first", "check", 1.5, 2.0, False, "partial", None, True),),
    comments=(CommentResult("first", "why", None),),
    mends=("renamed",),
)


@pytest.fixture
def graded(tmp_path):
    folder = tmp_path / "graded"
    (folder / "data").mkdir(parents=True)
    (folder / "first.ipynb").write_text("{}", encoding="utf-8")
    (folder / "data" / "x.csv").write_text("1", encoding="utf-8")
    return folder


def test_what_was_written_comes_back(tmp_path, graded):
    written = write_bundle(BUNDLE, tmp_path / "bundles", graded)
    assert read_bundle(tmp_path / "bundles", BUNDLE.key) == written
    assert set(written.files) == {"first.ipynb", "data/x.csv"}
    assert replace(written, files={}) == BUNDLE
    assert not graded.exists()


def test_a_newer_one_takes_its_place(tmp_path, graded):
    write_bundle(BUNDLE, tmp_path / "bundles", graded)
    write_bundle(replace(BUNDLE, failure="died"), tmp_path / "bundles", None)
    assert read_bundle(tmp_path / "bundles", BUNDLE.key).failure == "died"
    assert [path.name for path in (tmp_path / "bundles").iterdir()] == [BUNDLE.key]


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"format": 1}', '{"format": 2}'])
def test_a_damaged_record_counts_as_none(tmp_path, graded, text):
    write_bundle(BUNDLE, tmp_path / "bundles", graded)
    (tmp_path / "bundles" / BUNDLE.key / "bundle.json").write_text(text, encoding="utf-8")
    assert read_bundle(tmp_path / "bundles", BUNDLE.key) is None


def test_a_changed_or_missing_file_counts_as_none(tmp_path, graded):
    write_bundle(BUNDLE, tmp_path / "bundles", graded)
    page = tmp_path / "bundles" / BUNDLE.key / "autograded" / "first.ipynb"
    page.write_text("[]", encoding="utf-8")
    assert read_bundle(tmp_path / "bundles", BUNDLE.key) is None
    page.unlink()
    assert read_bundle(tmp_path / "bundles", BUNDLE.key) is None
    assert read_bundle(tmp_path / "bundles", "other") is None


def test_half_made_ones_go(tmp_path, graded):
    write_bundle(BUNDLE, tmp_path / "bundles", graded)
    (tmp_path / "bundles" / ".half.made").mkdir()
    remove_half_made(tmp_path / "bundles")
    assert [path.name for path in (tmp_path / "bundles").iterdir()] == [BUNDLE.key]
