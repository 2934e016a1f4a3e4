"""FIFOs beside the notebook, one of them in the place of the timestamp."""

import os


def place(folder):
    os.mkfifo(folder / "measurements.csv")
    os.mkfifo(folder / "timestamp.txt")
