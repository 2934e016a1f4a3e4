"""Which port JupyterLab is to listen on."""

import socket

from coursekit.errors import CourseError

DEFAULT = 8888
TRIED = 20


def is_free(port: int) -> bool:
    """Whether a server on this machine can listen on a port of the loopback interface."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as servers do: a port just left is free
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def choose(wanted: int | None) -> int:
    """Return the wanted port, or the first free one from DEFAULT on if none is wanted.

    Raises:
        CourseError: If the wanted port, or all that were tried, are in use.
    """
    if wanted is not None:
        if not is_free(wanted):
            raise CourseError(
                f"port {wanted} is in use or not allowed; stop what listens there, or leave out --port to get a free one"
            )
        return wanted
    for port in range(DEFAULT, DEFAULT + TRIED):
        if is_free(port):
            return port
    raise CourseError(f"ports {DEFAULT} to {DEFAULT + TRIED - 1} are all in use; name a free one with --port")
