"""Formulas as SVG."""

import xml.etree.ElementTree as ElementTree

import pytest

from coursekit.execution.mathematics import rows_of, svg


def size_em(tex, block=False):
    box = ElementTree.fromstring(svg(tex, block=block)).get("viewBox").split()
    return float(box[2]), float(box[3])


def test_the_picture_says_its_tex_to_those_who_cannot_see_it():
    element = ElementTree.fromstring(svg("a < b", block=False))
    assert element.get("role") == "img"
    assert element.get("aria-label") == "a < b"


def test_a_longer_formula_is_wider_and_a_fraction_taller():
    assert size_em("x + y")[0] > size_em("x")[0]
    assert size_em(r"\frac{x}{y}")[1] > 1.3 * size_em("x y")[1]


def test_an_inline_formula_hangs_by_its_depth_and_a_block_has_its_own_line():
    assert "vertical-align:-0.2" in svg("y_i", block=False)
    assert "vertical-align:-0.0" in svg("x", block=False)
    assert "display:block" in svg("x", block=True)


@pytest.mark.parametrize(
    ("tex", "rows"),
    [
        (r"x \le y", [r"x \leq y"]),
        (r"\left( x \right)", [r"\left( x \right)"]),  # no \le inside \left
        (r"\bigl( x \bigr)", ["( x )"]),
        (r"\operatorname*{argmax}_i", [r"\operatorname{argmax}_i"]),
        (r"\begin{aligned} a &= b \\[2pt] c &\ge d \end{aligned}", ["a = b", r"c \geq d"]),
        (r"\begin{align*} a &= b \\ \end{align*}", ["a = b"]),
        (r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}", [r"\left[\substack{1 \\ 3} \; \substack{2 \\ 4}\right]"]),
        (r"\begin{matrix} 1 & 2 \\ 3 \end{matrix}", [r"\substack{1 \\ 3} \; \substack{2 \\ \,}"]),
    ],
)
def test_tex_is_said_in_words_that_matplotlib_knows(tex, rows):
    assert rows_of(tex) == rows


@pytest.mark.parametrize(
    "tex",
    [
        r"y_{pq} = \sum_{i=0}^{k-1} \sum_{j=0}^{k-1} K_{ij}\, X_{p s + i,\, q s + j} + b",
        r"\left\lfloor \frac{n + 2p - k}{s} \right\rfloor + 1",
        r"\frac{\partial L}{\partial \mathbf{W}} \in \mathbb{R}^{3 \times 3}, \quad \lVert x \rVert_2 \le \epsilon",
        r"f(x) = \begin{cases} x & x > 0 \\ 0 & \text{otherwise} \end{cases}",
        r"\frac{\partial L}{\partial X_{n,r+i}} \mathrel{+}= \sum_f K_{i,f}\,G_{n,r} \qquad \text{for all } n",
        r"\hat{y} \gets \operatorname{softmax}(z), \quad \mathcal{L} = -\log p_k \dots",
        r"\begin{aligned} a &= b \\ c &= \begin{pmatrix} 1 & 0 \\ 0 & 1 \end{pmatrix} \end{aligned}",
    ],
)
def test_the_formulas_of_a_deep_learning_course_are_drawn(tex):
    assert svg(tex, block=True) is not None


@pytest.mark.parametrize("tex", [r"\unheardof{x}", r"\frac{1}", " "])
def test_what_cannot_be_drawn_is_left_to_the_caller(tex):
    assert svg(tex, block=False) is None


def test_two_rows_are_taller_than_one():
    one = size_em("a = b", block=True)[1]
    two = size_em(r"\begin{aligned} a &= b \\ a &= b \end{aligned}", block=True)[1]
    assert two == pytest.approx(2 * one + 0.5, abs=0.002)


def test_a_fraction_on_a_line_of_its_own_is_larger():
    assert size_em(r"\frac{x}{y}", block=True)[1] > 1.2 * size_em(r"\frac{x}{y}")[1]
