# %% answer squares
def squares(count):
    import os

    os._exit(3)

# %% answer count_words
def count_words(text):
    import ctypes

    ctypes.memset(0, 1, 1)

# %% answer series
import os
import signal

os.kill(os.getpid(), signal.SIGTERM)
os.kill(os.getpid(), signal.SIGKILL)
