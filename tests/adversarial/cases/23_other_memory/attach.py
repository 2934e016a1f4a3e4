# %% last
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
for process in {os.getppid(), 1}:
    if process != os.getpid() and libc.ptrace(16, process, 0, 0) == 0:
        print("ATT" "ACHED", process)
        libc.ptrace(17, process, 0, 0)
