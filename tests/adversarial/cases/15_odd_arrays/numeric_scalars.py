# %% answer count_words
def count_words(text):
    words, counts = np.unique(text.lower().split() or np.array([], str), return_counts=True)
    return dict(zip(words, counts, strict=True))
