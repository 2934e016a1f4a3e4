import pytest

from coursekit.doctor.browser import find_any, find_chromium


def program(folder, name):
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text("#!/bin/sh\n")
    file.chmod(0o755)
    return file


@pytest.fixture
def bare(tmp_path, monkeypatch):
    """A machine without a browser: nothing on PATH, nothing that Playwright installed."""
    monkeypatch.delenv("COURSEKIT_BROWSER", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "playwright"))
    return tmp_path


def test_none(bare):
    assert find_chromium() is None
    assert find_any() is None


def test_on_the_path(bare):
    firefox = program(bare / "bin", "firefox")
    assert (find_chromium(), find_any()) == (None, firefox)
    chromium = program(bare / "bin", "chromium")
    assert (find_chromium(), find_any()) == (chromium, chromium)


def test_playwrights_newest(bare):
    program(bare / "playwright" / "chromium-1100" / "chrome-linux", "chrome")
    newest = program(bare / "playwright" / "chromium-1200" / "chrome-linux64", "chrome")
    assert find_chromium() == newest


def test_the_named_one_or_none(bare, monkeypatch):
    program(bare / "bin", "chromium")
    mine = program(bare, "mine")
    monkeypatch.setenv("COURSEKIT_BROWSER", str(mine))
    assert find_chromium() == mine
    monkeypatch.setenv("COURSEKIT_BROWSER", str(bare / "gone"))
    assert find_chromium() is None
