# %% answer squares
def squares(count):
    value = [1]
    for _ in range(12):
        value = [value] * 10
    return value
