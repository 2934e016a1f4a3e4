"""What is started early is ready when it is needed, and a fault there waits for the one who needs it."""

import subprocess
import sys
from multiprocessing import forkserver

from coursekit.grading.jobs import early


def test_workers_are_forked_from_a_process_that_has_imported_everything():
    early.prepare()
    before = forkserver._forkserver._forkserver_pid
    early.prepare()
    assert forkserver._forkserver._forkserver_pid == before
    for name in early.PRELOAD:  # forkserver passes over a name that it can't import
        subprocess.run([sys.executable, "-c", f"import {name}"], check=True)


def test_a_process_for_kernels_is_there_afterwards(tmp_path, monkeypatch):
    folder = tmp_path.parent / "k"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("COURSEKIT_RUNTIME", str(folder))
    monkeypatch.setenv("COURSEKIT_PRELOAD", "numpy")
    try:
        early.prepare_kernels()
        assert len(list(folder.glob("z-*.sock"))) == 1
    finally:
        subprocess.run([sys.executable, "-m", "coursekit.kernels.zygote", "stop"], check=True)


def test_a_folder_that_others_may_read_is_left_to_the_first_kernel_to_report(tmp_path, monkeypatch):
    folder = tmp_path.parent / "open"
    folder.mkdir()
    folder.chmod(0o777)
    monkeypatch.setenv("COURSEKIT_RUNTIME", str(folder))
    early.prepare_kernels()
    assert not list(folder.iterdir())
