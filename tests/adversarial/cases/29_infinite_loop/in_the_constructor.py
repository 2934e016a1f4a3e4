# %% answer Account
class Account:
    def __init__(self):
        while True:
            pass
