"""The page of a real run, opened from the disk as a person opens it: in light and dark, on a phone and on a desk."""

import os
import subprocess

import pytest
from jupyterlab import COMMAND
from playwright.sync_api import expect

LESSON = "orientation"


@pytest.fixture(scope="module")
def overview(checkout, tmp_path_factory):
    """The page after `coursekit run` of the first lesson."""
    out = tmp_path_factory.mktemp("run") / "smoke"
    command = [COMMAND, "run", "--profile", "smoke", "--out", str(out), LESSON]
    run = subprocess.run(
        command, cwd=checkout, env={**os.environ, "COURSEKIT_ROOT": str(checkout)}, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return out / "index.html"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1400])
def test_the_page_of_a_run_looks_right(overview, page, width, scheme):
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    page.goto(overview.as_uri())
    expect(page.locator("#verdict")).to_be_in_viewport()
    expect(page.locator("#verdict")).to_have_text("✓ All good")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert contrast(page, "#verdict") >= 4.5 and contrast(page, ".results .word") >= 4.5
    assert said == [] and asked == [overview.as_uri()]


def test_strips_are_drawn_and_the_notebook_is_one_click_away(overview, page):
    page.goto(overview.as_uri())
    strip = page.locator(".results li", has_text="wrong_conclusions").first.get_by_role("img")
    band, dot = strip.locator(".band").bounding_box(), strip.locator(".dot").bounding_box()
    assert band["x"] <= dot["x"] + dot["width"] / 2 <= band["x"] + band["width"]
    assert band["width"] == pytest.approx(0.6 * strip.bounding_box()["width"], rel=0.02)
    page.get_by_role("link", name=f"page of {LESSON}").first.click()
    expect(page).to_have_title(LESSON)


def contrast(page, selector: str) -> float:
    """WCAG's ratio between a text's colour and what lies behind it, from 1 to 21."""
    colours = page.locator(selector).first.evaluate(
        """element => {
            const behind = node => { const colour = getComputedStyle(node).backgroundColor;
              return colour === "rgba(0, 0, 0, 0)" && node.parentElement ? behind(node.parentElement) : colour };
            return [getComputedStyle(element).color, behind(element)]
              .map(colour => colour.match(/[\\d.]+/g).slice(0, 3).map(Number)) }"""
    )
    lighter, darker = sorted(map(luminance, colours), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: list[float]) -> float:
    """Source: WCAG 2.2, relative luminance."""
    linear = [
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in (c / 255 for c in colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
