# %% last
with open("@TOKEN@.bin", "wb") as file:
    for _ in range(128):
        file.write(bytes(2**24))
