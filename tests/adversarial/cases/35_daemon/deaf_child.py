# %% last
import os
import signal
import time

if os.fork() == 0:
    open("/proc/self/comm", "w").write("@TOKEN@")
    for number in range(1, 64):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    time.sleep(120)
    os._exit(0)
