# %% answer squares
def squares(count):
    get_ipython().displayhook(-1.0)
    return []
