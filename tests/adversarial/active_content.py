"""Finds what a browser would run, load or send in a page."""

import html
import re
from html.parser import HTMLParser

TAGS = ("script", "iframe", "frame", "object", "embed", "applet", "base", "form", "portal")
ADDRESSES = (
    "href",
    "xlink:href",
    "src",
    "srcset",
    "data",
    "action",
    "formaction",
    "poster",
    "background",
    "from",
    "to",
    "values",
)
SCHEMES = re.compile(r"^(javascript|vbscript|data:text/html|data:image/svg|data:application)", re.IGNORECASE)
LOADING_STYLE = re.compile(r"@import|url\s*\(|expression\s*\(|behavior\s*:", re.IGNORECASE)


class _Finder(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag, attributes):
        self.inside = tag
        facts = {name: value or "" for name, value in attributes}
        if tag in TAGS:
            self.found.append(f"<{tag} {sorted(facts.items())}>")
        if tag == "meta" and facts.get("http-equiv", "").lower() == "refresh":
            self.found.append(f"<meta refresh {facts.get('content')}>")
        if tag == "link" and not facts.get("href", "").startswith("data:"):
            self.found.append(f"<link {facts.get('href')}>")
        for name, value in facts.items():
            plain = re.sub(r"[\s\x00-\x20]+", "", html.unescape(value))
            if name.startswith("on"):
                self.found.append(f"<{tag} {name}={value}>")
            picture = tag == "img" and name == "src" and plain.startswith("data:image/")  # shown, and never run
            if name in ADDRESSES and SCHEMES.match(plain) and not picture:
                self.found.append(f"<{tag} {name}={value[:80]}>")
            if name in ("src", "srcset", "data", "poster", "background") and re.match(r"(https?:)?//", plain):
                self.found.append(f"<{tag} loads {value[:80]}>")
            if name == "style" and LOADING_STYLE.search(value):
                self.found.append(f"<{tag} style={value[:80]}>")

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag):
        self.inside = ""

    def handle_data(self, data):
        if self.inside == "script":
            self.found.append(f"script: {data.strip()[:200]}")
        if self.inside == "style" and LOADING_STYLE.search(data):
            self.found.append(f"style: {data.strip()[:200]}")


def active_content(page: str) -> list[str]:
    """Everything in a page that runs, loads from elsewhere or sends something, in order."""
    finder = _Finder()
    finder.feed(page)
    finder.close()
    return finder.found
