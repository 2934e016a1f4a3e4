# %% last
import os
import signal

if os.fork() == 0:
    open("/proc/self/comm", "w").write("@TOKEN@")
    os.kill(os.getpid(), signal.SIGSTOP)
    os._exit(0)
if os.fork() == 0:
    os._exit(0)
