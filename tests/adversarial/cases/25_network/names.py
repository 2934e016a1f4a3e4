# %% last
import socket

try:
    print("RES" "OLVED", socket.gethostbyname("example.org"))
except OSError as error:
    print(error)
print(*["INT" "ERFACE" for _, name in socket.if_nameindex() if name != "lo"])
