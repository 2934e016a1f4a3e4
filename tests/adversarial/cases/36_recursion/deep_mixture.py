# %% answer squares
def squares(count):
    value = 1
    for index in range(5_000):
        box = np.empty(1, dtype=object)
        box[0] = {"value": (value,)}
        value = box
    return value
