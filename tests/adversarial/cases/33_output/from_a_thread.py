# %% first
import threading
import time


def talk():
    end = time.monotonic() + 20
    while time.monotonic() < end:
        print("x" * 1000)


threading.Thread(target=talk, daemon=True).start()
