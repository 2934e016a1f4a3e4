"""An LSTM cell of one unit with gates held fixed: what is written in step 1, and what is left of it later.

`tape` is the model; `explore` shows it with a slider for each gate and for the candidate.
"""

import math
from dataclasses import dataclass

from coursekit import plotting
from coursekit.explorers.view import Slider, show_explorer

# The candidates of steps 2, 3, ... Their sum swings from -1.65 to 1.05, further than a message of 0.8: added up, they hide it.
NOISE = (0.8, -0.6, -0.9, -0.75, 0.6, -0.8, 0.9, 0.7, 0.9, -0.5, 0.7)
STEPS = 1 + len(NOISE)
ROWS = ("candidate", "cell state c", "output h")
LEAST = 1e-4  # of a share, on the logarithmic axis


@dataclass(frozen=True)
class Tape:
    """What the cell does, step by step.

    Attributes:
        candidates: g of each step; the first one is the message, the others are noise.
        cells: c after each step.
        outputs: h after each step.
        shares: How much of the message is left in c after each step: its derivative, i in step 1, then times f a step.
    """

    candidates: tuple[float, ...]
    cells: tuple[float, ...]
    outputs: tuple[float, ...]
    shares: tuple[float, ...]


def tape(input_gate: float, forget_gate: float, output_gate: float, candidate: float) -> Tape:
    """Run the cell from c = 0: c = f c + i g, h = o tanh(c).

    In step 1 the input gate is open, so that the message is written whole; from step 2 on it has the value given.

    Args:
        input_gate: i from step 2 on, 0 to 1.
        forget_gate: f, 0 to 1: the share of c that stays.
        output_gate: o, 0 to 1.
        candidate: g of step 1, -1 to 1.

    Raises:
        ValueError: If a gate lies outside 0..1 or the candidate outside -1..1.
    """
    for name, gate in (("input_gate", input_gate), ("forget_gate", forget_gate), ("output_gate", output_gate)):
        if not 0 <= gate <= 1:
            raise ValueError(f"{name} must lie in 0..1, as a sigmoid does; received {gate}")
    if not -1 <= candidate <= 1:
        raise ValueError(f"candidate must lie in -1..1, as a tanh does; received {candidate}")
    candidates = (candidate, *NOISE)
    cells, c = [], 0.0
    for step, g in enumerate(candidates):
        c = forget_gate * c + (1.0 if step == 0 else input_gate) * g
        cells.append(c)
    outputs = tuple(output_gate * math.tanh(c) for c in cells)
    return Tape(candidates, tuple(cells), outputs, tuple(forget_gate**step for step in range(STEPS)))


def bias_of(gate: float) -> float:
    """Return the pre-activation at which a sigmoid gate has this value: log(gate / (1 - gate)); infinite at 0 and 1."""
    if gate in (0, 1):
        return math.inf if gate else -math.inf
    return math.log(gate / (1 - gate))


def describe(input_gate: float, forget_gate: float, output_gate: float, candidate: float) -> str:
    """Say in words what the figure shows; its alternative text."""
    here = tape(input_gate, forget_gate, output_gate, candidate)
    gates = f"input gate {input_gate:.2f} from step 2 on, forget gate {forget_gate:.2f}, output gate {output_gate:.2f}"
    cells = ", ".join(f"{c:.2f}" for c in here.cells)
    return (
        f"Memory tape with {gates}; in step 1 the candidate {candidate:.2f} is written. Cell state by step: {cells}. "
        f"Output after step {STEPS}: {here.outputs[-1]:.2f}. Share of the message left there: {here.shares[-1]:.2g}."
    )


def figure(input_gate: float, forget_gate: float, output_gate: float, candidate: float):
    """Draw candidates, cell states and outputs as a tape of cells, and below it what is left of the message."""
    here = tape(input_gate, forget_gate, output_gate, candidate)
    drawing = plotting.new_figure(10.5, 5.2)
    upper, lower = drawing.subplots(2, 1, height_ratios=[1.25, 1])
    _draw_tape(upper, here)
    _draw_shares(lower, here, forget_gate)
    drawing.suptitle(
        f"forget gate {forget_gate:.2f} (pre-activation {bias_of(forget_gate):.2f}), "
        f"input gate {input_gate:.2f}, output gate {output_gate:.2f}"
    )
    return drawing


def explore() -> None:
    """Show the explorer: three gates and the message."""
    controls = {
        "input_gate": Slider("input gate, from step 2", 0.0, low=0.0, high=1.0, step=0.01),
        "forget_gate": Slider("forget gate", 0.73, low=0.0, high=1.0, step=0.01),
        "output_gate": Slider("output gate", 1.0, low=0.0, high=1.0, step=0.01),
        "candidate": Slider("candidate in step 1", 0.8, low=-1.0, high=1.0, step=0.05),
    }

    def draw(**state):
        return figure(**state), describe(**state)

    show_explorer(controls, draw)


def _draw_tape(axes, here: Tape) -> None:
    import numpy as np

    rows = np.array([here.candidates, here.cells, here.outputs])  # (3, STEPS)
    picture = axes.imshow(rows, cmap="PuOr", vmin=-2.5, vmax=2.5, aspect="auto", extent=(0.5, STEPS + 0.5, 2.5, -0.5))
    for (row, step), value in np.ndenumerate(rows):
        axes.text(
            step + 1, row, f"{value:.2f}", ha="center", va="center", color="white" if abs(value) > 1.3 else "black"
        )
    axes.set_yticks(range(3), ROWS)
    axes.set(
        xticks=range(1, STEPS + 1), xlabel="step", ylabel="what", title="the tape: step 1 writes, the rest is noise"
    )
    axes.figure.colorbar(picture, ax=axes, label="value")


def _draw_shares(axes, here: Tape, forget_gate: float) -> None:
    steps = range(1, STEPS + 1)
    axes.semilogy(steps, [max(share, LEAST) for share in here.shares], "o-", color=plotting.COLOURS["blue"])
    axes.axhline(0.5, color=plotting.COLOURS["vermillion"], linestyle="--", label="half")
    axes.set(xlim=(0.5, STEPS + 0.5), ylim=(LEAST, 1.5), xticks=steps)
    axes.set(title=f"what is left of the message: {forget_gate:.2f} to the power of the steps since", xlabel="step")
    axes.set_ylabel("share (1 = all)")
    axes.legend(loc="lower left")
