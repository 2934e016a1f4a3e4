"""Reads the pages that people follow: README, handbooks and the lessons' prose; each finding carries its line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from markdown_it import MarkdownIt

from coursekit.authoring.source import read
from coursekit.syllabus import load

ROOT = Path(__file__).parents[2]
MADE_UP = {ROOT / "tests" / "authoring" / "small.md"}  # a lesson for tests
HTML_TARGET = re.compile(r"""<(?:a|img)\b[^>]*?\b(?:href|src)\s*=\s*["']([^"']*)["']""", re.IGNORECASE)


@dataclass(frozen=True)
class Fence:
    """A block of code: its language, its text, and the line of the page on which it opens."""

    page: str
    line: int
    language: str
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


@dataclass(frozen=True)
class Heading:
    line: int
    level: int
    title: str


@dataclass(frozen=True)
class Span:
    """A piece of a line: the target of a link or an image, or inline code."""

    kind: str  # link, image, code
    line: int
    text: str
    alt: str = ""


@dataclass(frozen=True)
class Page:
    """A page of Markdown; `first_line` is where its text begins in the file."""

    name: str
    text: str
    first_line: int = 1

    @cached_property
    def tokens(self) -> list:
        return MarkdownIt("commonmark").enable("table").parse(self.text)

    def line(self, token) -> int:
        return self.first_line + token.map[0]

    @property
    def fences(self) -> Iterator[Fence]:
        for token in self.tokens:
            if token.type in ("fence", "code_block"):
                yield Fence(self.name, self.line(token), token.info.strip(), token.content)

    @property
    def headings(self) -> Iterator[Heading]:
        for opening, inline in zip(self.tokens, self.tokens[1:], strict=False):
            if opening.type == "heading_open":
                yield Heading(self.line(opening), int(opening.tag[1:]), inline.content)

    @property
    def anchors(self) -> set[str]:
        """What #links may name: GitHub's slug of each heading, numbered where two are the same."""
        taken: set[str] = set()
        for heading in self.headings:
            plain, number = slug(heading.title), 0
            while (one := f"{plain}-{number}" if number else plain) in taken:
                number += 1
            taken.add(one)
        return taken

    @property
    def spans(self) -> Iterator[Span]:
        """Links, images and inline code of the text, in order; HTML's links and images too."""
        line = self.first_line
        for token in self.tokens:
            line = self.line(token) if token.map else line
            if token.type == "html_block":
                yield from (Span("link", line, target) for target in HTML_TARGET.findall(token.content))
            for child in token.children or ():
                if child.type in ("softbreak", "hardbreak"):
                    line += 1
                elif child.type == "link_open":
                    yield Span("link", line, child.attrGet("href"))
                elif child.type == "image":
                    yield Span("image", line, child.attrGet("src"), child.content)
                elif child.type == "code_inline":
                    yield Span("code", line, child.content)
                elif child.type == "html_inline":
                    yield from (Span("link", line, target) for target in HTML_TARGET.findall(child.content))


def slug(title: str) -> str:
    """GitHub's name for a heading: small letters, no punctuation but - and _, a - for each blank.

    >>> slug("What was aimed at, and missed: `make run`")
    'what-was-aimed-at-and-missed-make-run'
    """
    shown = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", title)
    return re.sub(r"[^\w\- ]", "", shown.strip().lower()).replace(" ", "-")


def handbooks() -> list[Page]:
    """Every page beside the lessons that the repository holds; nothing that was built or handed in."""
    lessons = {lesson.path for lesson in load(ROOT / "course").lessons}
    deep = [path for folder in ("course", "src", "setup", "tests") for path in (ROOT / folder).rglob("*.md")]
    flat = [path for folder in (".", "benchmarks", "docs", "grader") for path in (ROOT / folder).glob("*.md")]
    paths = sorted({path.resolve() for path in deep + flat} - lessons - MADE_UP)
    return [Page(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")) for path in paths]


def lesson_pages() -> list[Page]:
    """The lessons' prose, a page a text cell."""
    return [
        Page(str(lesson.path.relative_to(ROOT)), cell.source, cell.line)
        for lesson in load(ROOT / "course").lessons
        for cell in read(lesson).cells
        if cell.kind == "markdown"
    ]
