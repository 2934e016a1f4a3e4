"""A learner's hour: from the home page into a lesson, all cells run, the explorer moved; on synthetic images if there are no others."""

import json
from pathlib import Path

from jupyterlab import choose, open_lab, serving, wait_until_run
from playwright.sync_api import expect

LESSON = "convolution_by_hand"
ERROR = ".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.error']"


def solved(checkout: Path) -> None:
    """Do a learner's work in the released lesson: write the reference answers into its answer cells, on little data."""
    released = next(checkout.glob(f"workspace/*/{LESSON}.ipynb"))
    source = next(checkout.glob(f"grader/source/*/{LESSON}.ipynb"))
    answers = {
        cell["metadata"]["nbgrader"]["grade_id"]: cell["source"]
        for cell in json.loads(source.read_text())["cells"]
        if cell["metadata"].get("nbgrader", {}).get("solution")
    }
    notebook = json.loads(released.read_text())
    for cell in notebook["cells"]:
        answer = answers.get(cell["metadata"].get("nbgrader", {}).get("grade_id"))
        text = "".join(answer if answer is not None else cell["source"])
        cell["source"] = text.replace('PROFILE = "cpu"', 'PROFILE = "smoke"')
    released.write_text(json.dumps(notebook))


def test_lesson_runs_and_its_explorer_follows_the_slider(checkout, page, tmp_path):
    with serving(checkout, tmp_path / "home") as server:
        solved(checkout)
        open_lab(page, server, "lab/tree/Home.ipynb")
        page.locator(".jp-RenderedMarkdown a", has_text="Convolution by hand").click()
        page.wait_for_selector(f".lm-TabBar-tab.lm-mod-current:has-text('{LESSON}')")
        notebook = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
        notebook.locator(".jp-Toolbar-kernelName", has_text="coursekit").wait_for(timeout=60_000)

        choose(page, "Run", "Run All Cells")
        wait_until_run(page, notebook)
        assert notebook.locator(ERROR).all_inner_texts() == []

        explorer = notebook.locator(".jp-OutputArea-output", has=page.locator(".widget-slider")).first
        picture = explorer.locator("img").first
        before = picture.get_attribute("src")
        assert before.startswith("data:image/png;base64,")
        assert picture.get_attribute("alt")
        handle = explorer.locator(".noUi-handle").first
        handle.scroll_into_view_if_needed()
        handle.focus()
        handle.press("ArrowRight")
        expect(picture).not_to_have_attribute("src", before, timeout=60_000)
        assert picture.get_attribute("src").startswith("data:image/png;base64,")

        hint = notebook.locator("details", has=page.locator("summary", has_text="Hint 1")).first
        text = hint.locator("p").first
        expect(text).to_be_hidden()
        hint.locator("summary").click()
        expect(text).to_be_visible()
