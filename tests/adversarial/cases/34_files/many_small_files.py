# %% last
import os

os.makedirs("@TOKEN@", exist_ok=True)
for index in range(30_000):
    open(f"@TOKEN@/{index}", "w").close()
