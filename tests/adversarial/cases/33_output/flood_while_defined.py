# %% first
for _ in range(200):
    print("x" * 999_999)
