"""CIFAR-10: unpacked right, kept once, never taken from a wrong file."""

import hashlib
import os
import subprocess
import sys
import warnings

import numpy as np
import pytest

from coursekit.datasets import CacheWarning, SyntheticDataWarning, load_cifar10
from coursekit.datasets.cifar10 import CLASS_NAMES, cache_file, from_keras
from coursekit.errors import CourseError


def sha256(array: np.ndarray) -> str:
    return hashlib.sha256(np.ascontiguousarray(array)).hexdigest()


def assert_made(data, made) -> None:
    """Compare every pixel and label with what the sheets were drawn from."""
    assert np.array_equal(data.x_train, made.images[:50_000]) and np.array_equal(data.x_test, made.images[50_000:])
    assert np.array_equal(data.y_train, made.labels[:50_000]) and np.array_equal(data.y_test, made.labels[50_000:])


@pytest.mark.real_data("cifar10")
def test_real_arrays_have_the_published_hashes(real):
    data = load_cifar10()
    assert sha256(data.x_train) == "a7051bcfbc5acdbf956087c1df8104040f37a9d7690e9fe02d3e194afd2e1fb5"
    assert sha256(data.x_test) == "2eaddb46e1ffa696a959f921726fde3518fd2199b7dee8625b4df151e5c8bb3e"
    assert sha256(data.y_train) == "2b7cd2f24487317614016b72ffd53071c3062f592f0eb300c18a770d41ae1253"
    assert sha256(data.y_test) == "cec8a24a1e92aa2ecaa0bbd3dbfa86bf6cd8759fbd209a832824c8cf0afca9d5"
    assert data.class_names == CLASS_NAMES and data.source == "mirror"
    # Known from outside: balanced classes, the published channel means, 85 approximate ships and 5 horses, a frog first.
    assert np.bincount(data.y_train).tolist() == [5000] * 10 and np.bincount(data.y_test).tolist() == [1000] * 10
    means = data.x_train.mean(axis=(0, 1, 2), dtype=np.float64) / 255
    assert np.allclose(means, [0.49140, 0.48216, 0.44653], atol=5e-6)
    approximate = [*data.y_train[data.approximate_train], *data.y_test[data.approximate_test]]
    assert (len(data.approximate_train), len(data.approximate_test)) == (72, 18)
    assert (approximate.count(8), approximate.count(7)) == (85, 5)
    assert data.class_names[data.y_train[0]] == "frog"
    again = load_cifar10("smoke")
    assert np.array_equal(again.x_train, data.x_train) and again.x_train.flags.writeable


def test_sheets_are_unpacked_in_order(made_cifar10):
    data = load_cifar10()
    assert_made(data, made_cifar10)
    assert data.x_train.dtype == data.y_train.dtype == np.uint8 and data.y_train.shape == (50_000,)
    assert data.approximate_train.tolist() == [3, 8] and data.approximate_test.tolist() == [7]
    assert data.source == "mirror" and data.class_names == CLASS_NAMES


def test_the_second_load_reads_the_cache_alone(made_cifar10):
    load_cifar10()
    for path in (made_cifar10.folder / "cifar10").glob("*.webp"):
        size = path.stat().st_size
        path.unlink()
        path.write_bytes(bytes(size))  # right size, wrong content: reading one would be an error
    assert_made(load_cifar10(), made_cifar10)
    cache_file().unlink()
    with pytest.raises(CourseError, match="webp is changed"):
        load_cifar10()


def test_a_lesson_that_changes_its_images_changes_only_its_own(made_cifar10):
    cache_file().parent.mkdir()
    np.save(cache_file(), made_cifar10.images)
    data = load_cifar10()
    data.x_train[:] = 0
    assert_made(load_cifar10(), made_cifar10)


@pytest.mark.parametrize("harm", ["cut", "flip", "empty", "other array", "objects"])
def test_a_broken_cache_is_said_and_made_again(made_cifar10, harm):
    path = cache_file()
    path.parent.mkdir()
    np.save(path, made_cifar10.images)
    if harm == "cut":
        os.truncate(path, path.stat().st_size - 1)
    elif harm == "flip":
        with path.open("r+b") as stream:
            stream.seek(100_000_000)
            byte = stream.read(1)
            stream.seek(100_000_000)
            stream.write(bytes([byte[0] ^ 1]))
    elif harm == "empty":
        path.write_bytes(b"")
    elif harm == "other array":
        np.save(path, np.zeros(3))
    else:
        np.save(path, np.array([{"a": 1}], dtype=object), allow_pickle=True)
    with pytest.warns(CacheWarning, match="is not what was written there") as caught:
        data = load_cifar10()
    assert caught[0].filename == __file__ and str(path) in str(caught[0].message)
    assert_made(data, made_cifar10)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert np.array_equal(load_cifar10().x_test, made_cifar10.images[50_000:])


