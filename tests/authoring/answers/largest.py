# %% right: idiom 0
def largest(value):
    return sorted(value)[-1]

# %% right: idiom 1
def largest(value):
    return np.max(value)

# %% right: idiom 2
def largest(value):
    return -min(-v for v in value)

# %% wrong smallest: this is the smallest
def largest(value):
    return min(value)

# %% wrong last: this is the last
def largest(value):
    return value[-1]

# %% wrong first: this is the first
def largest(value):
    return value[0]

# %% wrong count: this is the count
def largest(value):
    return len(value)

# %% wrong sum: this is the sum
def largest(value):
    return sum(value)
