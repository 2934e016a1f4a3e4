# %% last
import os

for path in ("/etc/machine-id", "/etc/hostname", "/var/lib/dbus/machine-id"):
    if os.path.exists(path) and open(path).read().strip():
        print("NAM" "ED by", path)
