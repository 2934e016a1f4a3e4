# %% last
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
calls = {"bpf": (321, 0, 0, 0), "perf_event_open": (298, 0, 0, -1, -1, 0), "keyctl": (250, 0, -3, 1), "add_key": (248, b"user", b"@TOKEN@", b"x", 1, -3)}
calls |= {"unshare user": (272, 0x10000000), "unshare mount": (272, 0x20000), "mount": (165, b"none", b"/tmp", b"tmpfs", 0, 0)}
calls |= {"io_uring_setup": (425, 1, ctypes.create_string_buffer(120)), "userfaultfd": (323, 0), "chroot": (161, b"/tmp"), "pivot_root": (155, b"/", b"/")}
for name, (number, *arguments) in calls.items():
    if libc.syscall(number, *arguments) >= 0:
        print("GRA" "NTED", name)
