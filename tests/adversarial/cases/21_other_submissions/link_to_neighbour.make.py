import os


def place(folder):
    os.symlink("../../@NEIGHBOUR@", folder / "friend")
    os.symlink("@COURSE@/submitted/@NEIGHBOUR@/@ASSIGNMENT@/exercises.ipynb", folder / "friend.txt")
