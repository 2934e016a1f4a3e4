"""The timestamp is a link to a secret: its text must not come back in a message."""


def place(folder):
    (folder / "timestamp.txt").symlink_to("@PRIVATE@")
