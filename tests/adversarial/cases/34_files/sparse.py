# %% last
with open("@TOKEN@.bin", "wb") as file:
    file.truncate(2**40)
