"""Finds a Chromium for the browser tests, or installs one: Debian's where that is allowed, else Playwright's own.

.venv/bin/python setup/browser.py
"""

import os
import shutil
import subprocess
import sys

from coursekit.doctor.browser import find_chromium

DEBIAN = ["chromium", "fonts-dejavu-core"]


def install():
    """Try to install a browser; what the installer says goes to the terminal."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"No browser for the browser tests; installing Debian's {' and '.join(DEBIAN)}.", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "-qq", "update"], env=quiet)
        subprocess.run(
            ["apt-get", "-qq", "-y", "--no-install-recommends", "install", *DEBIAN],
            env=quiet,
            stdout=subprocess.DEVNULL,
        )
    else:
        print("No browser for the browser tests; fetching Playwright's own Chromium.", flush=True)
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"])


def main():
    if find_chromium():
        return 0
    if not os.environ.get("COURSEKIT_BROWSER"):
        install()
        if find_chromium():
            return 0
    print(
        "make test: the browser tests need Chromium or Chrome and none could be found or installed. "
        "Install one (Debian, Ubuntu: apt-get install chromium), or name it: COURSEKIT_BROWSER=/path/to/chrome make test",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
