"""Turn the queries and keys of three tokens and read who looks at whom, with and without scaling and masks.

Queries and keys are arrows in a plane, all equally long. `attend` is the model; `explore` shows it with controls.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coursekit import plotting
from coursekit.explorers.view import Choice, Slider, Toggle, show_explorer

TOKENS = 3
WIDTH = 2  # numbers in a query or key
NO_MASK, BEFORE, AFTER = "none", "causal, before the softmax", "causal, multiplied after it"
MASKS = (NO_MASK, BEFORE, AFTER)
QUERY_DEGREES, KEY_DEGREES = (15, 75, 150), (0, 60, 120)  # no query halfway between two keys
MINUS = "−"


@dataclass(frozen=True)
class Attention:
    """Who looks at whom.

    Attributes:
        queries: (3, 2), one row a token.
        keys: (3, 2).
        logits: (3, 3), row: query, column: key; -inf where a mask before the softmax forbids.
        weights: (3, 3), what the values are multiplied by.
    """

    queries: np.ndarray
    keys: np.ndarray
    logits: np.ndarray
    weights: np.ndarray

    @property
    def row_sums(self) -> np.ndarray:
        """What the weights of each query add up to, (3,); 1 unless a mask came too late."""
        return self.weights.sum(axis=1)


def arrows(degrees: Sequence[float], length: float) -> np.ndarray:
    """Return one arrow a row, (N, 2), turned anticlockwise from the horizontal axis."""
    radians = np.radians(np.asarray(degrees, dtype=float))
    return length * np.stack([np.cos(radians), np.sin(radians)], axis=1)


def attend(
    query_degrees: Sequence[float],
    key_degrees: Sequence[float],
    length: float = 1.0,
    scaled: bool = True,
    mask: str = NO_MASK,
) -> Attention:
    """Compute logits and weights of three tokens.

    Args:
        query_degrees: Directions of the three queries.
        key_degrees: Directions of the three keys.
        length: Of each arrow, > 0.
        scaled: Whether the dot products are divided by the root of 2, the width of a query.
        mask: One of MASKS.

    Raises:
        ValueError: If the mask is unknown.
    """
    if mask not in MASKS:
        raise ValueError(f"mask must be one of {', '.join(map(repr, MASKS))}; received {mask!r}")
    queries, keys = arrows(query_degrees, length), arrows(key_degrees, length)
    logits = queries @ keys.T / (math.sqrt(WIDTH) if scaled else 1.0)
    allowed = np.tri(TOKENS, dtype=bool)
    if mask == BEFORE:
        logits = np.where(allowed, logits, -np.inf)
    weights = np.exp(logits - logits.max(axis=1, keepdims=True))
    weights /= weights.sum(axis=1, keepdims=True)
    if mask == AFTER:
        weights = weights * allowed
    return Attention(queries, keys, logits, weights)


def describe(seen: Attention, scaled: bool, mask: str) -> str:
    """Say in words what the figure shows; its alternative text."""
    lines = [f"Attention of three tokens, {'scaled' if scaled else 'not scaled'}, mask: {mask}."]
    for token in range(TOKENS):
        weights = ", ".join(f"{weight:.3f}" for weight in seen.weights[token])
        lines.append(f"Query {token + 1} has weights {weights}, sum {seen.row_sums[token]:.3f}.")
    return " ".join(lines)


def figure(seen: Attention, scaled: bool, mask: str):
    """Draw the arrows, and beside them the map of weights with each row's sum."""
    drawing = plotting.new_figure(10.5, 4.6)
    plane, board = drawing.subplots(1, 2)
    _draw_arrows(plane, seen)
    picture = _draw_weights(board, seen)
    drawing.colorbar(picture, ax=board, label="weight (share of 1)", shrink=0.8, pad=0.16)
    drawing.suptitle(f"{'Scaled' if scaled else 'Not scaled'}, mask: {mask}")
    return drawing


def explore(
    query_degrees: Sequence[float] = QUERY_DEGREES, key_degrees: Sequence[float] = KEY_DEGREES, length: float = 2.0
) -> None:
    """Show the explorer: turn each query and key, choose their length, the scaling and the mask.

    Args:
        query_degrees: Directions of the three queries to begin with, multiples of 15 from 0 to 345.
        key_degrees: Directions of the three keys to begin with.
        length: Of all arrows to begin with, 1 to 8.
    """
    controls = {}
    for token in range(TOKENS):
        for kind, degrees in (("query", query_degrees), ("key", key_degrees)):
            label = f"{kind} {token + 1} (degrees)"
            controls[f"{kind}_{token + 1}"] = Slider(label, degrees[token], low=0, high=345, step=15)
    controls["length"] = Slider("length of all arrows", length, low=1.0, high=8.0, step=0.5)
    controls["scaled"] = Toggle("divide by √2, the root of the width", True)
    controls["mask"] = Choice("mask", NO_MASK, MASKS)

    def draw(length: float, scaled: bool, mask: str, **degrees: float):
        queries, keys = ([degrees[f"{kind}_{token + 1}"] for token in range(TOKENS)] for kind in ("query", "key"))
        seen = attend(queries, keys, length, scaled, mask)
        return figure(seen, scaled, mask), describe(seen, scaled, mask)

    show_explorer(controls, draw)


def _draw_arrows(axes, seen: Attention) -> None:
    reach = 1.35 * np.abs(np.linalg.norm(seen.queries, axis=1)).max()
    for name, ends, colour, style in (("q", seen.queries, "blue", "-"), ("k", seen.keys, "vermillion", "--")):
        for token, (x, y) in enumerate(ends, start=1):
            look = {"arrowstyle": "-|>", "color": plotting.COLOURS[colour], "linestyle": style, "linewidth": 1.8}
            axes.annotate("", (x, y), (0, 0), arrowprops=look)
            out = 1.1 if name == "q" else 1.24  # two arrows of one direction: their names stand one behind the other
            place = (out * x, out * y)
            axes.annotate(f"{name}{token}", place, ha="center", va="center", color=plotting.COLOURS[colour])
    axes.set(xlim=(-reach, reach), ylim=(-reach, reach), aspect="equal")
    axes.set(title="queries q (solid) and keys k (dashed)", xlabel="first number", ylabel="second number")
    axes.grid(True, color="#DDDDDD", linewidth=0.6)


def _draw_weights(axes, seen: Attention):
    picture = axes.imshow(seen.weights, cmap="Blues", vmin=0, vmax=1)
    for (row, column), weight in np.ndenumerate(seen.weights):
        logit = seen.logits[row, column]
        said = f"{round(logit, 2) + 0.0:.2f}" if np.isfinite(logit) else "-∞"  # + 0.0: no minus before a zero
        text = f"{weight:.3f}\nlogit {said}".replace("-", MINUS)
        axes.text(column, row, text, ha="center", va="center", color="white" if weight > 0.55 else "black")
    for row, total in enumerate(seen.row_sums):
        axes.text(TOKENS - 0.42, row, f"sum\n{total:.3f}", va="center", ha="left", fontsize=9)
    names = [str(token + 1) for token in range(TOKENS)]
    axes.set_xticks(range(TOKENS), names)
    axes.set_yticks(range(TOKENS), names)
    axes.set(title="weights", xlabel="key: who is looked at (token)", ylabel="query: who looks (token)")
    return picture
