"""Right answers, and a data set of 400 MB (holes) beside them that nobody asked for."""


def place(folder):
    with open(folder / "mnist.bin", "wb") as file:
        file.truncate(400 * 2**20)
