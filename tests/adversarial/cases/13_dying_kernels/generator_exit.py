# %% answer squares
def squares(count):
    raise GeneratorExit if count == 1 else StopIteration
