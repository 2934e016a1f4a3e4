# %% last
import atexit
import threading
import time

atexit.register(time.sleep, 3600)
threading.Thread(target=time.sleep, args=(3600,), name="@TOKEN@").start()
get_ipython().kernel.do_shutdown = lambda restart: time.sleep(3600)
