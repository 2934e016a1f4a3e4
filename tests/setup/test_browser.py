import os
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "setup" / "browser.py"


def find(**variables: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, SCRIPT], capture_output=True, text=True, env={**os.environ, **variables})


def test_a_browser_that_is_here_is_enough(tmp_path):
    chromium = tmp_path / "chromium"
    chromium.write_text("#!/bin/sh\n")
    chromium.chmod(0o755)
    done = find(PATH=str(tmp_path), COURSEKIT_BROWSER="")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_named_browser_that_is_gone_is_one_clear_line(tmp_path):
    done = find(COURSEKIT_BROWSER=str(tmp_path / "gone"))
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "apt-get install chromium" in done.stderr
