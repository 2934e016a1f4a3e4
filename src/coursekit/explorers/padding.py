"""Texts of any length as rows of one length: which tokens stay, where the padding goes, and what the mask says.

`row` is the model; `explore` shows it with controls.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coursekit import plotting
from coursekit.explorers.view import Choice, Slider, show_explorer

PADDING, UNKNOWN = 0, 1
SIDES = ("pre", "post")
MOST_PLACES = 16
LONGEST_SHOWN = 9  # letters of a token that fit into a cell
COLOURS = {"token": "#CFE8F7", "unknown": "#F6C667", "padding": "#E8E8E8"}


@dataclass(frozen=True)
class Row:
    """One text in a rectangle.

    Attributes:
        tokens: As many as the row has places; "" where padding stands.
        ids: 0 is padding, 1 an unknown token.
        mask: True where a token stands.
        cut: How many tokens were cut off.
    """

    tokens: tuple[str, ...]
    ids: tuple[int, ...]
    mask: tuple[bool, ...]
    cut: int

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return what stands in each place: a key of COLOURS."""
        names = {PADDING: "padding", UNKNOWN: "unknown"}
        return tuple(names.get(number, "token") for number in self.ids)


def row(
    tokens: Sequence[str], vocabulary: Mapping[str, int], length: int, padding: str = "pre", truncating: str = "pre"
) -> Row:
    """Encode, truncate and pad one text.

    Args:
        tokens: The text's tokens.
        vocabulary: Token -> id, from 2 on.
        length: Places in the row, at least 1.
        padding: "pre": padding before the tokens; "post": after them.
        truncating: "pre": the beginning is cut off; "post": the end.

    Raises:
        ValueError: If a side is neither "pre" nor "post", or the length is below 1.
    """
    for name, side in (("padding", padding), ("truncating", truncating)):
        if side not in SIDES:
            raise ValueError(f"{name} must be 'pre' or 'post'; received {side!r}")
    if length < 1:
        raise ValueError(f"length must be at least 1; received {length}")
    cut = max(len(tokens) - length, 0)
    kept = tuple(tokens[cut:] if truncating == "pre" else tokens[: len(tokens) - cut])
    free = length - len(kept)
    before, after = (free, 0) if padding == "pre" else (0, free)
    return Row(
        ("",) * before + kept + ("",) * after,
        (PADDING,) * before + tuple(vocabulary.get(token, UNKNOWN) for token in kept) + (PADDING,) * after,
        (False,) * before + (True,) * len(kept) + (False,) * after,
        cut,
    )


def describe(rows: Sequence[Row], padding: str, truncating: str) -> str:
    """Say in words what the figure shows; its alternative text."""
    lines = [f"{len(rows)} reviews in rows of {len(rows[0].ids)} places, padding {padding}, truncation {truncating}."]
    for number, each in enumerate(rows, start=1):
        words = " ".join(token or "[padding]" for token in each.tokens)
        lines.append(f"Review {number}: {words}; ids {list(each.ids)}; {each.cut} tokens cut off.")
    return " ".join(lines)


def figure(rows: Sequence[Row], padding: str, truncating: str):
    """Draw a cell for each place, with token, id and mask, and beside each row how many tokens were cut off.

    Args:
        rows: At least one, all of one length.
        padding: For the title.
        truncating: Says at which end the cut tokens were, and so on which side their number stands.
    """
    from matplotlib.patches import Patch

    length = len(rows[0].ids)
    drawing = plotting.new_figure(12.5, 1.6 + 0.75 * len(rows))
    axes = drawing.subplots()
    for number, each in enumerate(rows, start=1):
        _draw_row(axes, number, each)
        if each.cut:
            place, align = (-0.62, "right") if truncating == "pre" else (length - 0.38, "left")
            axes.text(place, number, f"{each.cut} cut", ha=align, va="center", fontsize=9)
    axes.set(xlim=(-1.6, length + 0.6), ylim=(len(rows) + 0.55, 0.45))
    axes.set(xlabel="place in the row", ylabel="review")
    axes.set(xticks=range(length), yticks=range(1, len(rows) + 1))
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    axes.set_title(f"{length} places, padding {padding}, truncation {truncating}: token, id, mask")
    handles = [Patch(facecolor=colour, edgecolor="black", label=kind) for kind, colour in COLOURS.items()]
    drawing.legend(handles=handles, loc="outside lower center", ncols=len(handles), frameon=False)
    return drawing


def explore(token_lists: Sequence[Sequence[str]], vocabulary: Mapping[str, int], length: int = 12) -> None:
    """Show the explorer: choose the length and, for padding and truncation, the side.

    Args:
        token_lists: The tokens of a few texts.
        vocabulary: Token -> id, from 2 on.
        length: Places in a row to begin with, 1 to 16.
    """
    controls = {
        "length": Slider("length (places)", length, low=1, high=MOST_PLACES),
        "padding": Choice("padding", "pre", SIDES),
        "truncating": Choice("truncation", "pre", SIDES),
    }

    def draw(length: int, padding: str, truncating: str):
        rows = [row(tokens, vocabulary, length, padding, truncating) for tokens in token_lists]
        return figure(rows, padding, truncating), describe(rows, padding, truncating)

    show_explorer(controls, draw)


def _draw_row(axes, number: int, each: Row) -> None:
    from matplotlib.patches import Rectangle

    for place, (token, kind) in enumerate(zip(each.tokens, each.kinds, strict=True)):
        corner = (place - 0.5, number - 0.42)
        axes.add_patch(Rectangle(corner, 1, 0.84, facecolor=COLOURS[kind], edgecolor="white", linewidth=1.5))
        text = f"{_shortened(token)}\n{each.ids[place]}\n{each.mask[place]}"
        axes.text(place, number, text, ha="center", va="center", fontsize=8, linespacing=1.25)


def _shortened(token: str) -> str:
    return token if len(token) <= LONGEST_SHOWN else token[: LONGEST_SHOWN - 1] + "…"
