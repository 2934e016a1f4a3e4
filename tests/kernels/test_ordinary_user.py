"""All attacks once more as an ordinary user, where these tests themselves are run by root."""

import os
import re
import subprocess
import sys
from pathlib import Path

from coursekit.kernels.entering import choose_road

HERE = Path(__file__).parent
MODULES = ("containment", "supervisor", "availability", "entering", "forked", "cgroups")


def test_everything_holds_for_an_ordinary_user():
    if os.geteuid() != 0:
        assert not choose_road().as_root  # the modules below run as an ordinary user already, beside this one
        return
    paths = [str(HERE / f"test_{name}.py") for name in MODULES]
    command = [sys.executable, str(HERE / "ordinary.py"), "-m", "pytest", "-q", "-p", "no:cacheprovider", *paths]
    done = subprocess.run(command, capture_output=True, text=True, timeout=540, cwd=HERE.parents[1])
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    summary = done.stdout.strip().splitlines()[-1]
    assert int(re.search(r"(\d+) passed", summary)[1]) > 80 and "skipped" not in summary
