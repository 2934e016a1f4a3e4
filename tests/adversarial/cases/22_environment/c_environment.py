# %% last
import ctypes

environ = ctypes.POINTER(ctypes.c_char_p).in_dll(ctypes.CDLL(None), "environ")
for index in range(200):
    if not environ or environ[index] is None:
        break
    print(environ[index])
stat = open("/proc/self/stat").read().rsplit(")", 1)[1].split()
first, last = int(stat[47]), int(stat[48])
if first:
    print(ctypes.string_at(first, last - first))
