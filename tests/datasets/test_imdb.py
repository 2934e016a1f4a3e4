"""IMDB: the ids are Keras's, the rows lead to the texts, and no pickle is opened before its hash is known."""

import io
import os
import subprocess
import sys

import numpy as np
import pytest

from coursekit.datasets import SyntheticDataWarning, load_imdb_ids, load_imdb_reviews, load_imdb_word_index
from coursekit.datasets.imdb import words_of
from coursekit.errors import CourseError


@pytest.mark.real_data("imdb")
def test_real_rows_lead_from_ids_to_texts(real):
    ids, index, reviews = load_imdb_ids(), load_imdb_word_index(), load_imdb_reviews()
    assert (len(ids.x_train), len(ids.x_test), len(index), len(reviews)) == (25_000, 25_000, 88_584, 50_000)
    assert np.bincount(ids.y_train).tolist() == np.bincount(ids.y_test).tolist() == [12_500, 12_500]
    assert ids.source == reviews.attrs["source"] == "mirror"
    assert reviews["text"].duplicated().sum() == 418 and not reviews.isna().any().any()
    assert ((reviews["rating"] >= 7) == (reviews["label"] == 1)).all() and set(reviews["rating"]) == {
        *range(1, 5),
        *range(7, 11),
    }
    for x, y, rows in ((ids.x_train, ids.y_train, ids.rows_train), (ids.x_test, ids.y_test, ids.rows_test)):
        assert sorted(rows) == list(range(rows.min(), rows.min() + 25_000))
        assert np.array_equal(reviews["label"].to_numpy()[rows], y)
        for k in range(0, 25_000, 10):
            words = words_of(reviews["text"][rows[k]])
            assert x[k] == [1, *(index[word] + 3 for word in words if word in index)]


@pytest.mark.real_data("imdb")
def test_real_ids_are_what_keras_itself_gives_offline(mirror, tmp_path):
    """Keras's own cache, filled with the real files; the mirror is not set, so our loader takes Keras's road."""
    cache = tmp_path / "keras" / "datasets"
    cache.mkdir(parents=True)
    for name in ("imdb.npz", "imdb_word_index.json"):
        (cache / name).write_bytes((mirror / "imdb" / name).read_bytes())
    code = """
import keras
from coursekit.datasets import load_imdb_ids, load_imdb_word_index
for num_words in (None, 10_000):
    ours = load_imdb_ids(num_words=num_words)
    (x_train, y_train), (x_test, y_test) = keras.datasets.imdb.load_data(num_words=num_words)
    assert ours.source == "keras"
    assert ours.x_train.dtype == x_train.dtype == object and ours.y_train.dtype == y_train.dtype
    # Keras leaves the most frequent limit out when it is given none: w < max, so one rarest word becomes 2
    top = max(max(review) for review in [*ours.x_train, *ours.x_test])
    for mine, its in ((ours.x_train, x_train), (ours.x_test, x_test)):
        assert all([2 if num_words is None and w == top else w for w in a] == b for a, b in zip(mine, its, strict=True))
    assert (ours.y_train == y_train).all() and (ours.y_test == y_test).all()
assert load_imdb_word_index() == keras.datasets.imdb.get_word_index()
print("same")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=dict(os.environ))
    assert done.stdout.endswith("same\n"), done.stderr


def test_a_hand_made_mirror(small):
    ids = load_imdb_ids()
    # row -> (review, label): 1 starts, words shifted by 3
    expected = {0: ([1, 5, 5, 4], 1), 1: ([1], 0), 2: ([1, 6, 4], 0), 3: ([1, 4, 4, 4, 5], 1), 4: ([1, 6], 0)}
    seen = zip([*ids.rows_train, *ids.rows_test], [*ids.x_train, *ids.x_test], [*ids.y_train, *ids.y_test], strict=True)
    assert {row: (review, label) for row, review, label in seen} == expected
    assert ids.x_train.dtype == object and ids.x_train.shape == (3,) and set(ids.rows_test) == {3, 4}
    assert load_imdb_word_index() == {"film": 1, "good": 2, "bad": 3}


def test_rare_words_become_2(small):
    whole, limited = load_imdb_ids(), load_imdb_ids(num_words=5)
    assert list(limited.x_train) == [[word if word < 5 else 2 for word in review] for review in whole.x_train]
    assert np.array_equal(limited.rows_test, whole.rows_test) and limited.source == "mirror"


def test_texts_are_read_as_they_are(small):
    reviews = load_imdb_reviews()
    assert reviews["text"].tolist()[:2] == ['Good, "good" FILM!<br />', "null"]
    assert reviews["split"].tolist() == ["train"] * 3 + ["test"] * 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It's GOOD, really!<br />", ["it's", "good", "really", "br"]),
        ("a\tb\nc  d", ["a", "b", "c", "d"]),
        ("É ÀB naïve—so", ["É", "Àb", "naïve—so"]),  # only A to Z are lower-cased, only ASCII signs part
        ("x_y[z]\\w^`v~", ["x", "y", "z", "w", "v"]),
        ("no\u00a0break\u0085here", ["no\u00a0break\u0085here"]),
        ("", []),
    ],
)
def test_words_are_split_by_the_rule(text, words):
    assert words_of(text) == words


class Trap:
    """Unpickled, it makes a folder."""

    def __init__(self, path: str):
        self.path = path

    def __reduce__(self):
        return os.mkdir, (self.path,)


def test_a_changed_archive_is_never_unpickled(small, tmp_path):
    marks = np.empty(1, dtype=object)
    marks[0] = Trap(str(tmp_path / "sprung"))
    stream = io.BytesIO()
    np.savez(stream, x_train=marks, y_train=marks, x_test=marks, y_test=marks)
    path = small.folder / "imdb" / "imdb.npz"
    size = path.stat().st_size
    for content in (stream.getvalue(), stream.getvalue()[:size].ljust(size, b"\0")):
        path.write_bytes(content)
        with pytest.raises(CourseError, match="imdb.npz is (too long|cut off|changed)"):
            load_imdb_ids("smoke")
    assert not (tmp_path / "sprung").exists()


def test_the_twins_fit_together():
    with pytest.warns(SyntheticDataWarning, match="imdb"):
        ids, index, reviews = load_imdb_ids("smoke"), load_imdb_word_index("smoke"), load_imdb_reviews("smoke")
    assert ids.source == reviews.attrs["source"] == "synthetic"
    assert list(reviews.columns) == ["split", "label", "rating", "file", "text"]
    assert sorted(index.values()) == list(range(1, len(index) + 1))
    for review, label, row in zip(ids.x_test, ids.y_test, ids.rows_test, strict=True):
        assert review == [1, *(index[word] + 3 for word in words_of(reviews["text"][row]))]
        assert reviews["split"][row] == "test" and reviews["label"][row] == label
    assert ids.y_train.dtype == np.int64 and ids.x_train.dtype == object
    assert np.bincount(ids.y_train).tolist() == [300, 300]


@pytest.mark.real_data("imdb")
def test_the_twin_has_the_real_one_s_types(real, monkeypatch):
    reviews = load_imdb_reviews()
    monkeypatch.delenv("COURSEKIT_DATA")
    with pytest.warns(SyntheticDataWarning):
        assert load_imdb_reviews("smoke").dtypes.to_dict() == reviews.dtypes.to_dict()
