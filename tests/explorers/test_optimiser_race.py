"""The optimiser race: its walks against Keras's optimisers, its gradients against differences, and the view's controls."""

import keras
import numpy as np
import pytest

from coursekit import gradients, plotting
from coursekit.explorers import optimiser_race
from coursekit.explorers.optimiser_race import OPTIMISERS, STYLES, SURFACES

VALLEY = "valley, 100 times steeper across"
# Rate, momentum and beta_2 that float32 holds exactly: Keras rounds them to it even where weights are float64.
RATE, MOMENTUM, BETA_2 = 2.0**-10, 0.875, 1 - 2.0**-10
BY_KERAS = {
    "gradient descent": lambda: keras.optimizers.SGD(RATE),
    "heavy ball": lambda: keras.optimizers.SGD(RATE, momentum=MOMENTUM),
    "Nesterov": lambda: keras.optimizers.SGD(RATE, momentum=MOMENTUM, nesterov=True),
    "RMSProp": lambda: keras.optimizers.RMSprop(RATE, rho=optimiser_race.RHO),
    "Adam": lambda: keras.optimizers.Adam(RATE, beta_1=MOMENTUM, beta_2=BETA_2),
}


@pytest.mark.parametrize("surface", SURFACES)
def test_gradients_are_those_of_the_loss(surface):
    ground = SURFACES[surface]
    for point in np.random.default_rng(0).uniform(-1.5, 1.5, size=(5, 2)):
        assert gradients.check_gradient(lambda w: ground.loss(*w), point, ground.gradient(point)).ok


@pytest.mark.parametrize("surface", SURFACES)
def test_minima_are_where_the_loss_is_lowest_and_flat(surface):
    ground = SURFACES[surface]
    for place in ground.minima:
        assert ground.loss(*place) == ground.lowest
        np.testing.assert_allclose(ground.gradient(np.array(place)), 0, atol=1e-15)


def test_start_and_minima_lie_on_the_map():
    for ground in SURFACES.values():
        left, right, low, high = ground.view
        for x, y in (ground.start, *ground.minima):
            assert left < x < right and low < y < high


@pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning")
@pytest.mark.parametrize("name", OPTIMISERS)
def test_a_walk_is_keras_s_walk(name, monkeypatch):
    monkeypatch.setattr(optimiser_race, "BETA_2", BETA_2)
    surface = "Rosenbrock's banana"
    places = optimiser_race.race(surface, [name], RATE, MOMENTUM, steps=20)[name]
    variable = keras.Variable(SURFACES[surface].start, dtype="float64")
    optimiser = BY_KERAS[name]()
    for place in places:
        theirs = keras.ops.convert_to_numpy(variable)
        np.testing.assert_allclose(place, theirs, rtol=1e-10)
        gradient = SURFACES[surface].gradient(np.array(theirs))
        optimiser.apply([keras.ops.convert_to_tensor(gradient, dtype="float64")], [variable])


def test_gradient_descent_in_the_valley_by_hand():
    places = optimiser_race.race(VALLEY, ["gradient descent"], rate=0.01, momentum=0.9, steps=2)["gradient descent"]
    np.testing.assert_allclose(places, [[-1.2, 0.5], [-1.188, 0.0], [-1.17612, 0.0]], atol=1e-15)


def test_who_leaves_the_valley_at_which_rate_as_the_lesson_answers():
    limits = {"gradient descent": 2 / 100, "heavy ball": 2 * 1.9 / 100, "Nesterov": 2 * 1.9 / (1 + 2 * 0.9) / 100}
    for exponent in np.arange(-2.0, 0.05, 0.1):
        paths = optimiser_race.race(VALLEY, list(OPTIMISERS), 10**exponent, 0.9)
        gone = {name for name, places in paths.items() if optimiser_race.lost(places)}
        assert gone == {name for name, limit in limits.items() if 10**exponent > limit}


def test_on_the_saddle_those_leave_first_who_divide_by_the_gradient_s_size():
    paths = optimiser_race.race("saddle", list(OPTIMISERS), 0.01, 0.9)
    first = {name: np.argmax(np.abs(places[:, 1]) > 0.5) for name, places in paths.items()}  # 0: never
    assert first["gradient descent"] == 0
    assert first["RMSProp"] < first["Adam"] < 50 < 95 < min(first["heavy ball"], first["Nesterov"])


