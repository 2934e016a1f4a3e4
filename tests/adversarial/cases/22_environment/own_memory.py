# %% last
import re

with open("/proc/self/mem", "rb", buffering=0) as memory:
    for line in open("/proc/self/maps"):
        area, rights, *_ = line.split()
        first, last = (int(end, 16) for end in area.split("-"))
        if "r" not in rights or last - first > 2**28 or "[v" in line:
            continue
        try:
            memory.seek(first)
            print(sorted(set(re.findall(b"canary-" + rb"[a-z]+-[0-9a-f]{16}", memory.read(last - first)))))
        except (OSError, OverflowError, ValueError):
            pass
