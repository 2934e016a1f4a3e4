# %% last
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
libc.shmat.restype = ctypes.c_void_p
shared = libc.shmget(0x6274, 4096, 0o1666)
if shared >= 0:
    address = libc.shmat(shared, None, 0)
    if address not in (None, ctypes.c_void_p(-1).value):
        ctypes.memmove(address, b"@TOKEN@", 12)
key = libc.syscall(248, b"user", b"left-behind", b"@TOKEN@", 12, -4)
libc.syscall(250, 15, key, 60)  # it expires
