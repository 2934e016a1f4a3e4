"""HTML that a learner, or a learner's output, has made, with everything taken out that acts, asks or hides.

nh3 (the ammonia library) parses it as a browser does and writes it anew from a list of what is allowed. A picture stays
only as data inside the page; an SVG picture becomes an <img>, in which browsers run no script and load nothing.
"""

import base64
import binascii
import re

import nh3

TAGS = set(
    "a abbr b blockquote br caption code col colgroup dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 "
    "hr i img ins kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td tfoot th thead tr u ul "
    "var".split()
)
DROPPED_WITH_TEXT = {"script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "math", "title"}
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align", "scope"},
    "ol": {"start"},
    "details": {"open"},
    "span": {"class"},
    "div": {"class"},
    "pre": {"class"},
    "code": {"class"},
    "table": {"class"},
}
CLASS = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,30}")
HIGHLIGHTED = re.compile(r"highlight|[a-z]{1,2}\d?|dataframe|language-[a-z0-9+-]{1,20}|ansi-[a-z-]{1,40}")
PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]+")
NUMBER = re.compile(r"\d{1,4}%?")
SIGNATURES = {  # a browser looks at the first bytes; so do we
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/gif": (b"GIF87a", b"GIF89a"),
    "image/webp": (b"RIFF",),
}
LARGEST_PICTURE = 8 * 2**20  # characters of base64


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "class":
        kept = [word for word in value.split() if HIGHLIGHTED.fullmatch(word)]
        return " ".join(kept) or None
    if name == "src":
        return value if PICTURE.fullmatch(value) and len(value) <= LARGEST_PICTURE else None
    if name in ("width", "height", "colspan", "rowspan", "start"):
        return value if NUMBER.fullmatch(value) else None
    if name == "href":
        return value if re.match(r"https?://|mailto:", value.strip(), re.IGNORECASE) else None
    return value


_CLEANER = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags=DROPPED_WITH_TEXT,
    attributes=ATTRIBUTES,
    attribute_filter=_attribute,
    url_schemes={"http", "https", "mailto", "data"},  # data: of pictures only, see _attribute
    url_relative="deny",
    link_rel="noopener noreferrer nofollow",
    strip_comments=True,
)


def clean_html(html: str) -> str:
    """Return `html` with plain, inert markup only."""
    whole = html.encode("utf-8", "replace").decode("utf-8")  # half of a surrogate pair is no character: nh3 takes none
    return _CLEANER.clean(whole.replace("\0", "\ufffd"))


def picture(kind: str, data: str) -> str | None:
    """Return a picture as the address of an <img> (a data: URL), or None if `data` is no such picture.

    Args:
        kind: Its media type.
        data: Base64, or the text of an SVG.
    """
    if kind == "image/svg+xml":
        data = base64.b64encode(data.encode("utf-8", "replace")).decode("ascii") if "<" in data else data
    if not isinstance(data, str) or len(data) > LARGEST_PICTURE:
        return None
    try:
        start = base64.b64decode("".join(data.split())[:64].ljust(64, "="), validate=False)
    except (binascii.Error, ValueError):
        return None
    if kind in SIGNATURES and not start.startswith(SIGNATURES[kind]):
        return None
    url = f"data:{kind};base64,{''.join(data.split())}"
    return url if PICTURE.fullmatch(url) else None
