"""The set-up script, on a project of two tiny wheels: made, at once again, interrupted, broken, moved, refused."""

import shutil
import signal
import subprocess
import sys
import time
from importlib import util as importing
from pathlib import Path

import pytest
from tiny_project import make_checkout


def test_first_time_it_makes_everything_and_says_what_it_does(ready):
    assert "there is no environment here yet" in ready.told
    assert "fetching up to 2 locked packages" in ready.told
    assert "Ready in" in ready.told
    assert (ready.venv / "kernel-registered").exists()
    code = "import first, second; print(first.VERSION)"
    assert subprocess.check_output([ready.venv / "bin" / "python", "-c", code], text=True) == "1.0\n"
    compiled = list((ready.packages / "__pycache__").glob("first.*.pyc"))
    assert compiled, "uncompiled packages make every first import slow"


def test_second_time_it_returns_at_once(ready):
    started = time.monotonic()
    again = ready.set_up()
    seconds = time.monotonic() - started
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert seconds < 1
    assert ready.set_up("--check").stdout == "ready\n"


def test_an_interrupted_set_up_says_so_and_goes_on(checkout):
    process = subprocess.Popen(
        [sys.executable, checkout.root / "setup" / "environment.py"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=checkout.variables(),
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a background job's child would ignore it
    )
    for line in process.stdout:
        if "fetching up to 2 locked packages" in line:
            process.send_signal(signal.SIGINT)
            break
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "it goes on from here" in told

    looked_at = checkout.set_up("--check")
    assert looked_at.returncode == 1
    assert "half-made" in looked_at.stdout
    made = (checkout.venv / "pyvenv.cfg").stat().st_mtime_ns

    finished = checkout.set_up()
    assert finished.returncode == 0, finished.stderr
    assert (checkout.venv / "pyvenv.cfg").stat().st_mtime_ns == made, "the sound part was made again"
    assert checkout.set_up("--check").stdout == "ready\n"


@pytest.mark.parametrize("lost", ["second-1.0.dist-info/RECORD", "second.py"])
def test_half_installed_package_is_noticed_and_installed_again(ready, lost):
    (ready.packages / lost).unlink()
    looked_at = ready.set_up("--check")
    assert looked_at.returncode == 1
    assert looked_at.stdout == "files are missing from second\n"

    (ready.venv / "coursekit-stamp.json").unlink()  # as after an interruption: the stamp is written last
    mended = ready.set_up()
    assert mended.returncode == 0, mended.stderr
    assert "second is only half there" in mended.stdout
    assert (ready.packages / lost).exists()


def test_a_package_whose_hash_differs_is_refused(ready):
    lock = ready.root / "requirements.lock"
    text = lock.read_text()
    ready.add_to_lock("wrong")
    lock.write_text(lock.read_text().rsplit("sha256:", 1)[0] + "sha256:" + "0" * 64 + "\n")
    refused = ready.set_up()
    assert refused.returncode == 1
    assert "pip could not install the locked packages" in refused.stderr
    assert "HASHES" in refused.stderr
    assert str(ready.venv / "setup.log") in refused.stderr
    assert "half-made" in ready.set_up("--check").stdout

    lock.write_text(text)
    assert ready.set_up().returncode == 0


def test_a_project_that_does_not_build_is_said(ready):
    backend = ready.root / "backend.py"
    text = backend.read_text()
    backend.write_text("raise RuntimeError('no backend today')\n")
    (ready.venv / "coursekit-stamp.json").unlink()
    refused = ready.set_up()
    assert refused.returncode == 1
    assert "pip could not install the project itself" in refused.stderr

    backend.write_text(text)
    assert ready.set_up().returncode == 0


def test_what_a_changed_lock_adds_is_installed(ready):
    ready.add_to_lock("third")
    assert "out of date" in ready.set_up("--check").stdout
    assert ready.set_up().returncode == 0
    assert (ready.packages / "third.py").exists()


@pytest.mark.parametrize("stamp", ["{", '{"recipe": "other", "python": "3.11"}'])
def test_a_stamp_that_says_something_else_is_not_believed(ready, stamp):
    (ready.venv / "coursekit-stamp.json").write_text(stamp)
    assert ready.set_up("--check").returncode == 1
    assert ready.set_up().returncode == 0
    assert ready.set_up("--check").returncode == 0


def test_two_set_ups_at_once_do_not_meet(ready):
    (ready.venv / "coursekit-stamp.json").unlink()
    command = [sys.executable, ready.root / "setup" / "environment.py"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "env": ready.variables()}
    both = [subprocess.Popen(command, **pipes) for _ in range(2)]
    told = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sum("Ready in" in out for out, _ in told) == 1
    assert sum("Another set-up is running here" in out for out, _ in told) == 1


def test_a_moved_checkout_and_a_lost_python_get_a_new_environment(ready, tmp_path):
    elsewhere = make_checkout(tmp_path)
    shutil.copytree(ready.venv, elsewhere.venv, symlinks=True)
    shutil.copy(ready.root / "requirements.lock", elsewhere.root)
    elsewhere.wheels = ready.wheels
    assert "out of date" in elsewhere.set_up("--check").stdout
    for link in (elsewhere.venv / "bin").glob("python*"):
        link.unlink()
    remade = elsewhere.set_up()
    assert remade.returncode == 0, remade.stderr
    assert "making .venv" in remade.stdout
    question = [elsewhere.venv / "bin" / "python", "-c", "import sys; print(sys.prefix)"]
    assert subprocess.check_output(question, text=True).strip() == str(elsewhere.venv)


@pytest.fixture
def script(checkout, monkeypatch):
    """The set-up script as a module."""
    monkeypatch.syspath_prepend(checkout.root / "setup")
    for name, value in checkout.variables().items():
        monkeypatch.setenv(name, value)
    spec = importing.spec_from_file_location("set_up_environment", checkout.root / "setup" / "environment.py")
    module = importing.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    for name in ("records", "progress"):
        sys.modules.pop(name, None)


def without(folder: Path, *words: str) -> Path:
    """A Python that fails whenever one of the words is on its command line: as Debian's without python3-venv."""
    program = folder / "python-of-debian"
    lacks = [f'case " $* " in *" {word} "*|*"import {word}"*|*", {word}"*) exit 1;; esac\n' for word in words]
    program.write_text("#!/bin/sh\n" + "".join(lacks) + f'exec {sys.executable} "$@"\n')
    program.chmod(0o755)
    return program


def test_a_python_without_ensurepip_lends_its_own_pip(script, checkout, tmp_path, capsys):
    script.make(script.Environment(checkout.root), without(tmp_path, "ensurepip"))
    assert "using its own pip" in capsys.readouterr().out
    assert checkout.set_up("--check").stdout == "ready\n"


@pytest.mark.parametrize("lacking", [("ensurepip", "pip"), ("venv",)])
def test_a_python_that_can_make_nothing_is_told_the_package(script, checkout, tmp_path, lacking):
    with pytest.raises(script.SetupError, match=r"apt-get install python3\.\d+-venv"):
        script.make(script.Environment(checkout.root), without(tmp_path, *lacking))


def test_an_old_python_is_told_what_to_start(script, checkout, monkeypatch, capsys):
    monkeypatch.setattr(script, "OLDEST", (99, 0))  # from which this Python is an old one
    assert script.main([], root=checkout.root) == 1
    assert "can't run the course" in capsys.readouterr().out
