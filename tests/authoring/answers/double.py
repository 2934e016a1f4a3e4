# %% right: idiom 0
def double(value):
    return value + value

# %% right: idiom 1
def double(value):
    return value * 2

# %% right: idiom 2
def double(value):
    return sum([value, value])

# %% wrong square: this is the square
def double(value):
    return value ** 2

# %% wrong same: this is the number itself
def double(value):
    return value

# %% wrong half: this is half
def double(value):
    return value / 2

# %% wrong negative: the sign is turned
def double(value):
    return -2 * value

# %% wrong off-by-one: this is one too many
def double(value):
    return 2 * value + 1
