r"""TeX formulas as SVG pictures, so that a page shows mathematics without any script.

Matplotlib's own TeX subset draws the glyphs. What it lacks but lessons use is first said in words that it knows
(`\le` as `\leq`); an `aligned` block becomes rows. A formula that still can't be drawn is left to the caller.
"""

import re
from functools import lru_cache
from html import escape
from itertools import zip_longest

SYNONYMS = {
    r"\le": r"\leq",
    r"\ge": r"\geq",
    r"\ne": r"\neq",
    r"\gets": r"\leftarrow",
    r"\to": r"\rightarrow",
    r"\lVert": r"\Vert",
    r"\rVert": r"\Vert",
    r"\lvert": r"\vert",
    r"\rvert": r"\vert",
    r"\land": r"\wedge",
    r"\lor": r"\vee",
    r"\texttt": r"\mathtt",
    r"\textbf": r"\mathbf",
    r"\textit": r"\mathit",
    r"\textrm": r"\mathrm",
    r"\boldsymbol": r"\mathbf",
    r"\bm": r"\mathbf",
    r"\tfrac": r"\frac",
    r"\dots": r"\ldots",
    r"\dotsc": r"\ldots",
    r"\dotsb": r"\cdots",
    r"\lbrace": r"\{",
    r"\rbrace": r"\}",
    r"\thinspace": r"\,",
}
DROPPED = re.compile(
    r"\\(?:[bB]igg?[lrm]?|displaystyle|textstyle|limits|nonumber|notag|mathrel|mathbin|mathord|mathop)(?![A-Za-z])"
)
COMMAND = re.compile(r"\\[A-Za-z]+")
OPERATOR = re.compile(r"\\operatorname\*")
ROWS = re.compile(r"\\begin\{(aligned|align\*?|gathered|gather\*?|split|equation\*?)\}(.*?)\\end\{\1\}", re.DOTALL)
MATRIX = re.compile(r"\\begin\{([pbvV]?matrix|cases)\}(.*?)\\end\{\1\}", re.DOTALL)
ROW_END = re.compile(r"\\\\(?:\[[^\]]*\])?")
BRACKETS = {
    "matrix": ("", ""),
    "pmatrix": (r"\left(", r"\right)"),
    "bmatrix": (r"\left[", r"\right]"),
    "vmatrix": (r"\left|", r"\right|"),
    "Vmatrix": (r"\left\|", r"\right\|"),
    "cases": (r"\left\{", r"\right."),
}
STACKED = "\0"  # stands for a matrix's row end until the rows around it are told apart
ROW_GAP_EM = 0.5


def rows_of(tex: str) -> list[str]:
    r"""Return the rows of a formula in the words that matplotlib knows; `aligned` and its kin have several.

    >>> rows_of(r"\begin{aligned} a &\le b \\ c &= d \end{aligned}")
    ['a \\leq b', 'c = d']
    """
    tex = MATRIX.sub(_as_columns, tex)
    block = ROWS.fullmatch(tex.strip())
    rows = ROW_END.split(block.group(2)) if block else [tex]
    return [_in_known_words(row.replace("&", "") if block else row) for row in rows if row.strip()]


def _as_columns(found: re.Match) -> str:
    """Say a matrix as its columns side by side, each a stack of its entries."""
    rows = [
        [entry.strip() or r"\," for entry in row.split("&")] for row in ROW_END.split(found.group(2)) if row.strip()
    ]
    columns = [r"\substack{" + f" {STACKED} ".join(column) + "}" for column in zip_longest(*rows, fillvalue=r"\,")]
    opening, closing = BRACKETS[found.group(1)]
    return opening + r" \; ".join(columns) + closing


def _in_known_words(tex: str) -> str:
    tex = OPERATOR.sub(r"\\operatorname", DROPPED.sub("", tex))
    tex = tex.replace(STACKED, r"\\")
    tex = COMMAND.sub(lambda found: SYNONYMS.get(found.group(), found.group()), tex)
    return " ".join(tex.split())


@lru_cache(maxsize=1024)  # a lesson names the same quantity again and again
def svg(tex: str, *, block: bool) -> str | None:
    """Return the formula as an <svg> that scales with the text around it and carries its TeX as alternative text.

    Args:
        tex: The formula without dollar signs.
        block: Whether it stands on lines of its own.

    Returns:
        The element, or None if matplotlib can't draw the formula.
    """
    try:
        rows = rows_of(tex)
        if block:
            rows = [row.replace(r"\frac", r"\dfrac") for row in rows]  # TeX's display style
        drawn = [_draw(row) for row in rows]
    except ValueError:  # matplotlib's word for TeX beyond its subset
        return None
    if not drawn:
        return None
    width = max(row[0] for row in drawn)
    height = sum(row[1] for row in drawn) + ROW_GAP_EM * (len(drawn) - 1)
    paths, top = [], 0.0
    for _, row_height, depth, path in drawn:
        baseline = top + row_height - depth
        paths.append(f'<path transform="translate(0 {baseline:.3f}) scale(1 -1)" d="{path}"/>')
        top += row_height + ROW_GAP_EM
    depth = drawn[-1][2] if len(drawn) == 1 else 0.0
    place = "display:block;margin:0.8em auto" if block else f"display:inline-block;vertical-align:{-depth:.3f}em"
    label = escape(" ".join(tex.split()), quote=True)
    size = f"width:{width:.3f}em;height:{height:.3f}em;max-width:100%"
    return (
        f'<svg role="img" aria-label="{label}" viewBox="0 0 {width:.3f} {height:.3f}" '
        f'style="{size};fill:currentColor;{place}">{"".join(paths)}</svg>'
    )


def _draw(tex: str) -> tuple[float, float, float, str]:
    """Return width, height, depth below the baseline (all in em) and the outline as SVG path commands."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.path import Path
    from matplotlib.textpath import TextPath, text_to_path

    font = FontProperties(size=1, math_fontfamily="cm")
    width, height, depth = text_to_path.get_text_width_height_descent(f"${tex}$", font, ismath=True)
    letters = {Path.MOVETO: "M", Path.LINETO: "L", Path.CURVE3: "Q", Path.CURVE4: "C", Path.CLOSEPOLY: "Z"}
    commands = []
    for points, code in TextPath((0, 0), f"${tex}$", prop=font, size=1).iter_segments(simplify=False, curves=True):
        numbers = () if code == Path.CLOSEPOLY else points
        commands.append(letters[code] + " ".join(f"{number:.3f}" for number in numbers))
    return float(width), float(height), float(depth), "".join(commands)
