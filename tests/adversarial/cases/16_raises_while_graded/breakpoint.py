# %% answer squares
def squares(count):
    breakpoint()
    return [number**2 for number in range(1, count + 1)]
