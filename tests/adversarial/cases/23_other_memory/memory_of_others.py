# %% last
import glob
import os

for folder in glob.glob("/proc/[0-9]*"):
    if folder != f"/proc/{os.getpid()}":
        try:
            with open(f"{folder}/mem", "rb", buffering=0):
                print("OPE" "NED", folder, open(f"{folder}/comm").read())
        except OSError:
            pass
