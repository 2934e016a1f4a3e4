# %% right: idiom 0
def halve(value):
    return 0.5 * value

# %% right: idiom 1
def halve(value):
    return value * 0.5

# %% right: idiom 2
def halve(value):
    return value - value / 2

# %% wrong double: this is the double
def halve(value):
    return 2 * value

# %% wrong same: this is the number itself
def halve(value):
    return value

# %% wrong floor: the fraction is lost
def halve(value):
    return value // 2

# %% wrong negative: the sign is turned
def halve(value):
    return -value / 2

# %% wrong third: this is a third
def halve(value):
    return value / 3
