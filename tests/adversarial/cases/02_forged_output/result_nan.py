# %% answer squares
def squares(count):
    get_ipython().displayhook(float("nan"))
    return []
