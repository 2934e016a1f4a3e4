"""The memory tape: against Keras's own cell, numbers done by hand, and one output for every front end."""

import math

import numpy as np
import pytest

from coursekit.explorers import memory_tape
from coursekit.explorers.memory_tape import NOISE, STEPS, bias_of, describe, explore, figure, tape


def test_three_steps_by_hand():
    here = tape(0.5, 0.9, 0.5, 0.8)
    np.testing.assert_allclose(here.cells[:3], [0.8, 0.9 * 0.8 + 0.5 * 0.8, 0.9 * 1.12 - 0.5 * 0.6])
    assert here.outputs[0] == pytest.approx(0.5 * math.tanh(0.8))
    np.testing.assert_allclose(here.shares[:3], [1, 0.9, 0.81])
    assert len(here.cells) == len(here.outputs) == len(here.shares) == len(here.candidates) == STEPS


@pytest.mark.parametrize(("i", "f", "o", "g"), [(0.3, 0.73, 0.6, -0.5), (0.9, 0.2, 0.95, 0.7)])
def test_the_cell_is_keras_s(i, f, o, g):
    """The gates as biases of a Keras cell, the candidates as its input; the open gate of step 1 as a large one."""
    import keras

    cell = keras.layers.LSTMCell(1, dtype="float64")
    cell.build((1, 2))
    kernel = np.array([[0.0, 0, 1, 0], [50, 0, 0, 0]])  # the second input opens the input gate
    cell.set_weights([kernel, np.zeros((1, 4)), np.array([bias_of(i), bias_of(f), 0, bias_of(o)])])
    states, cells, outputs = [np.zeros((1, 1)), np.zeros((1, 1))], [], []
    for step, candidate in enumerate((g, *NOISE)):
        h, states = cell(np.array([[math.atanh(candidate), float(step == 0)]]), states)
        outputs.append(float(h[0, 0]))
        cells.append(float(states[1][0, 0]))
    here = tape(i, f, o, g)
    np.testing.assert_allclose(here.cells, cells, atol=1e-12)
    np.testing.assert_allclose(here.outputs, outputs, atol=1e-12)


def test_shares_are_the_slope_of_the_cell_state():
    up, down = tape(0.4, 0.8, 1, 0.51), tape(0.4, 0.8, 1, 0.49)
    slopes = (np.array(up.cells) - down.cells) / 0.02
    np.testing.assert_allclose(tape(0.4, 0.8, 1, 0.5).shares, slopes, rtol=1e-9)


def test_a_closed_and_a_full_memory():
    np.testing.assert_allclose(tape(0, 1, 1, 0.8).cells, [0.8] * STEPS)
    np.testing.assert_allclose(tape(1, 0, 0, 0.8).cells, [0.8, *NOISE])
    assert set(tape(1, 0, 0, 0.8).outputs) == {0.0}


def test_a_cell_that_writes_everything_hides_the_message():
    """The lesson says: in step 7 the cell state is negative, in step 12 positive, whichever message was written."""
    plus, minus = tape(1, 1, 1, 0.8).cells, tape(1, 1, 1, -0.8).cells
    assert plus[6] < 0 and minus[6] < 0
    assert plus[11] > 0 and minus[11] > 0


@pytest.mark.parametrize(
    ("state", "message"),
    [
        ((-0.1, 0.5, 0.5, 0), "input_gate must lie in 0..1"),
        ((0.1, 1.5, 0.5, 0), "forget_gate must lie in 0..1"),
        ((0.1, 0.5, 2, 0), "output_gate must lie in 0..1"),
        ((0.1, 0.5, 0.5, -2), "candidate must lie in -1..1"),
    ],
)
def test_what_no_gate_can_be_is_refused(state, message):
    with pytest.raises(ValueError, match=message):
        tape(*state)


def test_bias_of():
    assert bias_of(0.5) == 0
    assert bias_of(0.75) == pytest.approx(math.log(3))
    assert bias_of(0) == -math.inf and bias_of(1) == math.inf


def test_describe_says_gates_cells_and_what_is_left():
    text = describe(0.0, 0.5, 1.0, 0.8)
    assert "forget gate 0.50" in text and "the candidate 0.80 is written" in text
    assert "Cell state by step: 0.80, 0.40, 0.20," in text
    assert text.endswith(f"left there: {0.5**11:.2g}.")


@pytest.mark.parametrize("forget_gate", [0.0, 0.73, 1.0])
def test_figure_writes_every_number_and_names_its_axes(forget_gate):
    state = (0.2, forget_gate, 0.9, -0.7)
    drawing, here = figure(*state), tape(*state)
    upper, lower = drawing.axes[:2]
    shown = [text.get_text() for text in upper.texts]
    assert shown == [f"{value:.2f}" for row in (here.candidates, here.cells, here.outputs) for value in row]
    (line,) = [line for line in lower.lines if len(line.get_xdata()) == STEPS]
    np.testing.assert_allclose(line.get_ydata(), np.maximum(here.shares, memory_tape.LEAST))
    for axes in (upper, lower):
        assert axes.get_title() and axes.get_xlabel() and axes.get_ylabel()


def test_explore_hands_over_controls_and_a_drawing(monkeypatch):
    handed = {}
    monkeypatch.setattr(
        memory_tape, "show_explorer", lambda controls, draw: handed.update(controls=controls, draw=draw)
    )
    explore()
    state = {name: control.value for name, control in handed["controls"].items()}
    assert state == {"input_gate": 0.0, "forget_gate": 0.73, "output_gate": 1.0, "candidate": 0.8}
    drawing, alt = handed["draw"](**{**state, "forget_gate": 0.5})
    assert "forget gate 0.50" in drawing.get_suptitle()
    assert alt == describe(**{**state, "forget_gate": 0.5})


def test_explore_without_a_notebook_says_the_picture_in_words(capsys):
    explore()
    assert "Memory tape" in capsys.readouterr().out
