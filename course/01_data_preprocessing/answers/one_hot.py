# %% right: loop with a dict of columns
def one_hot(values, categories):
    columns = {category: k for k, category in enumerate(categories)}
    rows = np.zeros((len(values), len(categories) + 1))
    for n, value in enumerate(values):
        rows[n, columns.get(value, len(categories))] = 1
    return rows


# %% right: rows of an identity matrix
def one_hot(values, categories):
    categories = list(categories)
    columns = [categories.index(value) if value in categories else len(categories) for value in values]
    return np.eye(len(categories) + 1)[np.array(columns, dtype=int)]


# %% right: compare everything with everything
def one_hot(values, categories):
    if len(values) == 0:
        return np.zeros((0, len(categories) + 1))
    known = np.array(values)[:, None] == np.array(categories)[None, :]
    unknown = ~known.any(axis=1, keepdims=True)
    return np.hstack([known, unknown]).astype(np.float32)


# %% right: index -1 of a matrix with one column more
def one_hot(values, categories):
    lookup = dict(zip(categories, range(len(categories))))
    out = np.zeros((len(values), len(categories) + 1), dtype=int)
    out[np.arange(len(values)), [lookup.get(value, -1) for value in values]] = 1
    return out


# %% right: pandas
import pandas as pd


def one_hot(values, categories):
    codes = pd.Categorical(values, categories=categories).codes.astype(int)
    rows = np.zeros((len(values), len(categories) + 1))
    rows[np.arange(len(values)), np.where(codes < 0, len(categories), codes)] = 1.0
    return rows


# %% wrong unknown-is-nothing: an unknown value became a row of zeros; it has a column of its own, the last
def one_hot(values, categories):
    rows = np.zeros((len(values), len(categories) + 1))
    for n, value in enumerate(values):
        if value in categories:
            rows[n, categories.index(value)] = 1
    return rows


# %% wrong unknown-is-last-category: an unknown value became the last category: index -1 counts from the end
def one_hot(values, categories):
    columns = {category: k for k, category in enumerate(categories)}
    return np.eye(len(categories))[[columns.get(value, -1) for value in values]]


# %% wrong unknown-first: the unknowns have the last column, not the first
def one_hot(values, categories):
    columns = {category: k + 1 for k, category in enumerate(categories)}
    rows = np.zeros((len(values), len(categories) + 1))
    for n, value in enumerate(values):
        rows[n, columns.get(value, 0)] = 1
    return rows


# %% wrong alphabetical: the columns are sorted by the alphabet; `categories` gives their order
def one_hot(values, categories):
    columns = {category: k for k, category in enumerate(sorted(categories))}
    rows = np.zeros((len(values), len(categories) + 1))
    for n, value in enumerate(values):
        rows[n, columns.get(value, len(categories))] = 1
    return rows


# %% wrong unknown-dropped: an unknown value lost its row; N values make N rows
def one_hot(values, categories):
    known = [value for value in values if value in categories]
    rows = np.zeros((len(known), len(categories) + 1))
    for n, value in enumerate(known):
        rows[n, categories.index(value)] = 1
    return rows


# %% wrong numbers-not-rows: those are the columns' numbers; write a 1 into that column of a row of zeros
def one_hot(values, categories):
    columns = {category: k for k, category in enumerate(categories)}
    return np.array([columns.get(value, len(categories)) for value in values])


# %% wrong transposed: rows and columns are swapped: a row is a value, a column a category
def one_hot(values, categories):
    rows = np.zeros((len(categories) + 1, len(values)))
    for n, value in enumerate(values):
        rows[categories.index(value) if value in categories else len(categories), n] = 1
    return rows


# %% wrong fitted-on-the-values: the columns were made from `values`; they come from `categories`, which the network was trained with
def one_hot(values, categories):
    columns = {}
    for value in values:
        columns.setdefault(value, len(columns))
    rows = np.zeros((len(values), len(categories) + 1))
    for n, value in enumerate(values):
        rows[n, min(columns[value], len(categories))] = 1
    return rows
