import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbconvert.filters.markdown_mistune import markdown2html_mistune

from coursekit.grading.feedback.inert_markdown import LONGEST, inert, is_inert

HONEST = [
    "# Why\n\nBecause $a < b$ and **so** on.\n\n```python\nif a<b: print('<b>')\n```\n",
    "H<sub>2</sub>O<br>and <details><summary>more</summary>less</details>",
    "See [the paper](https://example.org/a?b=1) and <https://example.org>.",
    "![mine](attachment:plot.png)",
    "1 < 2 and 3 > 2 & 4",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "$$\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}$$",
]
HOSTILE = [
    "<script>alert(1)</script>",
    "text <img src=x onerror=alert(1)> text",
    "[x](javascript:alert(1))",
    "[x](data:text/html,hi)",
    "[x][1]\n\n[1]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "![x](https://evil.example/pixel.png)",
    "![x][1]\n\n[1]: https://evil.example/pixel.png",
    "[x](evil.html)",
    "```mermaid\ngraph TD; A[<img src=x onerror=alert(1)>]\n```",
    "$\\href{javascript:alert(1)}{x}$",
    "<details open ontoggle=alert(1)>",
    "<!-- --!><script>alert(1)</script>",
    "<style>@import 'https://evil.example'</style>",
    "`<script>`\n\n<script>alert(1)</script>",
    "    code\n\n<iframe src=//evil.example>",
]


@pytest.mark.parametrize("source", HONEST)
def test_honest_text_stays_as_it_is(source):
    assert inert(source, ["plot.png"]) == source


@pytest.mark.parametrize("source", HOSTILE)
def test_active_text_is_shown_and_not_acted_on(source):
    assert not is_inert(source)
    assert is_inert(inert(source))
    html = markdown2html_mistune(inert(source)).lower()
    for act in (
        "<script",
        "<img",
        "<iframe",
        "<style",
        'href="javascript',
        'href="data',
        'href="evil',
        "onerror=alert(1)>",
    ):
        assert act not in html.replace("&lt;", "")


@given(
    st.lists(
        st.sampled_from([*HOSTILE, *HONEST, "`", "\n\n", "    ", "<", "](", "$", "![", "&lt;", "\\"])
        | st.text(max_size=4),
        max_size=8,
    )
)
def test_whatever_is_put_together_is_inert(parts):
    made = inert("".join(parts))
    assert is_inert(made) or made.startswith("    (shown as text)")
    html = markdown2html_mistune(made).lower()  # a picture that is not attached would stop it
    assert "<script" not in html and "<img" not in html and "<iframe" not in html


def test_a_text_too_long_to_look_at_is_cut():
    assert len(inert("<script>" * LONGEST)) < 3 * LONGEST
