# %% answer series
def series(terms):
    return float("nan")
