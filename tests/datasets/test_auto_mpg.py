"""Auto MPG: rows, missing horsepower, words for the origin."""

import pytest

from coursekit.datasets import SyntheticDataWarning, load_auto_mpg

COLUMNS = "mpg cylinders displacement horsepower weight acceleration model_year origin name".split()


@pytest.mark.real_data("auto_mpg")
def test_the_real_table(real, monkeypatch):
    table = load_auto_mpg()
    assert table.shape == (398, 9) and table.attrs["source"] == "mirror"
    assert table.isna().sum()[lambda counts: counts > 0].to_dict() == {"horsepower": 6}
    # UCI: 249 American, 70 European, 79 Japanese cars; 9.0 to 46.6 miles per gallon
    assert table["origin"].value_counts().to_dict() == {"usa": 249, "japan": 79, "europe": 70}
    assert (table["mpg"].min(), table["mpg"].max()) == (9.0, 46.6)
    monkeypatch.delenv("COURSEKIT_DATA")
    with pytest.warns(SyntheticDataWarning):
        assert load_auto_mpg("smoke").dtypes.to_dict() == table.dtypes.to_dict()


def test_the_twin_has_the_real_one_s_form_and_flaws():
    with pytest.warns(SyntheticDataWarning, match="auto_mpg"):
        twin, again = load_auto_mpg("smoke"), load_auto_mpg("smoke")
    assert list(twin.columns) == COLUMNS and twin.equals(again) and twin.attrs["source"] == "synthetic"
    assert twin["horsepower"].isna().sum() == 3 and set(twin["origin"]) == {"usa", "europe", "japan"}
    assert twin["mpg"].corr(twin["weight"]) < -0.8
