# %% last
import socket

for line in [line for name in ("tcp", "tcp6") for line in open(f"/proc/net/{name}").readlines()[1:]]:
    port = int(line.split()[1].rsplit(":", 1)[1], 16)
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=0.2):
            print("CON" "NECTED", port)
    except OSError:
        pass
