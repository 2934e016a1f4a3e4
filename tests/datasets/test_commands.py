"""`coursekit data`: what is printed, and what it exits with."""

import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from coursekit.datasets.commands import app
from coursekit.datasets.registry import datasets
from coursekit.datasets.storage import store_folder
from coursekit.errors import CourseError


def data(*arguments: object, columns: int = 200):
    """Run `coursekit data ...`; a CourseError comes through, for the command line's main prints it."""
    result = CliRunner(env={"COLUMNS": str(columns)}).invoke(app, [str(argument) for argument in arguments])
    if isinstance(result.exception, CourseError):
        raise result.exception
    return result


def test_every_command_is_explained_with_an_example():
    assert [command.name or command.callback.__name__ for command in app.registered_commands] == [
        "list",
        "card",
        "fetch",
        "verify",
        "bundle",
    ]
    for command in app.registered_commands:
        name = command.name or command.callback.__name__
        shown = data(name, "--help")
        assert shown.exit_code == 0 and f"Example: coursekit data {name}" in shown.output


def test_list_names_each_with_its_licence_and_place(small, monkeypatch):
    (small.folder / "adult" / "adult.test").write_bytes(b"half")
    shown = data("list")
    assert shown.exit_code == 0
    lines = {line.split("│")[1].strip(): line for line in shown.output.splitlines() if line.startswith("│")}
    assert set(lines) == {"penguins", "adult", "imdb", "chinese"}
    assert "mirror" in lines["penguins"] and "mirror: 2 of 3 files" in lines["adult"]
    assert str(small.folder) in shown.output
    monkeypatch.delenv("COURSEKIT_DATA")
    shown = data("list")
    assert shown.output.count("not here") == 3 and "Keras downloads it" in shown.output and "not set" in shown.output


def test_list_shows_the_course_s_own_on_a_narrow_screen():
    shown = data("list", columns=80)
    assert all(name in shown.output for name in datasets())
    assert max(len(line) for line in shown.output.splitlines() if "│" in line) <= 80


def test_list_sees_keras_s_cache(small, tmp_path, monkeypatch):
    monkeypatch.delenv("COURSEKIT_DATA")
    (tmp_path / "keras" / "datasets").mkdir(parents=True)
    (tmp_path / "keras" / "datasets" / "imdb_word_index.json").write_bytes(small.files["imdb/imdb_word_index.json"])
    assert "Keras's cache" in data("list").output


def test_card_tells_terms_flaws_and_citation_unbroken():
    shown = data("card", "cifar10", columns=40)
    assert shown.exit_code == 0
    for text in (
        "- licence: none stated by the authors, who ask for a citation",
        "A. Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009",
        "90 images of the sheets are approximations",
        "https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz",
        "On this machine: Keras downloads it",
    ):
        assert text in shown.output
    assert (
        "`<br />`" in data("card", "imdb").output and '!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~' in data("card", "imdb").output
    )


@pytest.mark.parametrize("arguments", [("card",), ("fetch",), ("verify",), ("bundle", "--to", "x")])
def test_an_unknown_name_gets_the_known_ones(small, arguments):
    with pytest.raises(
        CourseError, match="unknown data set 'pinguins'; known data sets: penguins, adult, imdb"
    ) as raised:
        data(*arguments, "pinguins")
    assert raised.value.exit_code == 2


def test_fetch_copies_from_the_mirror(small, monkeypatch):
    shown = data("fetch", "penguins", "penguins")
    assert shown.exit_code == 0 and shown.output.count("2 files copied, 0 already there") == 1
    assert (store_folder() / "penguins" / "penguins.csv").read_bytes() == small.files["penguins/penguins.csv"]
    assert "0 files copied, 2 already there" in data("fetch", "penguins").output
    monkeypatch.delenv("COURSEKIT_DATA")
    assert f"penguins: already in {store_folder()}" in data("fetch", "penguins").output


def test_fetch_says_what_an_incomplete_mirror_lacks(small):
    (small.folder / "penguins" / "penguins_raw.csv").unlink()
    shown = data("fetch", "penguins")
    assert shown.exit_code == 1 and "not in the mirror: penguins/penguins_raw.csv" in shown.output


def test_fetch_says_what_can_t_be_downloaded_and_where_it_comes_from(small, monkeypatch):
    monkeypatch.delenv("COURSEKIT_DATA")
    shown = data("fetch", "penguins")
    assert shown.exit_code == 1 and "not fetched: penguins" in shown.output
    assert "penguins: can't be downloaded" in shown.output and "It comes from: made by hand" in shown.output


