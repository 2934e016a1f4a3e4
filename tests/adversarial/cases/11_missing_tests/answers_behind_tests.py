# %% answer squares
def squares(count):
    return []

# %% last
def squares(count):
    return [number**2 for number in range(1, count + 1)]
