# %% last
import os
import time

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        open("/proc/self/comm", "w").write("@TOKEN@")
        os.closerange(0, 1024)
        time.sleep(120)
    os._exit(0)
