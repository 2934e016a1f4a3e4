# %% last
import os
import socket
import time

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        open("/proc/self/comm", "w").write("@TOKEN@")
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind("\0left-@TOKEN@")
            listening.listen()
            time.sleep(120)
    os._exit(0)
