"""Follow a classifier's score through a text, token by token: what each new token did to it.

The model is pure: `running_scores` asks any scorer about every beginning of a text, `figure` draws one text.

    >>> running_scores(scorer, ["not", "good"])  # the scores of [], ["not"] and ["not", "good"]
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from coursekit import plotting
from coursekit.explorers.view import Choice, show_explorer

Scorer = Callable[[list[list[str]]], Sequence[float]]

MOST_TOKENS = 60
TOKENS_IN_A_ROW = 12
LONGEST_SHOWN = 11  # letters of a token that fit into a cell
FULL_COLOUR_AT = 0.25  # a token that moves the score by this much or more gets the full colour


@dataclass(frozen=True)
class Trace:
    """A text and the score after each of its tokens.

    Attributes:
        tokens: N tokens.
        scores: N + 1 scores in 0..1: of the empty text, then after each token.
        cut: How many tokens at the end are not shown.
    """

    tokens: tuple[str, ...]
    scores: tuple[float, ...]
    cut: int = 0

    @property
    def changes(self) -> tuple[float, ...]:
        """By how much each token moved the score, N numbers."""
        return tuple(after - before for before, after in zip(self.scores, self.scores[1:], strict=False))


@dataclass(frozen=True)
class Line:
    """A line of text to type into; the picture follows when Enter is pressed or the line is left."""

    label: str
    value: str = ""

    def widget(self):
        import ipywidgets

        return ipywidgets.Text(
            value=self.value,
            description=self.label,
            placeholder="type here, then press Enter",
            continuous_update=False,
            style={"description_width": "initial"},
            layout={"width": "48em"},
        )


def running_scores(scorer: Scorer, tokens: Sequence[str]) -> tuple[float, ...]:
    """Score every beginning of a text.

    Args:
        scorer: Takes a list of token lists, returns a score in 0..1 for each.
        tokens: The text's N tokens.

    Returns:
        N + 1 scores: of the first 0, 1, ..., N tokens.

    Raises:
        ValueError: If the scorer returns another number of scores, or one outside 0..1.
    """
    beginnings = [list(tokens[:count]) for count in range(len(tokens) + 1)]
    scores = np.asarray(scorer(beginnings), dtype=float)
    if scores.shape != (len(beginnings),):
        raise ValueError(f"the scorer must return one score a text, {len(beginnings)}; received shape {scores.shape}")
    if not ((scores >= 0) & (scores <= 1)).all():  # also refuses nan
        raise ValueError(
            f"scores must lie in 0..1; received {scores.min():.3g} to {scores.max():.3g}. Logits? Use a sigmoid."
        )
    return tuple(float(score) for score in scores)


def trace(scorer: Scorer, tokens: Sequence[str], most_tokens: int = MOST_TOKENS) -> Trace:
    """Follow the score through the first `most_tokens` tokens of a text."""
    shown = tuple(tokens[:most_tokens])
    return Trace(shown, running_scores(scorer, shown), len(tokens) - len(shown))


def describe(name: str, here: Trace) -> str:
    """Say in words what the figure shows; its alternative text."""
    text = f"{name}: the score is {here.scores[0]:.2f} before the first token and {here.scores[-1]:.2f} after the last of {len(here.tokens)}."
    if here.tokens:
        up, down = int(np.argmax(here.changes)), int(np.argmin(here.changes))
        for word, place in (("up", up), ("down", down)):
            change = here.changes[place]
            if (change > 0) == (word == "up") and change != 0:
                text += f" Furthest {word}, by {abs(change):.2f}: token {place + 1}, '{here.tokens[place]}'."
    if here.cut:
        text += f" {here.cut} more tokens are not shown."
    return text


def figure(name: str, here: Trace):
    """Draw the tokens, coloured by what each did to the score, above the score after each token."""
    rows = max(1, -(-len(here.tokens) // TOKENS_IN_A_ROW))
    drawing = plotting.new_figure(11.5, 3.3 + 0.42 * rows)
    words, line = drawing.subplots(2, 1, height_ratios=[0.42 * rows + 0.35, 2.4])
    _draw_tokens(words, here, rows)
    cut = f" (the first {len(here.tokens)} tokens)" if here.cut else ""
    words.set_title(f"{name}{cut}: orange tokens lower the score, blue ones raise it")
    _draw_scores(line, here)
    return drawing


def explore(scorer: Scorer, texts: Mapping[str, Sequence[str]], tokenize: Callable[[str], list[str]]) -> None:
    """Show the explorer: choose one of the texts, or type one of your own.

    Args:
        scorer: Takes a list of token lists, returns the probability of "positive" for each.
        texts: Name of a text -> its tokens; at least one.
        tokenize: Turns what the reader types into tokens.
    """
    controls = {
        "chosen": Choice("text", next(iter(texts)), list(texts)),
        "own": Line("or your own"),
    }

    def draw(chosen: str, own: str):
        typed = own.strip()
        name = "your text" if typed else chosen
        here = trace(scorer, tokenize(typed) if typed else texts[chosen])
        return figure(name, here), describe(name, here)

    show_explorer(controls, draw)


def _draw_tokens(axes, here: Trace, rows: int) -> None:
    from matplotlib.patches import Rectangle

    for place, (token, change) in enumerate(zip(here.tokens, here.changes, strict=True)):
        row, column = divmod(place, TOKENS_IN_A_ROW)
        corner = (column - 0.5, row - 0.45)
        axes.add_patch(Rectangle(corner, 1, 0.9, facecolor=colour_of(change), edgecolor="white", linewidth=1.5))
        axes.text(column, row, _shortened(token), ha="center", va="center", fontsize=9)
    axes.set(xlim=(-0.5, TOKENS_IN_A_ROW - 0.5), ylim=(rows - 0.5, -0.5))
    axes.set_axis_off()


def _draw_scores(axes, here: Trace) -> None:
    places = np.arange(len(here.scores))
    axes.axhline(0.5, color="#888888", linewidth=0.8, linestyle="--")
    axes.plot(places, here.scores, color=plotting.COLOURS["black"], marker="o", markersize=3, linewidth=1)
    axes.set(xlim=(-0.5, max(1, len(here.tokens)) + 0.5), ylim=(-0.03, 1.03))
    axes.set(xlabel="tokens read", ylabel="probability of positive", title="The score after each token")
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.spines[["top", "right"]].set_visible(False)


def colour_of(change: float) -> tuple[float, float, float]:
    """Mix white with blue (the score rose) or orange (it fell), more the larger the change."""
    from matplotlib.colors import to_rgb

    strength = min(1.0, abs(change) / FULL_COLOUR_AT)
    target = np.array(to_rgb(plotting.COLOURS["sky" if change > 0 else "orange"]))
    return tuple(float(part) for part in 1 - strength * (1 - target))


def _shortened(token: str) -> str:
    return token if len(token) <= LONGEST_SHOWN else token[: LONGEST_SHOWN - 1] + "…"
