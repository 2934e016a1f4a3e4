"""An executed notebook as one HTML file that needs no network: no script, formulas as SVG, pictures inside.

nbconvert's `lab` template loads MathJax, require.js and the widget manager from a CDN. Its blocks that do so are left
empty here, formulas are drawn by `mathematics`, and a widget appears as the static picture of its output.
"""

from html import escape
from pathlib import Path

import nh3
from jinja2 import pass_context
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode

from coursekit.execution import mathematics
from coursekit.files import write_atomically

TEMPLATE = """{%- extends 'lab/index.html.j2' -%}
{%- block html_head_js -%}{%- endblock -%}
{%- block jupyter_widgets -%}{%- endblock -%}
{%- block html_head_js_mathjax -%}{%- endblock -%}
{%- block html_head_js_mermaidjs -%}{%- endblock -%}
"""
INERT_TAGS = set("a abbr acronym b blockquote code div em i li ol pre span strong table td tr ul".split())
INERT_ATTRIBUTES = {"*": {"class", "id"}, "a": {"href", "title"}, "abbr": {"title"}, "acronym": {"title"}}
FORMATS = ["text/html", "text/markdown", "image/svg+xml", "image/png", "image/jpeg", "text/latex", "text/plain"]


class FormulaRenderer(IPythonRenderer):
    """nbconvert's Markdown, with formulas drawn; one that can't be drawn shows its TeX and is noted in `unrendered`."""

    def __init__(self, *, unrendered: list[str], **options):
        super().__init__(**options)
        self.unrendered = unrendered

    def block_html(self, html: str) -> str:
        """Leave HTML as it is, unless a picture in it has to be embedded.

        nbconvert parses each piece of HTML alone for its pictures, and so closes every <details> before its text.
        """
        return super().block_html(html) if "<img" in html.lower() else html

    def inline_html(self, html: str) -> str:
        """Leave a tag within a line as it is, for the same reason."""
        return super().inline_html(html) if "<img" in html.lower() else html

    def inline_math(self, body: str) -> str:
        return self._formula(body, block=False)

    def block_math(self, body: str) -> str:
        return self._formula(body, block=True)

    def latex_environment(self, name: str, body: str) -> str:
        return self._formula(f"\\begin{{{name}}}{body}\\end{{{name}}}", block=True)

    def _formula(self, tex: str, *, block: bool) -> str:
        drawn = mathematics.svg(tex, block=block)
        if drawn is not None:
            return drawn
        self.unrendered.append(" ".join(tex.split()))
        return f'<code class="tex"{" style=display:block" if block else ""}>{escape(tex.strip())}</code>'


class PageExporter(HTMLExporter):
    """nbconvert's exporter with the scriptless template."""

    def __init__(self, **options):
        super().__init__(raw_template=TEMPLATE, embed_images=True, **options)
        self.unrendered: list[str] = []

    @property
    def default_config(self):
        config = super().default_config.copy()
        config.NbConvertBase.display_data_priority = FORMATS
        return config

    def default_filters(self):
        """nbconvert's filters; `clean_html`, which it asks for each code cell, by nh3: bleach takes a third of a page's time."""
        yield from super().default_filters()
        yield "clean_html", clean_html

    @pass_context
    def markdown2html(self, context, source):
        """Turn a Markdown cell into HTML; nbconvert's filter of the same name with our renderer."""
        renderer = FormulaRenderer(
            unrendered=self.unrendered,
            escape=False,
            attachments=context.get("cell", {}).get("attachments", {}),
            embed_images=self.embed_images,
            path=context.get("resources", {}).get("metadata", {}).get("path", ""),
            anchor_link_text=self.anchor_link_text,
        )
        return MarkdownWithMath(renderer=renderer).render(source)


def clean_html(html: str | bytes) -> str:
    """Return highlighted code, or HTML that nbconvert's template wants cleaned, with the tags alone that nbconvert allows."""
    text = html.decode() if isinstance(html, bytes) else str(html)
    return nh3.clean(text, tags=INERT_TAGS, attributes=INERT_ATTRIBUTES, link_rel=None)


def page(notebook: NotebookNode, *, title: str, folder: Path) -> tuple[str, list[str]]:
    """Return the notebook's HTML and the formulas that it shows as TeX source.

    Args:
        title: What the browser's tab says.
        folder: Where the pictures lie that the text names.
    """
    exporter = PageExporter()
    metadata = {key: value for key, value in notebook.metadata.items() if key != "widgets"}  # for scripts alone
    without_widgets = NotebookNode({**notebook, "metadata": NotebookNode(metadata)})
    html, _ = exporter.from_notebook_node(without_widgets, resources={"metadata": {"name": title, "path": str(folder)}})
    return html, exporter.unrendered


def write_page(notebook: NotebookNode, file: Path, *, title: str, folder: Path) -> list[str]:
    """Write the notebook's HTML to `file`, in one step, and return the formulas that it shows as TeX source."""
    html, unrendered = page(notebook, title=title, folder=folder)
    write_atomically(file, html)
    return unrendered
