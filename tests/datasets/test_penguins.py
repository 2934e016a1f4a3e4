"""Palmer penguins: counts as published, missing values missing."""

import pytest

from coursekit.datasets import SyntheticDataWarning, load_penguins, load_penguins_raw


@pytest.mark.real_data("penguins")
def test_the_real_table(real):
    table = load_penguins()
    assert table.shape == (344, 8) and table.attrs["source"] == "mirror"
    assert table["species"].value_counts().to_dict() == {"Adelie": 152, "Gentoo": 124, "Chinstrap": 68}
    measures = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]
    assert table.isna().sum()[lambda counts: counts > 0].to_dict() == {**dict.fromkeys(measures, 2), "sex": 11}
    assert set(table.loc[table["species"] == "Gentoo", "island"]) == {"Biscoe"}


@pytest.mark.real_data("penguins")
def test_the_real_raw_table(real):
    table = load_penguins_raw()
    assert table.shape == (344, 17)
    missing = table.isna().sum()
    assert (missing["Sex"], missing["Delta 15 N (o/oo)"], missing["Delta 13 C (o/oo)"]) == (11, 14, 13)
    assert missing["Comments"] == 290 and missing["Culmen Length (mm)"] == 2
    tidy = load_penguins()
    assert tidy["body_mass_g"].equals(table["Body Mass (g)"].rename("body_mass_g"))


def test_a_hand_made_mirror(small):
    table = load_penguins()
    assert table["species"].tolist() == ["Adelie", "None"]  # "None" is a word here, not a missing value
    assert table["island"].isna().tolist() == [False, True]
    assert table["bill_length_mm"].tolist()[0] == 39.1 and table["sex"].isna().tolist() == [False, True]
    assert load_penguins_raw()["Comments"].isna().all()


@pytest.mark.real_data("penguins")
@pytest.mark.parametrize("load", [load_penguins, load_penguins_raw])
def test_the_twin_has_the_real_one_s_columns_and_types(real, monkeypatch, load):
    table = load()
    monkeypatch.delenv("COURSEKIT_DATA")
    with pytest.warns(SyntheticDataWarning):
        twin = load("smoke")
    assert twin.dtypes.to_dict() == table.dtypes.to_dict()


@pytest.mark.parametrize("load", [load_penguins, load_penguins_raw])
def test_the_twin_has_flaws_and_is_the_same_each_time(load):
    with pytest.warns(SyntheticDataWarning, match="penguins"):
        twin, again = load("smoke"), load("smoke")
    assert twin.equals(again) and twin.attrs["source"] == "synthetic"
    assert twin.isna().any().any() and len(twin) == 120
