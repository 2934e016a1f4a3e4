"""IMDB: 50,000 film reviews with their verdict, as word numbers and as text."""

import io
import json
import lzma
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from coursekit.datasets import keras_source
from coursekit.datasets.registry import dataset
from coursekit.datasets.resolution import SYNTHETIC, Files, KerasRoad, obtain
from coursekit.datasets.tables import read_csv, with_source

if TYPE_CHECKING:
    import pandas as pd

IDS, WORDS, REVIEWS = "imdb.npz", "imdb_word_index.json", "imdb_reviews.csv.xz"
START, UNKNOWN, OFFSET = 1, 2, 3
SHUFFLE_SEED = 113
SEPARATORS = '!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n'
TO_WORDS = str.maketrans(
    {**dict.fromkeys(SEPARATORS, " "), **{upper: upper.lower() for upper in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}}
)
TWIN_TRAIN, TWIN_TEST = 600, 200


@dataclass(frozen=True)
class ImdbIds:
    """The reviews as lists of word numbers, just as `keras.datasets.imdb.load_data` gives them.

    Args:
        x_train: object (25000,), each a list of ints: 1 starts a review, 2 stands for a word left out, w + 3 for
            word w of the word index. 0 is free for padding.
        y_train: int64 (25000,), 1 positive, 0 negative.
        x_test: object (25000,).
        y_test: int64 (25000,).
        rows_train: int64 (25000,), the row of each review in the table of `load_imdb_reviews`.
        rows_test: int64 (25000,).
        source: "mirror", "store", "keras" or "synthetic".
    """

    x_train: np.ndarray
    y_train: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray
    rows_train: np.ndarray
    rows_test: np.ndarray
    source: str


def load_imdb_ids(profile: str = "cpu", num_words: int | None = None) -> ImdbIds:
    """Load the reviews as word numbers, shuffled as Keras shuffles them.

    Args:
        profile: "smoke", "cpu" or "gpu"; only smoke accepts the synthetic twin.
        num_words: Numbers of this size and above become 2, as in Keras; all are kept if not given.

    Raises:
        CourseError: If no source has it, or a file of the mirror is wrong.
    """
    ids = obtain("imdb", {(IDS,): _read_ids}, profile, twin=_twin_ids, keras=_keras_road(IDS, _read_ids))
    return ids if num_words is None else _limited(ids, num_words)


def load_imdb_word_index(profile: str = "cpu") -> dict[str, int]:
    """Load the number of each word, 1 for the most frequent; in the ids of `load_imdb_ids` 3 is added to it.

    Raises:
        CourseError: If no source has it, or a file of the mirror is wrong.
    """
    return obtain("imdb", {(WORDS,): _read_words}, profile, twin=_twin_words, keras=_keras_road(WORDS, _read_words))


def load_imdb_reviews(profile: str = "cpu") -> "pd.DataFrame":
    """Load the reviews as text.

    Returns:
        A table of 50,000 rows, training first: split ("train" or "test"), label (1 positive), rating (1 to 4, 7 to 10
        stars), file (name in the authors' archive), text. `.attrs["source"]` says where it comes from.

    Raises:
        CourseError: If no source has it (Keras does not), or a file of the mirror is wrong.
    """
    return obtain("imdb", {(REVIEWS,): _read_reviews}, profile, twin=_twin_reviews)


def words_of(text: str) -> list[str]:
    """Split a review into words by the rule with which the ids were made.

    Only A to Z are lower-cased; apostrophes stay; only a blank parts words, not what else Unicode takes for one.

    Example:
        >>> words_of("It's GOOD, really!<br />")
        ["it's", 'good', 'really', 'br']
    """
    return [word for word in text.translate(TO_WORDS).split(" ") if word]


def _keras_road(name: str, read) -> KerasRoad:
    """Let Keras fetch a file into its cache; read it from there, verified once more since it may hold pickles."""

    def fetch() -> Files:
        folder = keras_source.file_folder(dataset("imdb"), [name])
        return Files("keras", folder, {file.path: file for file in dataset("imdb").keras_files})

    return KerasRoad(fetch, read)


