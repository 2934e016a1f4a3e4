# %% last
import os

for name in ("shm", "msg", "sem"):
    for line in open(f"/proc/sysvipc/{name}").readlines()[1:]:
        print("SHA" "RED", line)
for folder in ("/dev/shm", "/dev/mqueue"):
    if os.path.isdir(folder) and os.listdir(folder):
        print("SHA" "RED", folder, os.listdir(folder))
