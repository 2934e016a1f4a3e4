from coursekit.grading.feedback.catalogue import catalogue
from coursekit.grading.repair.mends import MENDS_SHOWN, Mend, mend, shortened


def test_every_sentence_names_file_and_what_to_do():
    for key, sentence in catalogue("en").items():
        if key.startswith("mend.") and key != "mend.and_more":
            assert "{file}" in sentence and sentence.endswith("."), key


def test_a_mend_is_plain_data_and_back():
    one = mend("renamed", "a\u202eb.ipynb", expected="b.ipynb")
    assert Mend.from_dict(one.as_dict()) == one
    assert one.text.isprintable() and one.cell is None


def test_shortening_says_how_many_are_left():
    mends = [mend("empty", str(number)) for number in range(MENDS_SHOWN + 2)]
    kept = shortened(mends)
    assert len(kept) == MENDS_SHOWN and "3 more" in kept[-1].text
    assert shortened(mends[:3]) == mends[:3]