def test_fetch_of_all_fails_only_for_what_should_have_come(small, tmp_path, monkeypatch):
    monkeypatch.delenv("COURSEKIT_DATA")
    shown = data("fetch")
    assert shown.exit_code == 1 and "not fetched: imdb\n" in shown.output and "COURSEKIT_OFFLINE" in shown.output
    (tmp_path / "keras" / "datasets").mkdir(parents=True)
    (tmp_path / "keras" / "datasets" / "imdb_word_index.json").write_bytes(small.files["imdb/imdb_word_index.json"])
    shown = data("fetch")
    assert shown.exit_code == 0 and "imdb: in Keras's cache" in shown.output
    assert "only from a mirror: imdb/imdb.npz, imdb/imdb_reviews.csv.xz" in shown.output
    assert "adult: can't be downloaded" in shown.output


def test_fetch_of_cifar10_offline_is_a_sentence():
    shown = data("fetch", "cifar10")
    assert shown.exit_code == 1 and "cifar10: Keras: not in" in shown.output


def test_verify_names_each_wrong_file(small):
    assert "adult: mirror: 3 of 3 files right" in data("verify").output
    (small.folder / "adult" / "adult.data").write_bytes(b"half")
    changed = small.folder / "penguins" / "penguins.csv"
    changed.write_bytes(changed.read_bytes().replace(b"39.1", b"39.2"))
    (small.folder / "imdb" / "imdb.npz").unlink()
    shown = data("verify", columns=20)  # paths are not broken on a narrow screen
    assert shown.exit_code == 1
    assert f"WRONG {small.folder}/adult/adult.data is cut off: 4 bytes came" in shown.output
    assert f"WRONG {changed} is changed" in shown.output
    assert f"WRONG {small.folder}/imdb/imdb.npz is missing" in shown.output
    assert "adult: mirror: 2 of 3 files right" in shown.output
    assert data("verify", "penguins").exit_code == 1


def test_verify_checks_the_store_too(small):
    data("fetch", "penguins")
    (store_folder() / "penguins" / "penguins.csv").write_bytes(b"")
    shown = data("verify", "penguins")
    assert shown.exit_code == 1
    assert "penguins: mirror: 2 of 2" in shown.output and "penguins: store: 1 of 2" in shown.output


def test_verify_says_what_is_not_here(small):
    for name in ("penguins.csv", "penguins_raw.csv"):
        (small.folder / "penguins" / name).unlink()
    shown = data("verify")
    assert shown.exit_code == 0 and "penguins: not here" in shown.output
    assert data("verify", "penguins").exit_code == 1


def test_verify_accepts_the_other_form(made_cifar10, monkeypatch):
    monkeypatch.setenv("COURSEKIT_DATA", str(made_cifar10.other))
    shown = data("verify", "cifar10")
    assert shown.exit_code == 0 and "1 of 1 files right" in shown.output
    assert "mirror" in data("list").output


def test_verify_of_nothing_says_how_to_name_a_mirror(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSEKIT_DATA", str(tmp_path / "gone"))
    with pytest.raises(CourseError, match="nothing to verify: COURSEKIT_DATA is .*gone") as raised:
        data("verify")
    assert raised.value.exit_code == 2


def test_bundle_says_what_it_did(small, tmp_path, monkeypatch):
    to = tmp_path / "to"
    shown = data("bundle", "penguins", "adult", "--to", to)
    assert shown.exit_code == 0
    assert f"{to}: 5 files copied, 0 already there." in shown.output and f"export COURSEKIT_DATA={to}" in shown.output
    (to / "adult" / "adult.data").write_bytes(b"half")
    shown = data("bundle", "adult", "--to", to)
    assert f"mended: {to}/adult/adult.data" in shown.output and "1 files copied, 2 already there" in shown.output
    monkeypatch.setenv("COURSEKIT_DATA", str(to))
    assert data("verify").exit_code == 0
    (to / "adult" / "adult.data").unlink()
    shown = data("bundle", "adult", "--partial", "--to", tmp_path / "half")
    assert shown.exit_code == 0 and "left out: adult/adult.data" in shown.output


def test_the_command_line_tells_mistakes_in_a_sentence():
    """The whole program: a sentence on stderr and exit code 2, no traceback."""
    command = [sys.executable, "-c", "from coursekit.cli import main; main()", "data"]
    for arguments in (["card", "pinguins"], ["bundle", "adult", "--to", "x"], ["verify"]):
        done = subprocess.run([*command, *arguments], capture_output=True, text=True, env=dict(os.environ))
        assert done.returncode == 2 and done.stdout == "" and done.stderr.startswith("coursekit: "), done
        assert "Traceback" not in done.stderr


@pytest.mark.real_data("penguins")
@pytest.mark.real_data("chinese")
@pytest.mark.real_data("shakespeare")
def test_the_real_mirror_verifies_and_bundles(real, tmp_path, monkeypatch):
    assert "penguins: mirror: 2 of 2 files right" in data("verify", "penguins").output
    assert data("bundle", "penguins", "chinese", "shakespeare", "--to", tmp_path / "to").exit_code == 0
    monkeypatch.setenv("COURSEKIT_DATA", str(tmp_path / "to"))
    assert data("verify", "penguins", "chinese", "shakespeare").exit_code == 0
    assert "CC0 1.0" in (tmp_path / "to" / "README.md").read_text()
