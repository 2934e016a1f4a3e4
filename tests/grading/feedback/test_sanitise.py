import base64
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.grading.feedback.sanitise import ATTRIBUTES, TAGS, clean_html, picture

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"0" * 20).decode()
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="jav&#x09;ascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    "<iframe src=https://evil.example></iframe>",
    '<meta http-equiv=refresh content="0;url=https://evil.example">',
    '<base href="https://evil.example/">',
    '<link rel=stylesheet href="https://evil.example/x.css">',
    '<div style="background:url(https://evil.example/x)">x</div>',
    "<style>@import 'https://evil.example';</style>",
    '<form action="https://evil.example"><input name=a><button>x</button></form>',
    "<object data=x></object><embed src=x>",
    '<img src="https://evil.example/pixel.png">',
    '<img srcset="https://evil.example/a 1x">',
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<video><source onerror=alert(1)></video>",
    "<details open ontoggle=alert(1)>x</details>",
    "<!--><script>alert(1)</script>-->",
    '<div id="points" class="right" name="x">x</div>',
    "<script\0>alert(1)</script\0>",
]


class Seen(HTMLParser):
    """Whatever an independent parser sees in the cleaned text."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    handle_startendtag = handle_starttag


def assert_inert(html):
    for tag, attributes in Seen(html).found:
        assert tag in TAGS
        for name, value in attributes.items():
            assert name in ATTRIBUTES.get(tag, set()) | {"lang", "title"} or (tag, name) == ("a", "rel")
            if name == "src":
                assert value.startswith("data:image/")
            if name == "href":
                assert value.lower().startswith(("http://", "https://", "mailto:"))


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_active_is_left(html):
    cleaned = clean_html(html)
    assert_inert(cleaned)
    assert "alert(1)" not in cleaned or "<script" not in cleaned


pieces = st.sampled_from(
    [
        *HOSTILE,
        "<",
        ">",
        '"',
        "'",
        "&lt;",
        "</",
        "<!--",
        "-->",
        "<p>",
        "</p>",
        "<table>",
        "<svg>",
        "<math>",
        "]]>",
        "x",
        " ",
    ]
)


@given(st.lists(pieces | st.text(max_size=5), max_size=12))
def test_no_mixture_of_them_becomes_active(parts):
    html = "".join(parts)
    cleaned = clean_html(html)
    assert_inert(cleaned)
    assert clean_html(cleaned) == cleaned  # parsed again, nothing else appears


@given(st.sampled_from(HOSTILE), st.lists(st.tuples(st.integers(0, 200), st.characters()), max_size=6))
def test_no_change_of_them_becomes_active(html, changes):
    letters = list(html)
    for at, letter in changes:
        letters.insert(at % (len(letters) + 1), letter)
    assert_inert(clean_html("".join(letters)))


def test_half_of_a_character_is_no_reason_to_fail():
    assert clean_html("\ud800<script>alert(1)</script><b>kept</b>") == "?<b>kept</b>"


def test_honest_tables_and_pictures_stay():
    table = '<table class="dataframe"><tbody><tr><td colspan="2">1</td></tr></tbody></table>'
    assert clean_html(table) == table
    assert PNG in clean_html(f'<img src="data:image/png;base64,{PNG}" alt="a cat" width="20">')


def test_pictures_are_what_they_say():
    assert picture("image/png", PNG).startswith("data:image/png;base64,")
    assert picture("image/png", base64.b64encode(b"<script>").decode()) is None
    assert picture("image/png", '"><script>') is None
    assert picture("image/jpeg", PNG) is None
    assert picture("image/svg+xml", "<svg onload=alert(1)/>").startswith("data:image/svg+xml;base64,")
    assert picture("text/html", PNG) is None
    assert picture("image/png", "A" * (9 * 2**20)) is None
    assert picture("image/png", "Ä") is None
