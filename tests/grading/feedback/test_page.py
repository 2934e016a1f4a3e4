"""The page, and what a browser makes of a hostile one."""

import re
from html.parser import HTMLParser

import pytest
from nbformat import from_dict
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell

from coursekit.doctor.browser import find_chromium
from coursekit.grading.feedback.catalogue import languages
from coursekit.grading.feedback.page import number_of, page
from coursekit.grading.judge.verdict import Reason, Verdict
from coursekit.grading.repair.mends import mend

SECRET = "1462"
TEST = f"assert double(3) == 6\n### BEGIN HIDDEN TESTS\nassert double(731) == {SECRET}\n### END HIDDEN TESTS"
ATTACK = "<script>window.ran=1</script><img src=x onerror='window.ran=1'><img src='https://evil.example/pixel.png'>"
ABOUT = {"notebook": "functions", "student": "ada", "score": 3.5, "max_score": 9.0, "late_penalty": 0}


def marks(name, **others):
    kinds = {"grade": False, "solution": False, "locked": False, "task": False}
    return {"nbgrader": {"schema_version": 3, "grade_id": name, **kinds, **others}}


def test_cell(name, verdict, score, points=2):
    metadata = marks(name, grade=True, locked=True, points=points, score=score) | {"coursekit": verdict.metadata(True)}
    return new_code_cell(TEST, metadata=metadata, outputs=[from_dict(one) for one in verdict.cell_outputs()])


test_cell.__test__ = False


def notebook(attack="", mends=()):
    square = Verdict(
        0,
        2,
        Reason("failed_check", {"message": "double: this is the square"}),
        "this is the square",
        traceback=("a frame",),
    )
    hidden = Verdict(0, 2, Reason("raised", {"ename": "KeyError", "evalue": SECRET}), hidden=True, traceback=(SECRET,))
    html = new_output("display_data", data={"text/html": f"<b>table</b>{attack}", "text/plain": "t"})
    svg = new_output("display_data", data={"image/svg+xml": f"<svg xmlns='http://www.w3.org/2000/svg'>{attack}</svg>"})
    stream = new_output("stream", name="stdout", text=f"printed {attack}")
    answer = "def double(value):\n    return value ** 2  # " + attack
    return new_notebook(
        cells=[
            new_markdown_cell(f"# Lesson\n\nA formula: $x^2$. {attack}"),
            new_code_cell(
                answer,
                metadata=marks("double", solution=True, comment="Look again at *powers*."),
                outputs=[html, svg, stream],
            ),
            test_cell("test_double", square, 0),
            new_code_cell("def halve(value):\n    return value / 2", metadata=marks("halve", solution=True)),
            test_cell("test_halve", Verdict(2, 2, Reason("passed")), 2),
            test_cell("test_more", hidden, 0),
            test_cell("test_part", Verdict(1, 2, Reason("partial", {"score": 1.0, "max_score": 2.0})), 1.5),
            new_markdown_cell(
                f"Because. {attack}", metadata=marks("why", grade=True, solution=True, points=1, score=0.5)
            ),
            new_markdown_cell("Draw it.", metadata=marks("draw", task=True, points=1, score=None)),
            new_raw_cell(attack or "raw"),
        ],
        metadata={"coursekit": {"mends": [one.as_dict() for one in mends]}},
    )


