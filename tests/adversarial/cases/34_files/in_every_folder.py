# %% last
import os

for folder in (".", "/tmp", "/dev/shm", "/var/tmp", "/run", os.path.expanduser("~")):
    try:
        with open(f"{folder}/@TOKEN@.bin", "wb") as file:
            for _ in range(16):
                file.write(bytes(2**24))
    except OSError as error:
        print(error)
