import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.grading.feedback import rendering

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"0" * 20).decode()


def test_formulas_are_drawn_and_others_shown():
    html = rendering.markdown("$x^2$ and $\\unknowncommand{x}$ and $$\\frac{1}{2}$$")
    assert html.count("<svg role") == 2 and "<code>\\unknowncommand{x}</code>" in html


def test_a_formula_cannot_carry_markup():
    html = rendering.markdown('$"><script>alert(1)</script>$ \\begin{x}<img src=x onerror=alert(1)>\\end{x} $x$')
    assert "<script" not in html and "<img" not in html


def test_headings_stand_below_the_pages_own():
    assert "<h3>A</h3>" in rendering.markdown("# A") and "<h6>F</h6>" in rendering.markdown("###### F")


def test_attachments_are_shown_and_other_pictures_are_not():
    html = rendering.markdown(
        "![cat](attachment:a.png) ![x](https://evil.example/p.png)", {"a.png": {"image/png": PNG}}
    )
    assert PNG in html and "evil.example" not in html and 'alt="x"' in html


@pytest.mark.parametrize("source", [">" * 5000, "[" * 5000, "*" * 5000, "$" * 5000, "- " * 3000, "\\begin{x}" * 500])
def test_text_made_to_break_the_parser_is_shown(source):
    assert rendering.markdown(source)


def test_a_long_formula_is_not_drawn():
    assert rendering.draw("x" * 2000, block=False) is None and rendering.draw("{" * 500, block=False) is None


@pytest.mark.parametrize(
    ("output", "part"),
    [
        ({"output_type": "stream", "name": "stdout", "text": ["a<", "b"]}, "<pre>a&lt;b</pre>"),
        ({"output_type": "stream", "name": "stdout", "text": "\x1b[31mred\x1b[0m"}, '<span class="ansi-red-fg">red</span>'),
        ({"output_type": "error", "ename": "E", "evalue": "<v>", "traceback": []}, "E: &lt;v&gt;"),
        ({"output_type": "display_data", "data": {"image/png": PNG}, "metadata": {"image/png": {"alt": '"<'}}}, 'alt="&#34;&lt;"'),
        ({"output_type": "display_data", "data": {"image/png": PNG}, "metadata": {}}, 'alt="Bild"'),
        ({"output_type": "display_data", "data": {"image/svg+xml": "<svg onload=alert(1)/>"}, "metadata": {}}, '<img src="data:image/svg'),
        ({"output_type": "display_data", "data": {"text/html": "<h1>x</h1><script>"}}, "<h3>x</h3>"),
        ({"output_type": "display_data", "data": {"text/markdown": "**b**"}}, "<strong>b</strong>"),
        ({"output_type": "display_data", "data": {"text/latex": "$x$"}}, "<svg role"),
        ({"output_type": "execute_result", "data": {"text/plain": "<1>"}}, "&lt;1&gt;"),
        ({"output_type": "display_data", "data": {"application/x<y>": 1}}, "application/x&lt;y&gt;"),
    ],
)  # fmt: skip
def test_outputs(output, part):
    assert part in rendering.output(output, "de")


def test_an_endless_output_is_cut():
    html = rendering.terminal("x" * 10**6, "en")
    assert len(html) < 50_000 and "cut here" in html


@given(st.text(alphabet=st.sampled_from("<>&\"'$\\`[]()!#*_~|:-\n imgscrptonload=/{}x1"), max_size=80))
def test_no_markdown_becomes_active(source):
    html = rendering.markdown(source)
    assert "<script" not in html and " onload=" not in html.replace("&", "").split("aria-label")[0] or "&lt;" in html