@pytest.mark.parametrize("name", ["train_07.webp", "test_09.webp", "labels.npz"])
@pytest.mark.parametrize("harm", ["cut", "flip", "gone"])
def test_a_wrong_file_of_the_mirror_is_named_not_used_not_deleted(made_cifar10, name, harm):
    path = made_cifar10.folder / "cifar10" / name
    content = path.read_bytes()
    path.unlink()
    if harm != "gone":
        path.write_bytes(content[:-1] if harm == "cut" else content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(CourseError) as raised:
        load_cifar10("smoke")
    assert str(path) in str(raised.value)
    assert {"cut": "cut off", "flip": "changed", "gone": "missing"}[harm] in str(raised.value)
    assert path.exists() == (harm != "gone") and not cache_file().exists()


def test_a_cut_off_sheet_is_named_even_when_the_cache_is_warm(made_cifar10):
    load_cifar10()
    path = made_cifar10.folder / "cifar10" / "train_00.webp"
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(content[:100])
    with pytest.raises(CourseError, match="train_00.webp is cut off: 100 bytes came"):
        load_cifar10()


def test_a_decoder_that_changes_pixels_is_caught(made_cifar10, tmp_path, monkeypatch):
    from coursekit.datasets import registry

    text = made_cifar10.registry.read_text()
    other = tmp_path / "other.toml"
    other.write_text(text.replace(sha256(made_cifar10.images[50_000:]), "0" * 64))
    monkeypatch.setattr(registry, "REGISTRY", other)
    with pytest.raises(CourseError, match="x_test unpacked from them has sha256"):
        load_cifar10()
    assert not cache_file().exists()


def test_a_cache_that_can_t_be_written_costs_only_time(made_cifar10, tmp_path, monkeypatch):
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("COURSEKIT_CACHE", str(tmp_path / "file" / "below"))
    assert_made(load_cifar10(), made_cifar10)


LOADER = """
import hashlib, sys, warnings
from pathlib import Path
from coursekit.datasets import load_cifar10, registry
registry.REGISTRY = Path(sys.argv[1])
warnings.simplefilter("error")
print("ready", flush=True)
sys.stdin.readline()
data = load_cifar10()
print(hashlib.sha256(data.x_train).hexdigest(), hashlib.sha256(data.x_test).hexdigest())
"""


def test_two_kernels_that_start_together_both_load_and_leave_one_file(made_cifar10):
    kernels = [
        subprocess.Popen(
            [sys.executable, "-c", LOADER, str(made_cifar10.registry)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for kernel in kernels:
        assert kernel.stdout.readline() == "ready\n"
    for kernel in kernels:
        kernel.stdin.write("\n")
        kernel.stdin.flush()
    expected = f"{sha256(made_cifar10.images[:50_000])} {sha256(made_cifar10.images[50_000:])}\n"
    for kernel in kernels:
        out, err = kernel.communicate(timeout=120)
        assert (out, err, kernel.returncode) == (expected, "", 0)
    assert os.listdir(cache_file().parent) == [cache_file().name]
    assert_made(load_cifar10(), made_cifar10)


def test_the_authors_archive_in_a_mirror_gives_the_same(made_cifar10, monkeypatch):
    monkeypatch.setenv("COURSEKIT_DATA", str(made_cifar10.other))
    data = load_cifar10()
    assert_made(data, made_cifar10)
    assert data.source == "mirror" and len(data.approximate_train) == len(data.approximate_test) == 0


def test_a_changed_archive_is_never_unpickled(made_cifar10, monkeypatch):
    path = made_cifar10.other / "cifar10" / "cifar-10-python.tar.gz"
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    monkeypatch.setenv("COURSEKIT_DATA", str(made_cifar10.other))
    with pytest.raises(CourseError, match="cifar-10-python.tar.gz is changed"):
        load_cifar10()


@pytest.mark.parametrize("channels_first", [False, True])
def test_what_keras_gives_becomes_the_same_form(made_cifar10, channels_first):
    images, labels = made_cifar10.images, made_cifar10.labels.reshape(-1, 1)
    if channels_first:
        images = images.transpose(0, 3, 1, 2)
    data = from_keras(((images[:50_000], labels[:50_000]), (images[50_000:], labels[50_000:])))
    assert_made(data, made_cifar10)
    assert data.y_train.dtype == np.uint8 and data.source == "keras" and data.class_names == CLASS_NAMES
    assert len(data.approximate_train) == len(data.approximate_test) == 0


def test_the_twin_has_the_real_one_s_form_and_can_be_learnt():
    with pytest.warns(SyntheticDataWarning, match="cifar10"):
        data = load_cifar10("smoke")
    assert data.source == "synthetic" and data.class_names == CLASS_NAMES
    assert data.x_train.shape[1:] == data.x_test.shape[1:] == (32, 32, 3)
    assert {array.dtype for array in (data.x_train, data.y_train, data.x_test, data.y_test)} == {np.dtype(np.uint8)}
    assert np.ptp(np.bincount(data.y_train)) == np.ptp(np.bincount(data.y_test)) == 0
    # The nearest class mean decides nearly all test images, so a network's loss can fall.
    means = np.stack([data.x_train[data.y_train == k].mean(axis=0).ravel() for k in range(10)])
    test = data.x_test.reshape(len(data.x_test), -1).astype(np.float64)
    distances = (means**2).sum(axis=1) - 2 * test @ means.T
    assert (distances.argmin(axis=1) == data.y_test).mean() > 0.9
    with pytest.warns(SyntheticDataWarning):
        assert sha256(load_cifar10("smoke").x_train) == sha256(data.x_train)


def test_no_source_at_all_is_an_error_outside_smoke():
    with pytest.raises(CourseError, match="data set cifar10 was not found") as raised:
        load_cifar10()
    assert "train_00.webp" in str(raised.value) and "and 59 more" in str(raised.value)
