# %% answer Account
import time


class Account:
    deposit = withdraw = lambda self, amount: None

    @property
    def balance(self):
        time.sleep(3600)
