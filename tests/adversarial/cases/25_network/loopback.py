# %% last
import socket

try:
    with socket.create_connection(("127.0.0.1", @TCP@), timeout=2) as connection:
        connection.sendall(b"GET /grades HTTP/1.0\r\n\r\n")
        print(connection.recv(100))
except OSError as error:
    print(error)
try:
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"answers", ("127.0.0.1", @UDP@))
except OSError as error:
    print(error)
