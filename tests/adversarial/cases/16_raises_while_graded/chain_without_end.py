# %% answer squares
def squares(count):
    one, other = ValueError("one"), TypeError("other")
    one.__cause__, other.__cause__ = other, one
    group = ExceptionGroup("all", [one])
    for _ in range(500):
        group = ExceptionGroup("all", [group])
    raise group
