"""Services of this machine that a submission must not reach: TCP, UDP and an abstract socket, which write down what they hear."""

import secrets
import selectors
import socket
import threading


class Listener:
    """Listens while it is entered.

    Attributes:
        heard: What came, as (service, text).
    """

    def __init__(self):
        self.heard: list[tuple[str, str]] = []
        self.abstract = f"battery-{secrets.token_hex(6)}"
        self._sockets = {
            "tcp": _bound(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
            "udp": _bound(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
            "abstract": _bound(socket.AF_UNIX, socket.SOCK_STREAM, "\0" + self.abstract),
        }
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)

    def places(self) -> dict[str, str]:
        """What a submission is told, so that it needs no luck."""
        return {
            "TCP": str(self._sockets["tcp"].getsockname()[1]),
            "UDP": str(self._sockets["udp"].getsockname()[1]),
            "ABSTRACT": self.abstract,
        }

    def __enter__(self) -> "Listener":
        self._thread.start()
        return self

    def __exit__(self, *exception) -> None:
        self._stop.set()
        self._thread.join()
        for listening in self._sockets.values():
            listening.close()

    def _listen(self) -> None:
        with selectors.DefaultSelector() as selector:
            for name, listening in self._sockets.items():
                selector.register(listening, selectors.EVENT_READ, name)
            while not self._stop.is_set():
                for key, _ in selector.select(timeout=0.2):
                    self.heard.append((key.data, _read(key.fileobj)))


def _bound(family: int, kind: int, address) -> socket.socket:
    listening = socket.socket(family, kind)
    listening.bind(address)
    if kind == socket.SOCK_STREAM:
        listening.listen()
    return listening


def _read(listening: socket.socket) -> str:
    if listening.type == socket.SOCK_DGRAM:
        return listening.recv(4096).decode(errors="replace")
    connection, _ = listening.accept()
    with connection:
        connection.settimeout(2)
        try:
            said = connection.recv(4096)
            connection.sendall(b"HTTP/1.0 200 OK\r\n\r\nreached")
        except OSError:
            return "connected"
        return said.decode(errors="replace")
