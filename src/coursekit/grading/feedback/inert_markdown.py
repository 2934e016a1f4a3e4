"""Markdown text that stays Markdown but carries no raw HTML, no scripted link and no picture from elsewhere.

For the notebook in `autograded/`, which formgrader renders with raw HTML let through, in the instructor's own session.
What is allowed is decided by nbconvert's own parser, so that nobody reads the text differently later.
"""

import re
from collections.abc import Collection

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

PLAIN_TAG = re.compile(
    r"</?(?:b|i|u|s|p|em|strong|sub|sup|br|hr|code|kbd|pre|details|summary|ul|ol|li|table|thead|tbody|tr|th|td|h[1-6])\s*/?>",
    re.IGNORECASE,
)
TAG_START = re.compile(r"<(?=[A-Za-z/!?])")
SCRIPTED_TEX = re.compile(r"\\(?=(?:href|url|style|class|cssId|htmlData|includegraphics|require|unicode)\b)")
LONGEST = 200_000  # characters


class _Watching(IPythonRenderer):
    """Notes what would act in a page."""

    def __init__(self, attached: Collection[str]):
        super().__init__(escape=False)
        self.attached, self.active = attached, False

    def block_html(self, html: str) -> str:
        return self._look(html)

    def inline_html(self, html: str) -> str:
        return self._look(html)

    def _look(self, html: str) -> str:
        self.active |= bool(TAG_START.search(PLAIN_TAG.sub("", html)))
        return ""

    def image(self, text: str, url: str, title: str | None = None) -> str:
        # nbconvert stops at a picture that is not attached, and formgrader with it
        self.active |= not (url.startswith("attachment:") and url.removeprefix("attachment:") in self.attached)
        return ""

    def link(self, text: str, url: str, title: str | None = None) -> str:
        self.active |= not re.match(r"https?://|mailto:|#", url, re.IGNORECASE)
        return text

    def block_mermaidjs(self, code: str) -> str:
        self.active = True
        return ""

    def heading(self, text: str, level: int, **attrs: object) -> str:
        return text

    def block_code(self, code: str, info: str | None = None) -> str:
        self.active |= bool(info and info.startswith("mermaid"))
        return ""


def is_inert(source: str, attached: Collection[str] = ()) -> bool:
    """Whether nbconvert would make nothing of the text that acts in a page or asks another machine.

    Args:
        source: Markdown.
        attached: Names of the pictures that the cell carries.
    """
    renderer = _Watching(attached)
    try:
        MarkdownWithMath(renderer=renderer).render(source)
    except (RecursionError, ValueError, KeyError, IndexError):
        return False
    return not renderer.active and not SCRIPTED_TEX.search(source)  # MathJax makes links and tags of them


def inert(source: str, attached: Collection[str] = ()) -> str:
    """Return the text if it is inert, else the text with its tags, pictures and links shown as they are written."""
    if len(source) <= LONGEST and is_inert(source, attached):
        return source
    source = source[:LONGEST]
    escaped = _escape(source)
    return escaped if is_inert(escaped, attached) else _as_code(source)


def _escape(source: str) -> str:
    kept = {match.start() for match in PLAIN_TAG.finditer(source)}
    text = TAG_START.sub(lambda found: "<" if found.start() in kept else "&lt;", source)
    text = re.sub(r"!\[", r"!\\[", text)
    text = re.sub(r"\]\((?!\s*(?:https?://|mailto:|#))", r"]\\(", text, flags=re.IGNORECASE)
    text = SCRIPTED_TEX.sub("", text)
    return re.sub(r"(?m)^(\s*[`~]{3,})\s*mermaid", r"\1text", text)


def _as_code(source: str) -> str:
    """The text as one indented block, in which nothing is markup."""
    lines = SCRIPTED_TEX.sub("", source).replace("$", "\uff04").splitlines()  # no formula may begin in it
    return "\n".join("    " + line for line in ["(shown as text)", *lines])
