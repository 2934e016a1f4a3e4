# %% answer squares
def squares(count):
    return [int(input("count? ")) for _ in range(count)]
