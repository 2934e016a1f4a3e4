"""What is imported beforehand, and which zygote fits which request."""

import logging
import os
import sys

from coursekit.kernels import preload


def test_list_is_configurable(monkeypatch):
    monkeypatch.setenv("COURSEKIT_PRELOAD", "numpy,,json")
    assert preload.modules() == ("numpy", "json")
    monkeypatch.delenv("COURSEKIT_PRELOAD")
    assert "tensorflow" in preload.modules()


def test_family_depends_on_modules_and_on_what_is_read_while_importing():
    here = preload.family(["numpy"], {"KERAS_BACKEND": "jax", "HOME": "/a"})
    assert here == preload.family(["numpy"], {"KERAS_BACKEND": "jax", "HOME": "/b"})
    assert here != preload.family(["numpy"], {"KERAS_BACKEND": "tensorflow"})
    assert here != preload.family(["json"], {"KERAS_BACKEND": "jax"})


def test_versions_change_with_an_installed_package(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "path", [str(tmp_path), str(tmp_path / "missing")])
    before = preload.versions()
    assert before == preload.versions()
    (tmp_path / "numpy-9.9.dist-info").mkdir()
    assert preload.versions() != before


def test_versions_change_with_source(tmp_path):
    (tmp_path / "a.py").write_text("1")
    before = preload.source_stamp(tmp_path)
    os.utime(tmp_path / "a.py", (1, 1))
    assert [name for name, *_ in before] == ["./a.py"]
    assert preload.source_stamp(tmp_path) != before


def test_missing_modules_are_named_and_passed_over():
    failures = preload.import_all(["json", "there_is_no_such_module"])
    assert len(failures) == 1
    assert failures[0].startswith("there_is_no_such_module: ModuleNotFoundError")


def test_handlers_made_while_importing_write_to_the_later_stream(tmp_path, monkeypatch, capsys):
    (tmp_path / "logs_early.py").write_text("import logging, sys\nhandler = logging.StreamHandler(sys.stderr)\n")
    monkeypatch.syspath_prepend(tmp_path)
    own = sys.stderr
    assert preload.import_all(["logs_early"]) == []
    assert sys.stderr is own
    handler = sys.modules.pop("logs_early").handler
    handler.stream.close()
    handler.emit(logging.makeLogRecord({"msg": "later"}))
    assert capsys.readouterr().err == "later\n"
