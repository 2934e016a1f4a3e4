# %% after tools
measurements[:] = 0
measurements = None
