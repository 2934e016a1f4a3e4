# %% last
import os
import re

for base in ("/tmp", "/dev/shm", "/var/tmp", "/run", os.path.expanduser("~"), "@RUNTIME@", "@HOME@"):
    for folder, _, files in os.walk(base):
        for name in files:
            try:
                print(re.findall(rb"canary-\w+-\w+", open(os.path.join(folder, name), "rb").read(2**22)))
            except OSError:
                pass
