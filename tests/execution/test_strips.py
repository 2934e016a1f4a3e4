"""Where a strip puts band, recorded values and this run's value, by hand."""

import math

import pytest

from coursekit.execution.bands import Band
from coursekit.execution.strips import LEFT, RIGHT, band_text, describe, number_text, strip, value_text


def band(low, high, *values):
    values = values or (low,)
    return Band("cnn", "accuracy", "tensorflow", "cpu", "cpu", low, high, tuple(range(len(values))), values)


def test_a_linear_strip_has_the_band_from_a_fifth_to_four_fifths():
    laid = strip(band(0.6, 0.8, 0.65, 0.8), 0.7)
    assert (laid.scale, laid.start, laid.width, laid.arrow, laid.ends) == ("linear", 20, 60, "", ("0.6", "0.8"))
    assert laid.dot == pytest.approx(50) and laid.ticks == pytest.approx((35, 80))


def test_what_lies_a_little_outside_is_still_placed_and_what_lies_far_out_is_an_arrow():
    assert strip(band(0.6, 0.8), 0.84).dot == pytest.approx(92)
    assert strip(band(0.6, 0.8), 0.56).dot == pytest.approx(8)
    for value, arrow in ((0.1, "left"), (17.0, "right"), (math.inf, "right"), (-math.inf, "left")):
        laid = strip(band(0.6, 0.8), value)
        assert (laid.dot, laid.arrow) == (None, arrow)


@pytest.mark.parametrize("value", [None, math.nan])
def test_no_number_no_dot(value):
    laid = strip(band(0.6, 0.8), value)
    assert (laid.dot, laid.arrow) == (None, "")


def test_a_band_of_zero_width_stands_in_the_middle():
    laid = strip(band(4421.0, 4421.0), 4421)
    assert (laid.scale, laid.dot, laid.ticks, laid.ends) == ("exact", 50, (50,), ("exactly 4,421",))
    assert laid.width > 0 and laid.start + laid.width / 2 == 50
    assert strip(band(4421.0, 4421.0), 4422).arrow == "right"
    assert strip(band(4421.0, 4421.0), 4420).arrow == "left"


def test_orders_of_magnitude_get_a_log_scale():
    laid = strip(band(1e-6, 1e-2, 1e-5), 1e-4)
    assert laid.scale == "log" and laid.broken_until is None
    assert (laid.dot, *laid.ticks) == pytest.approx((50, 35))


def test_a_log_scale_from_zero_has_a_break():
    """From 1e-4, the power of ten below the smallest value, to 1 are four powers of ten, over 52% of the width."""
    laid = strip(band(0.0, 1.0, 3e-4, 0.0), 1e-2)
    assert (laid.scale, laid.broken_until) == ("log", 28)
    assert laid.dot == pytest.approx(54) and laid.ticks[1] == LEFT and 28 < laid.ticks[0] < laid.dot
    assert strip(band(0.0, 1.0, 3e-4), 0.0).dot == LEFT
    assert strip(band(0.0, 1.0, 3e-4), 1.0).dot == RIGHT
    assert strip(band(0.0, 1.0, 3e-4), -0.1).arrow == "left"
    assert strip(band(0.0, 1.0, 3e-4), 1e9).arrow == "right"


def test_a_band_below_zero_and_one_of_two_powers_of_ten_stay_linear():
    assert strip(band(-1.0, 1000.0, 0.001), 5).scale == "linear"
    assert strip(band(0.0, 1.0, 0.02), 0.5).scale == "linear"
    assert strip(band(0.0, 1.0, 0.0), 0.0).scale == "linear"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (122570.0, "122,570"),
        (122570, "122,570"),
        (0.0112, "0.0112"),
        (2.3e-15, "2.3e-15"),
        (0.382176717, "0.382176717"),
    ],
)
def test_numbers_as_people_read_them(number, text):
    assert number_text(number) == text


def test_a_value_has_six_digits_or_as_many_as_show_its_side():
    assert value_text(0.7123456789) == "0.712346"
    assert value_text(0.7123456789, band(0.6, 0.8)) == "0.712346"
    assert value_text(0.8000000001, band(0.6, 0.8)) == "0.8000000001"
    assert value_text(math.nan, band(0.6, 0.8)) == "nan" and value_text("nan") == "nan"
    assert value_text(3) == "3" and value_text(10.0) == "10"


def test_words_for_those_who_cannot_see_it():
    here = band(0.6, 0.8, 0.65, 0.7)
    assert describe(strip(here), here) == "band 0.6 to 0.8; recorded with seeds 0, 1: 0.65, 0.7; linear scale"
    assert band_text(band(31.0, 31.0)) == "band exactly 31"
