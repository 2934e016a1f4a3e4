"""An instructor's first look: the formgrader opens inside JupyterLab and lists the modules."""

from jupyterlab import choose, open_lab, serving

from coursekit.syllabus import load


def test_formgrader_lists_the_modules(checkout, page, tmp_path):
    with serving(checkout, tmp_path / "home", "--instructor") as server:
        open_lab(page, server, "lab")
        choose(page, "Nbgrader", "Formgrader")
        formgrader = page.frame_locator("iframe")
        for module in load(checkout / "course").modules:
            formgrader.get_by_text(module.name, exact=True).first.wait_for(timeout=60_000)
