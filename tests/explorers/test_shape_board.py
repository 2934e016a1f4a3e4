"""The shape board: its shapes by counting, its gradients against central differences and a hand-worked layer."""

import numpy as np
import pytest

from coursekit import gradients, plotting
from coursekit.explorers import shape_board
from coursekit.explorers.shape_board import ACTIVATIONS, INITIALISATIONS

SETTING = {"depth": 3, "width": 5, "batch": 4, "initialisation": "He, 2/n", "activation": "ReLU"}


@pytest.fixture
def data():
    rng = np.random.default_rng(0)
    return rng.normal(size=(8, 6)), np.array([0, 1, 2, 0, 1, 2, 0, 1])


def test_shapes(data):
    layers, _ = shape_board.board(*data, **SETTING)
    assert [layer.received for layer in layers] == [(4, 6), (4, 5), (4, 5)]
    assert [layer.weights for layer in layers] == [(6, 5), (5, 5), (5, 3)]
    assert [layer.bias for layer in layers] == [(5,), (5,), (3,)]
    assert [layer.sent for layer in layers] == [(4, 5), (4, 5), (4, 3)]


def test_zeros_guess_and_only_one_layer_has_a_gradient_by_hand(data):
    x, labels = np.array([[3.0, 4.0], [0.0, 0.0]]), np.array([0, 1])
    (layer,), loss = shape_board.board(x, labels, 1, 5, 2, "all zeros", "ReLU")
    assert loss == pytest.approx(np.log(2))
    # p - y is (-1/2, 1/2) / 2 for the first example, whose inputs have norm 5; the second has no inputs
    assert layer.gradient_norm == pytest.approx(5 * np.sqrt(2) / 4)
    assert layer.root_mean_square == 0


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_first_layer_gradient_against_central_differences(data, activation):
    x, labels = data
    layers, loss = shape_board.board(x, labels, 2, 5, 8, "He, 2/n", activation)
    rng = np.random.default_rng(0)
    w1 = np.sqrt(2 / 6) * rng.normal(size=(6, 5))
    w2 = np.sqrt(2 / 5) * rng.normal(size=(5, 3))

    def loss_of(w1):
        z = ACTIVATIONS[activation][0](x @ w1) @ w2
        return (np.log(np.exp(z).sum(axis=1)) - z[np.arange(8), labels]).mean()

    assert loss_of(w1) == pytest.approx(loss)
    assert layers[0].gradient_norm == pytest.approx(np.linalg.norm(gradients.central_difference(loss_of, w1)), rel=1e-6)


@pytest.mark.parametrize("initialisation", INITIALISATIONS)
def test_every_initialisation_can_be_drawn(data, initialisation):
    layers, loss = shape_board.board(*data, **(SETTING | {"initialisation": initialisation, "depth": 10}))
    drawing = shape_board.figure(layers, loss, initialisation, "ReLU")
    assert plotting.png_bytes(drawing, "a board").startswith(b"\x89PNG")
    texts = [cell.get_text().get_text() for cell in drawing.axes[0].tables[0].get_celld().values()]
    assert "(4, 6)" in texts and "(5, 3)" in texts
    assert drawing.axes[1].get_xlabel() and drawing.axes[1].get_ylabel()


def test_small_weights_let_gradients_vanish(data):
    small, _ = shape_board.board(*data, **(SETTING | {"initialisation": "deviation 0.01", "depth": 8, "width": 64}))
    he, _ = shape_board.board(*data, **(SETTING | {"depth": 8, "width": 64}))
    assert small[0].gradient_norm < 1e-6 * he[0].gradient_norm


def test_what_cannot_be_run_is_named(data):
    with pytest.raises(ValueError, match=r"received \(8, 6\) and \(3,\)"):
        shape_board.board(data[0], data[1][:3], **SETTING)
    with pytest.raises(ValueError, match="depth must be at least 1; received 0"):
        shape_board.board(*data, **(SETTING | {"depth": 0}))


def test_explore_without_a_notebook_says_the_picture_in_words(data, capsys):
    shape_board.explore(*data)
    said = capsys.readouterr().out
    assert "4 dense layers with ReLU" in said and "inputs (8, 6) become logits (8, 3)" in said
