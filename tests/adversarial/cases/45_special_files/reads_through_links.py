# %% first
import os
for name in ("secret.txt", "hard.txt", "folder/exam.key"):
    try:
        print(open(name).read())
    except OSError as error:
        print(type(error).__name__)
