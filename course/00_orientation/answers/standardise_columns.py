# %% right: broadcasting
def standardise_columns(table):
    deviation = table.std(axis=0)
    deviation[deviation == 0] = 1
    return (table - table.mean(axis=0)) / deviation


# %% right: column by column
def standardise_columns(table):
    result = np.zeros(table.shape)
    for column in range(table.shape[1]):
        values = table[:, column]
        if values.max() > values.min():
            result[:, column] = (values - np.mean(values)) / np.std(values)
    return result


# %% right: plain Python
def standardise_columns(table):
    columns = []
    for values in zip(*table.tolist()):
        mean = sum(values) / len(values)
        deviation = math.sqrt(sum((value - mean) ** 2 for value in values) / len(values))
        columns.append([(value - mean) / (deviation or 1.0) for value in values])
    return [list(row) for row in zip(*columns)]


# %% right: keepdims and divide where
def standardise_columns(table):
    centred = table - table.mean(axis=0, keepdims=True)
    deviation = np.sqrt((centred**2).mean(axis=0, keepdims=True))
    return np.divide(centred, deviation, out=np.zeros(table.shape), where=deviation > 0)


# %% wrong rows: each row was standardised: name the axis that goes away, the rows' axis 0
def standardise_columns(table):
    deviation = table.std(axis=1, keepdims=True)
    return (table - table.mean(axis=1, keepdims=True)) / np.where(deviation == 0, 1, deviation)


# %% wrong whole-table: one mean for the whole table: each column has its own
def standardise_columns(table):
    return (table - table.mean()) / table.std()


# %% wrong one-deviation: one deviation for the whole table: each column has its own
def standardise_columns(table):
    return (table - table.mean(axis=0)) / table.std()


# %% wrong centred-only: the mean is taken away, but nothing is divided
def standardise_columns(table):
    return table - table.mean(axis=0)


# %% wrong variance: that divides by the variance; the deviation is its root
def standardise_columns(table):
    variance = table.var(axis=0)
    return (table - table.mean(axis=0)) / np.where(variance == 0, 1, variance)


# %% wrong n-less-one: this deviation divides by n - 1; the one asked for divides by n
def standardise_columns(table):
    deviation = table.std(axis=0, ddof=1)
    return (table - table.mean(axis=0)) / np.where(deviation == 0, 1, deviation)


# %% wrong mean-kept: divided, but the mean is not taken away
def standardise_columns(table):
    deviation = table.std(axis=0)
    return table / np.where(deviation == 0, 1, deviation)


# %% wrong zero-to-one: that brings each column to 0..1; asked for are mean 0 and deviation 1
def standardise_columns(table):
    low, high = table.min(axis=0), table.max(axis=0)
    return (table - low) / np.where(high == low, 1, high - low)


# %% wrong nan: 0/0: a column without spread has deviation 0; divide it by 1 instead
def standardise_columns(table):
    with np.errstate(invalid="ignore"):
        return (table - table.mean(axis=0)) / table.std(axis=0)


# %% wrong constant-kept: a column without spread becomes zeros; take its mean away too
def standardise_columns(table):
    mean, deviation = table.mean(axis=0), table.std(axis=0)
    return np.where(deviation == 0, table, (table - mean) / np.where(deviation == 0, 1, deviation))


# %% wrong in-place: the argument was changed in place
def standardise_columns(table):
    deviation = table.std(axis=0)
    if table.dtype.kind != "f":
        table = table.astype(float)
    table -= table.mean(axis=0)
    table /= np.where(deviation == 0, 1, deviation)
    return table
