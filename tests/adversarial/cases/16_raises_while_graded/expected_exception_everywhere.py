# %% answer Account
class Account:
    balance = 50

    def deposit(self, amount):
        raise ValueError("no")

    withdraw = deposit
