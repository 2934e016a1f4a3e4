"""Links beside the notebook: to the gradebook, to a secret, to the course, to themselves, and to nothing."""


def place(folder):
    (folder / "grades.db").symlink_to("@COURSE@/gradebook.db")
    (folder / "secret.txt").symlink_to("@PRIVATE@")
    (folder / "course").symlink_to("@COURSE@")
    (folder / "again").symlink_to(".")
    (folder / "nothing").symlink_to("/nowhere/at/all")