def test_heavy_ball_without_momentum_is_gradient_descent_and_with_too_much_hardly_falls():
    none, much = (optimiser_race.race(VALLEY, list(OPTIMISERS), 0.01, momentum) for momentum in (0.0, 0.99))
    np.testing.assert_array_equal(none["heavy ball"], none["gradient descent"])
    np.testing.assert_array_equal(none["Nesterov"], none["gradient descent"])
    assert optimiser_race.excess(VALLEY, much["heavy ball"])[-1] > 2


def test_a_walk_that_leaves_is_called_off_and_said_so():
    places = optimiser_race.race(VALLEY, ["gradient descent"], rate=0.1, momentum=0, steps=50)["gradient descent"]
    assert optimiser_race.lost(places) and len(places) == 3  # 0.5 -> -4.5 -> 40.5
    assert "gradient descent left the surface after 2 steps" in optimiser_race.describe(
        VALLEY, ["gradient descent"], 0.1, 0.0
    )


def test_one_step_is_no_plural():
    assert "left the surface after 1 step." in optimiser_race.describe(VALLEY, ["gradient descent"], 1.0, 0.0)


def test_excess_is_zero_at_the_minima():
    np.testing.assert_array_equal(optimiser_race.excess("saddle", np.array([[0.0, 1], [0, -1]])), [0, 0])
    np.testing.assert_array_equal(optimiser_race.excess("saddle", np.array([[0.0, 0]])), [0.25])


def test_describe_says_rate_momentum_and_ends():
    text = optimiser_race.describe(VALLEY, ["heavy ball", "Adam"], 0.01, 0.9)
    assert "learning rate 0.01 and momentum 0.90" in text
    assert "heavy ball ended" in text and "Adam ended" in text and "Nesterov" not in text
    assert "no optimiser is chosen" in optimiser_race.describe(VALLEY, [], 0.01, 0.9)


def test_each_optimiser_has_a_look_of_its_own():
    assert set(STYLES) == set(OPTIMISERS)
    assert len({colour for colour, _ in STYLES.values()}) == len(STYLES)


@pytest.mark.parametrize("surface", SURFACES)
def test_figure_draws_the_walks(surface):
    names = ["gradient descent", "Adam"]
    drawing = optimiser_race.figure(surface, names, 0.001, 0.9, steps=30)
    paths = optimiser_race.race(surface, names, 0.001, 0.9, steps=30)
    left, right = drawing.axes
    drawn = [line.get_xydata() for line in left.lines if len(line.get_xydata()) > 1]
    for line, places in zip(drawn, paths.values(), strict=True):
        np.testing.assert_array_equal(line, places)
    assert [text.get_text() for text in right.get_legend().get_texts()] == names
    assert all(axes.get_title() and axes.get_xlabel() and axes.get_ylabel() for axes in (left, right))
    assert plotting.png_bytes(drawing, "paths").startswith(b"\x89PNG")


def test_figure_without_optimisers_and_with_a_lost_one():
    assert optimiser_race.figure(VALLEY, [], 0.01, 0.9).axes[1].get_legend() is None
    lost = optimiser_race.figure(VALLEY, ["gradient descent"], 1.0, 0.0)
    assert "left the surface" in lost.axes[1].get_legend().get_texts()[0].get_text()
    assert plotting.png_bytes(lost, "gone").startswith(b"\x89PNG")


def test_explore_hands_over_controls_that_draw(monkeypatch):
    handed = {}
    monkeypatch.setattr(optimiser_race, "show_explorer", lambda controls, draw: handed.update(c=controls, d=draw))
    optimiser_race.explore("saddle")
    state = {name: control.value for name, control in handed["c"].items()}
    assert state == {
        "surface": "saddle",
        "exponent": -2.0,
        "momentum": 0.9,
        "gradient_descent": True,
        "heavy_ball": True,
        "Nesterov": True,
        "RMSProp": False,
        "Adam": True,
    }
    drawing, alt = handed["d"](**state)
    assert len(drawing.axes) == 2
    names = ["gradient descent", "heavy ball", "Nesterov", "Adam"]
    assert alt == optimiser_race.describe("saddle", names, 0.01, 0.9)


def test_explore_without_a_notebook_says_the_picture_in_words(capsys):
    optimiser_race.explore()
    assert "Paths over the surface" in capsys.readouterr().out
