"""Tiny Shakespeare: the well-known counts and the well-known beginning."""

import pytest

from coursekit.datasets import SyntheticDataWarning, load_tiny_shakespeare


@pytest.mark.real_data("shakespeare")
def test_the_real_text(real):
    plays = load_tiny_shakespeare()
    assert plays.source == "mirror"
    assert (len(plays.text), plays.text.count("\n"), len(set(plays.text))) == (1_115_394, 40_000, 65)
    assert plays.text.startswith("First Citizen:\nBefore we proceed any further, hear me speak.")


def test_the_twin_is_set_like_the_plays():
    with pytest.warns(SyntheticDataWarning, match="shakespeare"):
        twin, again = load_tiny_shakespeare("smoke"), load_tiny_shakespeare("smoke")
    assert twin == again and twin.source == "synthetic"
    speeches = twin.text.strip().split("\n\n")
    assert len(speeches) == 300 and all(speech.split("\n")[0].endswith(":") for speech in speeches)
    assert twin.text.isascii() and "\r" not in twin.text
