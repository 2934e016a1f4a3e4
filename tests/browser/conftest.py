"""A checkout of the course, a headless Chromium, and pages that report their errors."""

import re
import shutil
import sys
from functools import partial
from pathlib import Path

import pytest

from coursekit.doctor.browser import find_chromium

sys.path.insert(0, str(Path(__file__).parent))
REPOSITORY = Path(__file__).resolve().parents[2]
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def checkout(tmp_path_factory) -> Path:
    """The course and the grader's policy, apart from the real checkout's workspace, releases and gradebook."""
    root = tmp_path_factory.mktemp("browser") / "checkout"
    shutil.copytree(REPOSITORY / "course", root / "course")
    (root / "grader").mkdir()
    shutil.copy(REPOSITORY / "grader" / "nbgrader_config.py", root / "grader")
    return root


@pytest.fixture
def page(tmp_path, request):
    """A page in a browser without history; at the end it must have had no error and have asked no other machine.

    A module's STAND_INS, part of an address -> script, answer what nbgrader's own pages ask of other machines.
    """
    stand_ins = getattr(request.module, "STAND_INS", {})
    from playwright.sync_api import sync_playwright

    program = find_chromium()
    assert program, "no Chromium for the browser tests; `make browser` finds or installs one"
    errors, strangers = [], []
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            tmp_path / "profile",
            executable_path=program,
            headless=True,
            args=QUIET,
            viewport={"width": 1400, "height": 1000},
        )
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("request", lambda request: strangers.append(request.url) if is_elsewhere(request.url) else None)
        for part, script in stand_ins.items():
            context.route(re.compile(re.escape(part)), partial(answer_with, script))
        yield page
        context.close()
    assert errors == []
    assert [url for url in strangers if not any(part in url for part in stand_ins)] == []


def answer_with(script: str, route) -> None:
    """Answer a request in the other machine's place."""
    route.fulfill(content_type="text/javascript", body=script)


def is_elsewhere(url: str) -> bool:
    """Whether an address lies on another machine."""
    return url.startswith(("http:", "https:", "ws:", "wss:")) and "//127.0.0.1:" not in url
