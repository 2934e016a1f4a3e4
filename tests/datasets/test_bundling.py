"""Bundles: complete, verified, resumable, accepted as a mirror, and never written into one."""

import hashlib

import pytest

from coursekit.datasets import bundling, load_adult, load_cifar10, load_imdb_word_index, load_penguins
from coursekit.datasets.registry import DataFile, dataset
from coursekit.errors import CourseError


def bundle(to, *names, **options) -> list[tuple[str, str]]:
    """Make a bundle; return what happened to each file."""
    happened = []
    wanted = [dataset(name) for name in names]
    bundling.make_bundle(wanted, to, told=lambda origin, what: happened.append((origin.file.path, what)), **options)
    return happened


def test_what_it_makes_is_a_mirror(small, tmp_path, monkeypatch):
    to = tmp_path / "stick" / "data"
    assert {what for _, what in bundle(to, "penguins", "adult")} == {"copied"}
    monkeypatch.setenv("COURSEKIT_DATA", str(to))
    assert load_penguins().attrs["source"] == load_adult().source == "mirror"


def test_sums_and_cards_are_of_what_lies_there(small, tmp_path):
    to = tmp_path / "to"
    bundle(to, "penguins")
    bundle(to, "adult")
    sums = dict(reversed(line.split("  ")) for line in (to / "SHA256SUMS").read_text().splitlines())
    there = {str(path.relative_to(to)) for path in to.rglob("*") if path.is_file()}
    assert (
        set(sums)
        == there - {"SHA256SUMS", "README.md"}
        == {path for path in small.files if path.startswith(("penguins", "adult"))}
    )
    for path, digest in sums.items():
        assert hashlib.sha256((to / path).read_bytes()).hexdigest() == digest
    readme = (to / "README.md").read_text()
    assert "## penguins: hand-made" in readme and "## adult: hand-made" in readme and "imdb" not in readme
    assert "COURSEKIT_DATA" in readme


def test_run_again_it_goes_on_where_it_was(small, tmp_path):
    to = tmp_path / "to"
    bundle(to, "adult")
    kept = (to / "adult" / "adult.names").stat()
    (to / "adult" / "adult.data").unlink()
    (to / "adult" / "adult.test").write_bytes(b"half")
    assert dict(bundle(to, "adult")) == {
        "adult/adult.data": "copied",
        "adult/adult.test": "mended",
        "adult/adult.names": "already there",
    }
    after = (to / "adult" / "adult.names").stat()
    assert (after.st_ino, after.st_mtime_ns) == (kept.st_ino, kept.st_mtime_ns)
    assert {what for _, what in bundle(to, "adult")} == {"already there"}


def test_a_finished_bundle_needs_no_source(small, tmp_path, monkeypatch):
    bundle(tmp_path / "to", "adult")
    monkeypatch.delenv("COURSEKIT_DATA")
    assert bundle(tmp_path / "to", "adult") == []


@pytest.mark.parametrize("content", [b"half", "flip"])
def test_a_wrong_file_is_not_passed_on(small, tmp_path, content):
    path = small.folder / "penguins" / "penguins.csv"
    before = path.read_bytes()
    path.write_bytes(before[:-1] + b"!" if content == "flip" else content)
    to = tmp_path / "to"
    with pytest.raises(CourseError, match="penguins.csv is (cut off|changed)") as raised:
        bundle(to, "penguins")
    assert str(path) in str(raised.value)
    assert not any(path.is_file() for path in to.rglob("*"))


@pytest.mark.parametrize("below", ["", "new"])
def test_the_mirror_is_not_written_into(small, below):
    with pytest.raises(CourseError, match="nothing writes there"):
        bundle(small.folder / below, "penguins")
    assert not (small.folder / "SHA256SUMS").exists() and not (small.folder / "new").exists()


def test_what_is_not_to_be_had_is_listed_before_anything_is_copied(small, tmp_path, monkeypatch):
    (small.folder / "imdb" / "imdb.npz").unlink()
    with pytest.raises(CourseError) as raised:
        bundle(tmp_path / "to", "penguins", "imdb")
    message = str(raised.value)
    assert "imdb/imdb.npz" in message and "imdb_word_index" not in message
    assert "--partial" in message and "coursekit data fetch imdb" in message
    assert not (tmp_path / "to").exists()
    monkeypatch.delenv("COURSEKIT_DATA")
    with pytest.raises(CourseError, match="adult.data") as raised:
        bundle(tmp_path / "to", "adult", partial=True)
    assert "--partial" not in str(raised.value) and "fetch" not in str(raised.value)


def test_a_part_can_be_bundled_on_demand(small, tmp_path, monkeypatch):
    (small.folder / "imdb" / "imdb.npz").unlink()
    left_out = bundling.make_bundle([dataset("imdb")], tmp_path / "to", partial=True)
    assert [file.path for file in left_out] == ["imdb/imdb.npz"]
    monkeypatch.setenv("COURSEKIT_DATA", str(tmp_path / "to"))
    assert load_imdb_word_index()["film"] == 1


def test_many_missing_files_are_counted(made_cifar10, tmp_path, monkeypatch):
    monkeypatch.delenv("COURSEKIT_DATA")
    with pytest.raises(CourseError, match="train_04.webp\n  - and 56 more"):
        bundle(tmp_path / "to", "cifar10")


def test_keras_s_cache_is_a_source(made_cifar10, tmp_path, monkeypatch):
    """A machine with a network and no mirror: what Keras downloaded becomes a mirror for one without."""
    cache = tmp_path / "keras" / "datasets"
    cache.mkdir(parents=True)
    archive = made_cifar10.other / "cifar10" / "cifar-10-python.tar.gz"
    (cache / "cifar-10-batches-py-target_archive").symlink_to(archive)
    monkeypatch.delenv("COURSEKIT_DATA")
    to = tmp_path / "to"
    assert bundle(to, "cifar10") == [("cifar10/cifar-10-python.tar.gz", "copied")]
    monkeypatch.setenv("COURSEKIT_DATA", str(to))
    data = load_cifar10()
    assert data.source == "mirror" and (data.x_test == made_cifar10.images[50_000:]).all()


def test_a_full_disk_is_said_before_anything_is_copied(tmp_path):
    file = DataFile("toy/a.bin", 10**18, "ab" * 32)
    with pytest.raises(CourseError, match="needs 1,000,000,000,000,000,000 bytes more"):
        bundling.refuse_full_disk([bundling.Origin(file, "mirror", tmp_path / "a.bin")], tmp_path / "not" / "yet")


def test_a_place_that_can_t_be_written_is_a_sentence(small, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(CourseError, match="can't write into .*file.*Name another folder"):
        bundle(tmp_path / "file", "penguins")