class Outline(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.levels, self.ids, self.links, self.images = [], [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if "id" in attrs:
            self.ids.append(attrs["id"])
        if tag == "a":
            self.links.append(attrs.get("href", ""))
        if tag == "img":
            self.images.append(attrs)


def test_points_reasons_and_mends_are_there_and_secrets_are_not():
    html = page(notebook(mends=[mend("test_edited", "functions.ipynb", "test_double")]), ABOUT)
    for part in ("3.5 of 9 points", "this is the square", "Your code raised KeyError in a check that is not shown", "a frame",
                 "The checks gave 1 of 2 points.", "The points were set by your instructor.", "Graded by a person.",
                 "Waits for a person", "Look again at *powers*.", "cell test_double: expected the test", "double(3)"):  # fmt: skip
        assert part in html.replace("</span>", "").replace('<span class="p">', "") or part in re.sub(
            "<[^>]*>", "", html
        ), part
    assert SECRET not in html and "HIDDEN" not in html and "731" not in html


@pytest.mark.parametrize("language", languages())
def test_the_page_is_in_the_learners_language_and_in_order(language):
    html = page(notebook(mends=[mend("renamed", "a.ipynb", expected="b.ipynb")]), ABOUT, language=language)
    outline = Outline(html)
    assert f'<html lang="{language}">' in html and html.count("<h1>") == 1 and "<title>" in html
    assert all(below <= above + 1 for above, below in zip(outline.levels, outline.levels[1:], strict=False))
    assert len(set(outline.ids)) == len(outline.ids)
    assert {link[1:] for link in outline.links if link.startswith("#")} <= set(outline.ids)
    assert all(image.get("alt") for image in outline.images)


def test_a_notebook_of_another_grader_and_lateness():
    failed = new_code_cell(TEST, metadata=marks("t", grade=True, locked=True, points=2, score=0))
    failed.outputs = [new_output("error", ename="AssertionError", evalue=SECRET, traceback=[SECRET])]
    html = page(new_notebook(cells=[failed]), ABOUT | {"late_penalty": 1.5})
    assert SECRET not in html and "No points" in html and "1.5 points taken off" in html


def test_without_protection_the_page_says_so():
    bare = notebook()
    bare.cells[2].metadata.coursekit["contained"] = False
    assert "without the usual protection" in page(bare, ABOUT)


def test_what_saved_reasons_wrote_is_not_said_twice():
    one = notebook()
    one.cells[1].metadata.nbgrader["comment"] = "No response.\n\ntest_double: this is the square"
    html = page(one, ABOUT)
    assert html.count("test_double: this is the square") == 0 and "No response." in html


def test_an_untouched_written_answer_is_called_that():
    cell = new_markdown_cell(
        "Why?", metadata=marks("why", grade=True, solution=True, points=1, score=0, comment="No response.")
    )
    html = page(new_notebook(cells=[cell]), ABOUT)
    assert "Not answered: the text" in html and "Graded by a person" not in html


def test_names_are_text():
    html = page(new_notebook(), ABOUT | {"student": ATTACK, "notebook": ATTACK})
    assert "<script" not in html and "<img" not in html


@pytest.mark.parametrize(("value", "text"), [(2.0, "2"), (0.25, "0.25"), (10, "10"), (None, "–"), (0.0, "0")])
def test_numbers_are_short(value, text):
    assert number_of(value) == text


def test_in_a_browser_nothing_of_a_hostile_page_runs_or_asks(tmp_path):
    from playwright.sync_api import sync_playwright

    program = find_chromium()
    assert program, "no Chromium for the browser tests; `make browser` finds or installs one"
    hostile = notebook(
        ATTACK
        + "<style>@import 'https://evil.example/x.css'</style><meta http-equiv=refresh content='0;url=https://evil.example'>"
        "<iframe src='https://evil.example'></iframe><svg onload='window.ran=1'></svg><a href='javascript:window.ran=1'>click</a>",
        [mend("link", ATTACK)],
    )
    file = tmp_path / "page.html"
    file.write_text(page(hostile, ABOUT | {"student": ATTACK}, language="zh"), encoding="utf-8")
    asked, said = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for javascript in (True, False):
            tab = browser.new_context(java_script_enabled=javascript).new_page()
            tab.on("request", lambda request: asked.append(request.url))
            tab.on("console", lambda message: said.append(message.text))
            tab.goto(file.as_uri())
            for link in tab.get_by_text("click").all():
                link.click(timeout=2000)
            if javascript:
                assert tab.evaluate("window.ran") is None
            assert tab.url.split("#")[0] == file.as_uri()
        browser.close()
    assert {url for url in asked if not url.startswith("data:image/")} == {file.as_uri()}
    assert [text for text in said if "evil.example" in text] == []  # cleaned away, not only fenced in