def _read_ids(files: Files) -> ImdbIds:
    # The lists are pickled in the archive, and a pickle can run code: `read` has compared the bytes with the registry.
    with np.load(io.BytesIO(files.read(IDS)), allow_pickle=True) as arrays:
        return _as_keras_gives(arrays["x_train"], arrays["y_train"], arrays["x_test"], arrays["y_test"], files.source)


def _as_keras_gives(
    x_train: np.ndarray, y_train: np.ndarray, x_test: np.ndarray, y_test: np.ndarray, source: str
) -> ImdbIds:
    """Shuffle as Keras does, mark the start and make room for padding, start and unknown."""
    rng = np.random.RandomState(SHUFFLE_SEED)
    order_train, order_test = np.arange(len(x_train)), np.arange(len(x_test))
    rng.shuffle(order_train)
    rng.shuffle(order_test)
    return ImdbIds(
        _ragged([[START, *(word + OFFSET for word in x_train[row])] for row in order_train]),
        y_train[order_train],
        _ragged([[START, *(word + OFFSET for word in x_test[row])] for row in order_test]),
        y_test[order_test],
        order_train,
        order_test + len(x_train),
        source,
    )


def _ragged(lists: list[list[int]]) -> np.ndarray:
    """Return object (N,) of lists; built slot by slot because NumPy makes lists of one length a matrix."""
    array = np.empty(len(lists), dtype=object)
    array[:] = lists
    return array


def _limited(ids: ImdbIds, num_words: int) -> ImdbIds:
    def limit(reviews: np.ndarray) -> np.ndarray:
        return _ragged([[word if word < num_words else UNKNOWN for word in review] for review in reviews])

    return ImdbIds(
        limit(ids.x_train), ids.y_train, limit(ids.x_test), ids.y_test, ids.rows_train, ids.rows_test, ids.source
    )


def _read_words(files: Files) -> dict[str, int]:
    return json.loads(files.read(WORDS))


def _read_reviews(files: Files) -> "pd.DataFrame":
    return read_csv(lzma.decompress(files.read(REVIEWS)), missing="", source=files.source)


def _twin_reviews() -> "pd.DataFrame":
    """Make 600 + 200 seeded reviews: common words, and some that only praise or only blame."""
    import pandas as pd

    rng = np.random.default_rng(11)
    common = "the a and of to is it in this that film movie was as with for but story actor scene plot br".split()
    praise = "wonderful superb moving great excellent charming brilliant enjoyed".split()
    blame = "awful boring terrible waste poor dull worst annoying".split()
    rows = []
    for split, count in (("train", TWIN_TRAIN), ("test", TWIN_TEST)):
        for k in range(count):
            label = int(k < count // 2)  # sorted by label, positive first, as the real one
            telling = rng.choice(praise if label else blame, rng.integers(2, 6))
            words = [*rng.choice(common, rng.integers(20, 120)), *telling]
            rating = int(rng.integers(7, 11) if label else rng.integers(1, 5))
            text = " ".join(rng.permutation(words)).capitalize() + "."
            rows.append((split, label, rating, f"{k % (count // 2)}_{rating}.txt", text))
    return with_source(pd.DataFrame(rows, columns=["split", "label", "rating", "file", "text"]), SYNTHETIC)


def _twin_words() -> dict[str, int]:
    """Number the twin's words by how often they occur, ties by the alphabet."""
    counts: dict[str, int] = {}
    for text in _twin_reviews()["text"]:
        for word in words_of(text):
            counts[word] = counts.get(word, 0) + 1
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    return {word: rank for rank, word in enumerate(ranked, start=1)}


def _twin_ids() -> ImdbIds:
    index, reviews = _twin_words(), _twin_reviews()
    ids = _ragged([[index[word] for word in words_of(text)] for text in reviews["text"]])
    labels = reviews["label"].to_numpy()
    return _as_keras_gives(ids[:TWIN_TRAIN], labels[:TWIN_TRAIN], ids[TWIN_TRAIN:], labels[TWIN_TRAIN:], SYNTHETIC)
