"""Links and headings of README, handbooks and lessons: every link inside the repository leads somewhere, no level is skipped."""

import posixpath
import re
from collections.abc import Iterator

import pytest
from handbook_pages import ROOT, Page, handbooks, lesson_pages, slug

from coursekit.syllabus import load

HANDBOOKS = handbooks()
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)  # a scheme, or another host
LESSONS = {str(lesson.path.relative_to(ROOT)) for lesson in load(ROOT / "course").lessons}


def dead_links(page: Page) -> Iterator[str]:
    """Each link and image whose file or heading is not there, with page and line."""
    for span in page.spans:
        if span.kind == "code" or ELSEWHERE.match(span.text):
            continue
        path, _, anchor = span.text.partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page.name), path)) if path else page.name
        where = f"{page.name}:{span.line}: the {span.kind} {span.text!r}"
        if target in LESSONS and path:
            yield f"{where} leads to a lesson's source, which no learner has; link its .ipynb"
        elif not (ROOT / as_written(target)).exists() and target != page.name:
            yield f"{where} leads nowhere: there is no {as_written(target)}; mend the path"
        elif anchor and anchor not in anchors_of(target, page):
            yield f"{where} leads to no heading of {target}; its headings are #{', #'.join(sorted(anchors_of(target, page)))}"
        if span.kind == "image" and not span.alt.strip():
            yield f"{where} has no alternative text: say in the brackets of ![…] what it shows"


def as_written(target: str) -> str:
    """A lesson is a notebook where its learners are, and text here."""
    text = re.sub(r"\.ipynb$", ".md", target)
    return text if text in LESSONS else target


def anchors_of(target: str, page: Page) -> set[str]:
    """What a # may name there. Of a lesson, whose text is one page a cell: JupyterLab's names, blanks as hyphens."""
    if as_written(target) in LESSONS:
        titles = [h.title for cell in lesson_pages() if cell.name == as_written(target) for h in cell.headings]
        return {re.sub(r"\s", "-", title) for title in titles}
    return page.anchors if target == page.name else Page(target, (ROOT / target).read_text(encoding="utf-8")).anchors


def skipped_levels(page: Page) -> Iterator[str]:
    """Headings out of order, with page and line: one # first, then no level deeper by more than one."""
    before = 0
    for heading in page.headings:
        where = f"{page.name}:{heading.line}: the heading {heading.title!r}"
        if heading.level == 1 and before:
            yield f"{where} is a second # title; make it ##"
        elif heading.level > before + 1:
            yield f"{where} has level {heading.level} after level {before}; make it {'#' * (before + 1)}"
        before = heading.level
    if not before:
        yield f"{page.name}:1: the page has no # title; begin it with one"


@pytest.mark.parametrize("page", HANDBOOKS, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_somewhere(page):
    assert list(dead_links(page)) == []


def test_every_link_of_a_lesson_leads_somewhere():
    assert [what for page in lesson_pages() for what in dead_links(page)] == []


@pytest.mark.parametrize("page", HANDBOOKS, ids=lambda page: page.name)
def test_no_page_skips_a_level_of_headings(page):
    assert list(skipped_levels(page)) == []


LESSON = "course/04_cnn_cifar10/cnn_on_cifar10.md"


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("README.md", "# A\n\nsee\n[this](grader/REEDME.md)", "README.md:4: the link 'grader/REEDME.md' leads nowhere"),
        (
            "README.md",
            "[this](grader/README.md#2-collect)",
            "leads to no heading of grader/README.md; its headings are #1-",
        ),
        ("README.md", "# Top\n[this](#topp)", "README.md:2: the link '#topp' leads to no heading of README.md"),
        ("grader/README.md", "![a lesson](docs/lesson.png)", "there is no grader/docs/lesson.png"),
        ("README.md", "![](docs/lesson.png)", "has no alternative text"),
        ("README.md", '<img src="docs/lessen.png">', "README.md:1: the link 'docs/lessen.png' leads nowhere"),
        ("README.md", '# A\n\nthe <a href="LICENCE">licence</a>', "README.md:3: the link 'LICENCE' leads nowhere"),
        (LESSON, "[there](../04_cnn_cifar10/convolution_by_hand.md)", "link its .ipynb"),
        (LESSON, "[there](convolution.ipynb)", "leads nowhere: there is no course/04_cnn_cifar10/convolution.ipynb"),
        (LESSON, "[there](convolution_by_hand.ipynb#nowhere)", "leads to no heading of"),
    ],
)
def test_a_dead_link_is_named_with_page_and_line(name, text, says):
    (found,) = dead_links(Page(name, text))
    assert says in found


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("README.md", "[out](https://example.org/no) and [in](grader/README.md#2-collect-and-grade), [it](course/)"),
        ("README.md", "# What's `new`, now?\n[here](#whats-new-now)"),
        ("grader/README.md", "![a lesson](../docs/lesson.png)"),
        (LESSON, "[there](../00_orientation/orientation.ipynb#4-Shapes-and-axes)"),
    ],
)
def test_a_live_link_is_let_be(name, text):
    assert list(dead_links(Page(name, text))) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("# A\n\n### C\n", "p.md:3: the heading 'C' has level 3 after level 1; make it ##"),
        ("# A\n\n# B\n", "p.md:3: the heading 'B' is a second # title"),
        ("## A\n", "p.md:1: the heading 'A' has level 2 after level 0; make it #"),
        ("text\n", "p.md:1: the page has no # title"),
    ],
)
def test_headings_out_of_order_are_named_with_page_and_line(text, says):
    assert says in next(skipped_levels(Page("p.md", text)))


def test_same_headings_are_told_apart_by_a_number():
    assert Page("p.md", "# A\n## B\n## B\n").anchors == {"a", "b", "b-1"}
    assert slug("Real data: `CIFAR-10`, [a card](x.md)") == "real-data-cifar-10-a-card"
