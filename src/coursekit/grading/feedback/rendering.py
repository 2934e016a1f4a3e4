"""Cells and outputs as HTML for a page that runs nothing: the learner's parts cleaned, formulas drawn as SVG."""

import re
import secrets
from html import escape

from markupsafe import Markup
from nbconvert.filters import ansi2html
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from coursekit.execution import mathematics
from coursekit.grading.feedback.catalogue import wording
from coursekit.grading.feedback.sanitise import clean_html, picture

PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml")
LONGEST_MARKDOWN = 100_000  # characters
LONGEST_FORMULA = 1500
MOST_FORMULAS = 400
LONGEST_OUTPUT = 40_000


class _Formulas(IPythonRenderer):
    """nbconvert's Markdown; a formula is drawn and put in after cleaning, in the place of a word nobody can guess."""

    def __init__(self, attachments: dict):
        super().__init__(escape=False, allow_harmful_protocols=False, exclude_anchor_links=True)
        self.pictures = attachments
        self.nonce = secrets.token_hex(12)
        self.drawn: list[str] = []

    def inline_math(self, body: str) -> str:
        return self._formula(body, block=False)

    def block_math(self, body: str) -> str:
        return self._formula(body, block=True)

    def latex_environment(self, name: str, body: str) -> str:
        return self._formula(f"\\begin{{{name}}}{body}\\end{{{name}}}", block=True)

    def _formula(self, tex: str, *, block: bool) -> str:
        drawn = draw(tex, block=block) if len(self.drawn) < MOST_FORMULAS else None
        self.drawn.append(drawn or f"<code>{escape(tex.strip())}</code>")
        return f"{self.nonce}x{len(self.drawn) - 1}x"

    def image(self, text: str, url: str, title: str | None = None) -> str:
        bundle = self.pictures.get(url.removeprefix("attachment:"), {}) if url.startswith("attachment:") else {}
        urls = [found for kind, data in bundle.items() if (found := picture(kind, data))]
        source = urls[0] if urls else url
        return f'<img src="{escape(source, quote=True)}" alt="{escape(text, quote=True)}">'

    def block_mermaidjs(self, code: str) -> str:
        return f"<pre>{escape(code)}</pre>"


def draw(tex: str, *, block: bool) -> str | None:
    """A formula as SVG, or None if it can't be drawn; a learner's formula may be anything at all."""
    if len(tex) > LONGEST_FORMULA:
        return None
    try:
        return mathematics.svg(tex, block=block)
    except Exception:  # matplotlib and its parser: whatever they raise, the formula is shown as TeX instead
        return None


def markdown(source: str, attachments: dict | None = None) -> Markup:
    """Markdown as clean HTML."""
    renderer = _Formulas(attachments or {})
    try:
        html = MarkdownWithMath(renderer=renderer).render(source[:LONGEST_MARKDOWN])
    except Exception:  # mistune on text that was made to break it
        return plain(source)
    cleaned = clean_html(lower_headings(html))
    return Markup(re.sub(f"{renderer.nonce}x(\\d+)x", lambda found: renderer.drawn[int(found[1])], cleaned))


def lower_headings(html: str) -> str:
    """Headings two levels lower: the page's own come first, and a reader who listens to it hears one order."""
    return re.sub(r"<(/?)h([1-6])(?=[\s>])", lambda found: f"<{found[1]}h{min(6, int(found[2]) + 2)}", html)


def plain(text: str) -> Markup:
    """Text as it is written."""
    return Markup("<pre>{}</pre>").format(text[:LONGEST_OUTPUT])


def code(source: str) -> Markup:
    """Python source with colours."""
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import PythonLexer

    return Markup(highlight(source[:LONGEST_MARKDOWN], PythonLexer(stripnl=False), HtmlFormatter()))


def output(one: dict, language: str) -> Markup:
    """One output of a cell as clean HTML; what can't be shown is named."""
    kind = one.get("output_type")
    if kind == "stream":
        return terminal(_text(one.get("text", "")), language)
    if kind == "error":
        lines = [str(line) for line in one.get("traceback", [])] or [f"{one.get('ename')}: {one.get('evalue')}"]
        return terminal("\n".join(lines), language)
    data = one.get("data", {})
    for kind in PICTURES:
        if kind in data and (url := picture(kind, _text(data[kind]))):
            about = one.get("metadata", {}).get(kind, {})
            alt = about.get("alt") or wording(language, "page.picture")
            return Markup('<img src="{}" alt="{}">').format(url, alt)
    if "text/html" in data:
        return Markup(clean_html(lower_headings(_text(data["text/html"]))))
    if "text/markdown" in data:
        return markdown(_text(data["text/markdown"]))
    if "text/latex" in data and (drawn := draw(_text(data["text/latex"]).strip().strip("$"), block=True)):
        return Markup(drawn)
    if "text/plain" in data:
        return terminal(_text(data["text/plain"]), language)
    return Markup("<p>{}</p>").format(wording(language, "page.not_shown", {"kind": ", ".join(map(str, data))[:200]}))


def terminal(text: str, language: str) -> Markup:
    """What a program printed, with its colours, cut where it becomes too long to read."""
    note = "\n" + wording(language, "page.cut") if len(text) > LONGEST_OUTPUT else ""
    return Markup("<pre>{}</pre>").format(Markup(clean_html(ansi2html(text[:LONGEST_OUTPUT] + note))))


def _text(value: object) -> str:
    return "".join(map(str, value)) if isinstance(value, list) else str(value)
