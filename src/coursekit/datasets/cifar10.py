"""CIFAR-10: 60,000 colour photographs of 32 by 32 pixels in ten classes.

A mirror keeps it as lossless WebP sheets, 1,000 images each. Unpacking them takes seconds, so the pixels are kept once,
unpacked, in the local cache; every later load reads that file and compares its sha256 with the registry's.
"""

import hashlib
import io
import logging
import os
import pickle
import tarfile
import warnings
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from coursekit.datasets import keras_source
from coursekit.datasets.registry import dataset
from coursekit.datasets.resolution import SYNTHETIC, Files, KerasRoad, obtain
from coursekit.datasets.storage import CacheWarning, cache_folder, written_aside
from coursekit.errors import CourseError

CLASS_NAMES = ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")
TRAIN, TEST = 50_000, 10_000
IMAGE = (32, 32, 3)
SHEET_ROWS, SHEET_COLUMNS = 25, 40
SHEET_IMAGES = SHEET_ROWS * SHEET_COLUMNS
SHEETS = [f"train_{k:02d}.webp" for k in range(TRAIN // SHEET_IMAGES)] + [
    f"test_{k:02d}.webp" for k in range(TEST // SHEET_IMAGES)
]
LABELS = "labels.npz"
ARCHIVE = "cifar-10-python.tar.gz"
BATCHES = [f"cifar-10-batches-py/{name}" for name in (*(f"data_batch_{k}" for k in range(1, 6)), "test_batch")]
TWIN_TRAIN, TWIN_TEST = 5_000, 1_000

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Cifar10:
    """The photographs and their labels.

    Args:
        x_train: uint8 (50000, 32, 32, 3), red, green and blue from 0 to 255.
        y_train: uint8 (50000,), index into `class_names`.
        x_test: uint8 (10000, 32, 32, 3).
        y_test: uint8 (10000,).
        class_names: The ten words.
        approximate_train: Indices of training images whose pixels are approximations; empty from Keras.
        approximate_test: The same of the test images.
        source: "mirror", "store", "keras" or "synthetic".
    """

    x_train: np.ndarray
    y_train: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray
    class_names: tuple[str, ...]
    approximate_train: np.ndarray
    approximate_test: np.ndarray
    source: str


def load_cifar10(profile: str = "cpu") -> Cifar10:
    """Load CIFAR-10: from the mirror's sheets, the local store, or Keras; in profile smoke, for want of these, a twin.

    Args:
        profile: "smoke", "cpu" or "gpu". All load the whole set; only smoke accepts the synthetic twin.

    Raises:
        CourseError: If no source has it, or a file of the mirror is wrong.

    Example:
        >>> data = load_cifar10()  # doctest: +SKIP
        >>> data.x_train.shape, data.class_names[data.y_train[0]]  # doctest: +SKIP
        ((50000, 32, 32, 3), 'frog')
    """
    road = KerasRoad(lambda: keras_source.load_arrays(dataset("cifar10")), from_keras)
    forms = {(*SHEETS, LABELS): _from_sheets, (ARCHIVE,): _from_archive}
    return obtain("cifar10", forms, profile, twin=_twin, keras=road)


def from_keras(arrays: tuple) -> Cifar10:
    """Turn what `keras.datasets.cifar10.load_data()` returns into the course's form.

    Args:
        arrays: ((x_train, y_train), (x_test, y_test)); labels (N, 1); images channels last, or first if Keras is set
            so.
    """
    (x_train, y_train), (x_test, y_test) = arrays
    if x_train.shape[1:] != IMAGE:
        x_train = np.ascontiguousarray(x_train.transpose(0, 2, 3, 1))  # (N, 3, 32, 32) -> (N, 32, 32, 3)
        x_test = np.ascontiguousarray(x_test.transpose(0, 2, 3, 1))
    none = np.empty(0, dtype=np.int32)
    y_train, y_test = (labels.reshape(-1).astype(np.uint8) for labels in (y_train, y_test))  # (N, 1) -> (N,)
    return Cifar10(x_train, y_train, x_test, y_test, CLASS_NAMES, none, none.copy(), "keras")


def _from_sheets(files: Files) -> Cifar10:
    labels = np.load(io.BytesIO(files.read(LABELS)), allow_pickle=False)
    images = _cached_images()
    if images is None:
        images = _unpack(files)
        _keep(images)
    return Cifar10(
        images[:TRAIN],
        labels["y_train"],
        images[TRAIN:],
        labels["y_test"],
        tuple(str(name) for name in labels["class_names"]),
        labels["approx_train"],
        labels["approx_test"],
        files.source,
    )


def _from_archive(files: Files) -> Cifar10:
    """Read the authors' own archive: pickled batches, which are opened because the whole archive has the published hash."""
    with tarfile.open(fileobj=io.BytesIO(files.read(ARCHIVE)), mode="r:gz") as archive:
        batches = [pickle.load(archive.extractfile(name), encoding="bytes") for name in BATCHES]
    # red plane, green plane, blue plane: (N, 3072) -> (N, 3, 32, 32)
    images = [np.asarray(batch[b"data"], dtype=np.uint8).reshape(-1, 3, 32, 32) for batch in batches]
    labels = [np.asarray(batch[b"labels"], dtype=np.uint8) for batch in batches]
    train = np.concatenate(images[:-1]), np.concatenate(labels[:-1])
    return replace(from_keras((train, (images[-1], labels[-1]))), source=files.source)


def _unpack(files: Files) -> np.ndarray:
    """Decode every sheet into uint8 (60000, 32, 32, 3), training first; each file is verified before it is decoded."""
    images = np.empty((TRAIN + TEST, *IMAGE), dtype=np.uint8)

    def unpack_sheet(k: int) -> None:
        sheet = _decode(files.read(SHEETS[k]), SHEETS[k])
        tiles = sheet.reshape(SHEET_ROWS, 32, SHEET_COLUMNS, 32, 3).transpose(0, 2, 1, 3, 4)  # -> (25, 40, 32, 32, 3)
        place = images[k * SHEET_IMAGES : (k + 1) * SHEET_IMAGES]
        place.reshape(tiles.shape)[:] = tiles  # one copy; the other way round would make two

    # Threads suffice: hashing and decoding leave the interpreter's lock alone.
    with ThreadPoolExecutor(max_workers=min(8, os.cpu_count() or 1)) as pool:
        list(pool.map(unpack_sheet, range(len(SHEETS))))
    for name, digest in _array_hashes(images).items():
        if digest != dataset("cifar10").arrays[name]:
            raise CourseError(
                f"cifar10: the sheets are right but {name} unpacked from them has sha256 {digest}, expected "
                f"{dataset('cifar10').arrays[name]}. This machine's WebP decoder changes pixels; reinstall Pillow."
            )
    return images


def _decode(content: bytes, name: str) -> np.ndarray:
    """Decode one WebP sheet to uint8 (800, 1280, 3)."""
    from PIL import Image

    with Image.open(io.BytesIO(content), formats=["WEBP"]) as sheet:
        pixels = np.asarray(sheet if sheet.mode == "RGB" else sheet.convert("RGB"))
    expected = (SHEET_ROWS * 32, SHEET_COLUMNS * 32, 3)
    if pixels.shape != expected:
        raise CourseError(f"cifar10/{name}: a sheet must be {expected}; received {pixels.shape}")
    return pixels


def _array_hashes(images: np.ndarray) -> dict[str, str]:
    """Return the sha256 of the training and the test images, taken at the same time."""
    parts = {"x_train": images[:TRAIN], "x_test": images[TRAIN:]}
    with ThreadPoolExecutor(max_workers=2) as pool:
        digests = pool.map(lambda array: hashlib.sha256(array).hexdigest(), parts.values())
        return dict(zip(parts, digests, strict=True))


def cache_file() -> Path:
    """Return where the unpacked pixels are kept; the name carries the hash that they must have."""
    return cache_folder() / f"cifar10-{dataset('cifar10').arrays['x_train'][:12]}.npy"


def _cached_images() -> np.ndarray | None:
    """Return the kept pixels, uint8 (60000, 32, 32, 3), if the cache has them and their sha256 is the published one."""
    path = cache_file()
    if not path.exists():
        return None
    try:
        images = np.load(path, allow_pickle=False)
        if images.shape != (TRAIN + TEST, *IMAGE) or images.dtype != np.uint8:
            raise ValueError(f"it holds {images.dtype} {images.shape}")
        published = dataset("cifar10").arrays
        for name, digest in _array_hashes(images).items():
            if digest != published[name]:
                raise ValueError(f"its {name} has sha256 {digest}, expected {published[name]}")
    except (OSError, ValueError, EOFError, MemoryError) as error:
        warnings.warn(
            f"the cache file {path} is not what was written there ({error}); it is made again from the verified sheets",
            CacheWarning,
            stacklevel=5,  # _from_sheets, obtain, load_cifar10, the lesson
        )
        return None
    return images


def _keep(images: np.ndarray) -> None:
    """Write the pixels into the cache; a cache that can't be written costs the next load some seconds, no more."""
    path = cache_file()
    try:
        with written_aside(path) as stream:
            np.lib.format.write_array(stream, images, allow_pickle=False)
    except OSError as error:
        log.info("cifar10 was not kept in %s: %s", path, error)


def _twin() -> Cifar10:
    """Make 5,000 + 1,000 seeded images that a network can learn: a class is a colour and a direction of stripes, in noise."""
    rng = np.random.default_rng(10)
    row, column = np.mgrid[0:32, 0:32]
    angles = np.arange(10) * np.pi / 10
    stripes = np.sin((np.cos(angles)[:, None, None] * row + np.sin(angles)[:, None, None] * column) / 2)  # (10, 32, 32)
    colours = rng.uniform(70, 185, size=(10, 1, 1, 3))
    prototypes = colours + 40 * stripes[..., None]  # (10, 32, 32, 3)

    def draw(count: int) -> tuple[np.ndarray, np.ndarray]:
        labels = rng.permutation(np.arange(count) % 10).astype(np.uint8)
        noise = rng.normal(0, 40, size=(count, *IMAGE)).astype(np.float32)
        return (prototypes[labels] + noise).clip(0, 255).astype(np.uint8), labels

    x_train, y_train = draw(TWIN_TRAIN)
    x_test, y_test = draw(TWIN_TEST)
    none = np.empty(0, dtype=np.int32)
    return Cifar10(x_train, y_train, x_test, y_test, CLASS_NAMES, none, none.copy(), SYNTHETIC)
