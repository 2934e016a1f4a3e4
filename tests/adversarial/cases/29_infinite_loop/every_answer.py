# %% answer squares
def squares(count):
    while True:
        pass

# %% answer normalise
def normalise(values):
    while True:
        pass

# %% answer count_words
def count_words(text):
    while True:
        pass

# %% answer Account
class Account:
    def __init__(self):
        while True:
            pass

# %% answer series
def series(terms):
    while True:
        pass
