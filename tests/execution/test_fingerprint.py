"""What a run depends on: each part alone changes the fingerprint, and nothing else does."""

import dataclasses
import json
import shutil
from pathlib import Path

import pytest

import coursekit
from coursekit.datasets.registry import dataset
from coursekit.execution import fingerprint as module
from coursekit.execution.fingerprint import data_digests, fingerprint, modules_of

ROOT = Path(__file__).parents[2]
SOURCE = Path(coursekit.__file__).parent


@pytest.fixture
def task(make_task):
    return make_task("lesson", "from coursekit import plotting\nplotting.new_figure(1, 1)")


@pytest.fixture
def root(tmp_path):
    root = tmp_path / "root"
    root.mkdir()
    (root / "requirements.lock").write_text("numpy==2.0\n", encoding="utf-8")
    return root


def test_the_same_again_is_the_same(task, root):
    assert fingerprint(task, (), root) == fingerprint(dataclasses.replace(task), (), root)


def test_each_part_changes_it(task, root, monkeypatch):
    seen = {"before": fingerprint(task, (), root)}

    def add(name, changed=task):
        seen[name] = fingerprint(changed, (), root)

    add("seed", dataclasses.replace(task, parameters={**task.parameters, "SEED": 4}))
    add("profile", dataclasses.replace(task, parameters={**task.parameters, "PROFILE": "cpu"}))
    add("kernel", dataclasses.replace(task, kernel_name="another"))
    (task.folder / "picture.png").write_bytes(b"dots")
    add("a picture")
    (root / "requirements.lock").write_text("numpy==2.1\n", encoding="utf-8")
    add("the lock")
    monkeypatch.setenv("KERAS_BACKEND", "jax")
    add("the backend")
    monkeypatch.setattr(module.devices, "accelerators", lambda: ["nvidia0"])
    add("the device")
    monkeypatch.setattr(module, "installed", lambda: {"numpy": "2.1"})
    add("what is installed")
    notebook = json.loads(task.source.read_text(encoding="utf-8"))
    notebook["cells"][1]["source"] += "\n# a word more"
    task.source.write_text(json.dumps(notebook), encoding="utf-8")
    add("the text")
    assert len(set(seen.values())) == len(seen), seen


def test_where_it_lands_and_how_long_it_may_take_change_nothing(task, root, tmp_path):
    other = dataclasses.replace(task, out=tmp_path / "elsewhere", timeout_seconds=5)
    assert fingerprint(other, (), root) == fingerprint(task, (), root)


def names(notebook):
    return {str(path.relative_to(SOURCE)) for path in modules_of(notebook)}


def test_modules_are_followed_through_each_other(task, make_task):
    found = names(task.source)
    assert {
        "plotting.py",
        "outputs.py",
        "execution/worker.py",
        "execution/webpage.py",
    } <= found  # plotting imports outputs
    assert not any(name.startswith(("datasets/cifar10", "grading/", "explorers/")) for name in found)
    data = names(make_task("data", "from coursekit.datasets import load_cifar10").source)
    assert {"datasets/cifar10.py", "datasets/registry.py", "datasets/registry.toml"} <= data
    assert {"diagnostic.py", "diagnostic.toml"} <= names(make_task("bank", "import coursekit.diagnostic").source)
    assert "diagnostic.toml" not in found


def test_a_changed_module_changes_only_who_imports_it(make_task, root, tmp_path, monkeypatch):
    copy = tmp_path / "coursekit"
    shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(module.coursekit, "__file__", str(copy / "__init__.py"))
    module._files_of.cache_clear()
    tasks = [make_task("a", "import coursekit.plotting"), make_task("b", "import coursekit.checks")]
    before = [fingerprint(task, (), root) for task in tasks]
    with open(copy / "plotting.py", "a", encoding="utf-8") as file:
        file.write("# changed\n")
    after = [fingerprint(task, (), root) for task in tasks]
    module._files_of.cache_clear()
    assert before[0] != after[0] and before[1] == after[1]


def test_data_are_told_apart_by_their_content(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSEKIT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("COURSEKIT_DATA", str(tmp_path))
    assert data_digests("penguins") == {}
    (file, *_) = dataset("penguins").files
    path = tmp_path / file.path
    path.parent.mkdir()
    path.write_text("a bird", encoding="utf-8")
    before = data_digests("penguins")
    path.write_text("another bird", encoding="utf-8")
    assert before.keys() == data_digests("penguins").keys() == {file.path} and before != data_digests("penguins")
