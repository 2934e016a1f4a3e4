"""A socket beside the notebook."""

import os
import socket


def place(folder):
    here = os.getcwd()
    os.chdir(folder)  # a socket's address holds 107 bytes at most
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind("s")
    finally:
        os.chdir(here)
