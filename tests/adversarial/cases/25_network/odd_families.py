# %% last
import socket

families = {"packet": (17, 3, 0), "vsock": (40, 1, 0), "alg": (38, 5, 0), "bluetooth": (31, 3, 0), "raw": (2, 3, 1), "xdp": (44, 3, 0), "tipc": (30, 1, 0), "can": (29, 3, 1)}
for name, arguments in families.items():
    try:
        socket.socket(*arguments).close()
        print("GRA" "NTED", name)
    except OSError:
        pass
