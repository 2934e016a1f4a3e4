"""Only the one word that means missing is missing."""

from coursekit.datasets.tables import read_csv, with_source

CONTENT = b"a,b,c\n1,NA,null\n,x,None\n3,nan,NA\n"


def test_only_the_named_word_is_missing():
    table = read_csv(CONTENT, missing="NA", source="mirror")
    assert table["b"].isna().tolist() == [True, False, False]
    assert table["c"].tolist()[:2] == ["null", "None"]
    assert table.attrs["source"] == "mirror"


def test_empty_can_be_the_missing_word():
    table = read_csv(CONTENT, missing="", source="store")
    assert table["a"].isna().tolist() == [False, True, False]
    assert table["b"].tolist() == ["NA", "x", "nan"]
    assert with_source(table, "keras").attrs == {"source": "keras"}
