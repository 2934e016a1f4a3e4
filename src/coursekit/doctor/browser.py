"""Finds a browser on this machine."""

import os
import shutil
from pathlib import Path

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
OTHERS = ("firefox", "x-www-browser", "open", "wslview")  # open a page, but can't be driven by the browser tests
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
PLAYWRIGHT_FOLDERS = ("~/.cache/ms-playwright", "~/Library/Caches/ms-playwright")
PLAYWRIGHT_CHROMIUMS = ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/*.app/Contents/MacOS/*")


def find_chromium() -> Path | None:
    """Return a Chromium or Chrome: the one that COURSEKIT_BROWSER names, one on PATH, or Playwright's own."""
    named = os.environ.get("COURSEKIT_BROWSER")
    if named:
        return Path(named) if shutil.which(named) else None
    for name in (*CHROMIUMS, *APPLICATIONS):
        if found := shutil.which(name):
            return Path(found)
    folders = (
        [os.environ["PLAYWRIGHT_BROWSERS_PATH"]] if "PLAYWRIGHT_BROWSERS_PATH" in os.environ else PLAYWRIGHT_FOLDERS
    )
    for folder in folders:
        for pattern in PLAYWRIGHT_CHROMIUMS:
            if installed := sorted(Path(folder).expanduser().glob(pattern)):
                return installed[-1]
    return None


def find_any() -> Path | None:
    """Return something that opens a page: a Chromium, else another browser on PATH."""
    return find_chromium() or next((Path(found) for name in OTHERS if (found := shutil.which(name))), None)
