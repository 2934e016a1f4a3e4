"""What is started early is ready when it is needed."""

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
