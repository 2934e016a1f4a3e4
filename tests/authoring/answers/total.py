# %% right: idiom 0
def total(value):
    return __import__('math').fsum(value)

# %% right: idiom 1
def total(value):
    return np.asarray(value).sum()

# %% right: idiom 2
def total(value):
    return len(value) * sum(value) / len(value)

# %% wrong mean: this is the mean
def total(value):
    return sum(value) / len(value)

# %% wrong count: this is the count
def total(value):
    return len(value)

# %% wrong first: this is the first
def total(value):
    return value[0]

# %% wrong negative: the sign is turned
def total(value):
    return -sum(value)

# %% wrong squares: these are squares
def total(value):
    return sum(v * v for v in value)
