"""Adult: missing values, sentinels, repeats and labels as its authors and the mirror's notes say."""

import pytest

from coursekit.datasets import SyntheticDataWarning, load_adult, load_adult_raw
from coursekit.datasets.adult import COLUMNS


@pytest.mark.real_data("adult")
def test_the_real_tables(real):
    data = load_adult()
    assert data.source == "mirror"
    assert (len(data.train), len(data.test)) == (32_561, 16_281)
    missing = {"workclass": 1836, "occupation": 1843, "native-country": 583}
    assert data.train.isna().sum()[lambda counts: counts > 0].to_dict() == missing
    missing = {"workclass": 963, "occupation": 966, "native-country": 274}
    assert data.test.isna().sum()[lambda counts: counts > 0].to_dict() == missing
    assert (data.train["capital-gain"] == 99999).sum() == 159
    assert data.train.duplicated().sum() == 24
    # adult.names: 24.08% and 23.62% earn more
    assert data.train["income"].value_counts().to_dict() == {"<=50K": 24_720, ">50K": 7_841}
    assert data.test["income"].value_counts().to_dict() == {"<=50K": 12_435, ">50K": 3_846}


@pytest.mark.real_data("adult")
def test_the_columns_are_those_of_the_authors_and_so_are_their_values(real):
    described = {}
    for line in (real / "adult" / "adult.names").read_text().splitlines():
        name, colon, values = line.partition(":")
        if colon and not line.startswith("|"):
            described[name] = [value.strip() for value in values.strip(" .").split(",")]
    assert [*described, "income"] == COLUMNS
    train = load_adult().train
    for name, values in described.items():
        if values == ["continuous"]:
            assert train[name].dtype.kind == "i", name
        else:
            assert set(train[name].dropna()) <= set(values), name


def test_a_hand_made_mirror(small):
    data = load_adult()
    assert data.train["income"].tolist() == ["<=50K", ">50K"] and data.test["income"].tolist() == [">50K"]
    assert data.train["workclass"].tolist() == ["State-gov"] * 2
    assert data.train["occupation"].isna().all() and data.test["native-country"].isna().all()
    assert data.train["age"].tolist() == [39, 39]


@pytest.mark.real_data("adult")
def test_the_twin_has_the_real_one_s_types(real, monkeypatch):
    types = load_adult().train.dtypes.to_dict()
    monkeypatch.delenv("COURSEKIT_DATA")
    with pytest.warns(SyntheticDataWarning):
        twin = load_adult("smoke")
    assert twin.train.dtypes.to_dict() == twin.test.dtypes.to_dict() == types


def test_the_twin_has_the_real_one_s_form_and_flaws():
    with pytest.warns(SyntheticDataWarning, match="adult"):
        twin = load_adult("smoke")
    assert twin.source == "synthetic"
    for table in (twin.train, twin.test):
        assert list(table.columns) == COLUMNS
        assert table["occupation"].isna().any() and (table["capital-gain"] == 99999).any() and table.duplicated().any()
        assert set(table["income"]) == {"<=50K", ">50K"}
    assert not twin.train.head(50).equals(twin.test.head(50))
    with pytest.warns(SyntheticDataWarning):
        assert load_adult("smoke").train.equals(twin.train)


@pytest.mark.real_data("adult")
def test_the_raw_table_is_the_file_s_text(real):
    raw = load_adult_raw()
    lines = (real / "adult" / "adult.data").read_text().splitlines()
    assert raw.shape == (32_561, 15) and list(raw.columns) == COLUMNS
    for row in (0, 27, 32_560):
        assert ",".join(raw.iloc[row]) == lines[row]
    assert (raw["workclass"] == " ?").sum() == 1836 and not raw.isna().any(axis=None)


def test_the_raw_table_of_a_hand_made_mirror(small):
    raw = load_adult_raw()
    assert raw.attrs["source"] == "mirror"
    assert raw["occupation"].tolist() == [" ?", " ?"] and raw["age"].tolist() == ["39", "39"]
    assert raw["income"].tolist() == [" <=50K", " >50K"]


def test_the_raw_twin_is_the_twin_in_text():
    with pytest.warns(SyntheticDataWarning, match="adult"):
        raw = load_adult_raw("smoke")
    with pytest.warns(SyntheticDataWarning):
        twin = load_adult("smoke").train
    assert raw.attrs["source"] == "synthetic" and list(raw.columns) == COLUMNS
    assert ((raw["occupation"] == " ?") == twin["occupation"].isna()).all()
    assert raw["age"].astype(int).tolist() == twin["age"].tolist()
    assert raw.map(lambda cell: type(cell) is str).all(axis=None)
