# %% right: nanmedian and broadcasting
def impute_and_scale(train, test):
    median = np.nanmedian(train, axis=0)
    train, test = np.where(np.isnan(train), median, train), np.where(np.isnan(test), median, test)
    sigma = train.std(axis=0)
    sigma[sigma == 0] = 1.0
    return (train - train.mean(axis=0)) / sigma, (test - train.mean(axis=0)) / sigma


# %% right: loop over columns
def impute_and_scale(train, test):
    train, test = train.copy(), test.copy()
    for column in range(train.shape[1]):
        known = sorted(value for value in train[:, column] if not math.isnan(value))
        half = len(known) // 2
        median = known[half] if len(known) % 2 else (known[half - 1] + known[half]) / 2
        for table in (train, test):
            for row in range(len(table)):
                if math.isnan(table[row, column]):
                    table[row, column] = median
        mean = sum(train[:, column]) / len(train)
        variance = sum((value - mean) ** 2 for value in train[:, column]) / len(train)
        deviation = math.sqrt(variance) or 1.0
        train[:, column] = (train[:, column] - mean) / deviation
        test[:, column] = (test[:, column] - mean) / deviation
    return train, test


# %% right: pandas
def impute_and_scale(train, test):
    train, test = pd.DataFrame(train), pd.DataFrame(test)
    median = train.median()
    train, test = train.fillna(median), test.fillna(median)
    mean, deviation = train.mean(), train.std(ddof=0).replace(0, 1)
    return ((train - mean) / deviation).to_numpy(), ((test - mean) / deviation).to_numpy()


# %% right: scikit-learn
def impute_and_scale(train, test):
    from sklearn.impute import SimpleImputer
    from sklearn.preprocessing import StandardScaler

    imputer, scaler = SimpleImputer(strategy="median"), StandardScaler()
    prepared = scaler.fit_transform(imputer.fit_transform(train))
    return [prepared, scaler.transform(imputer.transform(test))]


# %% wrong all-rows: the numbers come from all rows together: fit them on the training rows only
def impute_and_scale(train, test):
    rows = np.concatenate([train, test])
    rows = np.where(np.isnan(rows), np.nanmedian(rows, axis=0), rows)
    deviation = rows.std(axis=0)
    rows = (rows - rows.mean(axis=0)) / np.where(deviation == 0, 1, deviation)
    return rows[: len(train)], rows[len(train) :]


# %% wrong scaler-on-all-rows: mean and deviation come from all rows together: fit the scaler on the training rows only
def impute_and_scale(train, test):
    median = np.nanmedian(train, axis=0)
    rows = np.concatenate([train, test])
    rows = np.where(np.isnan(rows), median, rows)
    deviation = rows.std(axis=0)
    rows = (rows - rows.mean(axis=0)) / np.where(deviation == 0, 1, deviation)
    return rows[: len(train)], rows[len(train) :]


# %% wrong test-by-itself: the test rows were prepared with their own numbers; a model knows only the training rows' units
def impute_and_scale(train, test):
    prepared = []
    for table in (train, test):
        table = np.where(np.isnan(table), np.nanmedian(table, axis=0), table)
        deviation = table.std(axis=0)
        prepared.append((table - table.mean(axis=0)) / np.where(deviation == 0, 1, deviation))
    return tuple(prepared)


# %% wrong test-median: the test gaps were filled with the test rows' median; use the training rows' one
def impute_and_scale(train, test):
    train, test = (np.where(np.isnan(table), np.nanmedian(table, axis=0), table) for table in (train, test))
    deviation = train.std(axis=0)
    deviation = np.where(deviation == 0, 1, deviation)
    return (train - train.mean(axis=0)) / deviation, (test - train.mean(axis=0)) / deviation


# %% wrong mean-fill: the gaps are filled with the mean; the median was asked for
def impute_and_scale(train, test):
    mean = np.nanmean(train, axis=0)
    train, test = (np.where(np.isnan(table), mean, table) for table in (train, test))
    deviation = train.std(axis=0)
    deviation = np.where(deviation == 0, 1, deviation)
    return (train - train.mean(axis=0)) / deviation, (test - train.mean(axis=0)) / deviation


# %% wrong zero-fill: the gaps became 0, which is a value of its own: fill them with the training median
def impute_and_scale(train, test):
    train, test = np.nan_to_num(train), np.nan_to_num(test)
    deviation = train.std(axis=0)
    deviation = np.where(deviation == 0, 1, deviation)
    return (train - train.mean(axis=0)) / deviation, (test - train.mean(axis=0)) / deviation


# %% wrong fitted-before-filling: mean and deviation were taken before the gaps were filled: fill first, then fit the scaler
def impute_and_scale(train, test):
    median, mean, deviation = np.nanmedian(train, axis=0), np.nanmean(train, axis=0), np.nanstd(train, axis=0)
    deviation = np.where(deviation == 0, 1, deviation)
    return tuple((np.where(np.isnan(table), median, table) - mean) / deviation for table in (train, test))


# %% wrong scaled-then-zero: the gaps were filled with 0 after scaling, which is the mean: fill with the median, before
def impute_and_scale(train, test):
    mean, deviation = np.nanmean(train, axis=0), np.nanstd(train, axis=0)
    deviation = np.where(deviation == 0, 1, deviation)
    return tuple(np.nan_to_num((table - mean) / deviation) for table in (train, test))


# %% wrong ddof: the deviation divides by n - 1 here; divide by n
def impute_and_scale(train, test):
    median = np.nanmedian(train, axis=0)
    train, test = (np.where(np.isnan(table), median, table) for table in (train, test))
    deviation = train.std(axis=0, ddof=1)
    deviation = np.where(deviation == 0, 1, deviation)
    return (train - train.mean(axis=0)) / deviation, (test - train.mean(axis=0)) / deviation


# %% wrong plain-median: a NaN is left: np.nanmedian passes over gaps, and both parts must be filled
def impute_and_scale(train, test):
    median = np.median(train, axis=0)
    train, test = (np.where(np.isnan(table), median, table) for table in (train, test))
    deviation = train.std(axis=0)
    deviation = np.where(deviation == 0, 1, deviation)
    return (train - train.mean(axis=0)) / deviation, (test - train.mean(axis=0)) / deviation


# %% wrong whole-table: one number for the whole table: each column has its own, so take axis=0
def impute_and_scale(train, test):
    median = np.nanmedian(train)
    train, test = (np.where(np.isnan(table), median, table) for table in (train, test))
    deviation = train.std() or 1.0
    return (train - train.mean()) / deviation, (test - train.mean()) / deviation


# %% wrong constant: a constant column has deviation 0 and must not be divided by it: use 1 instead
def impute_and_scale(train, test):
    median = np.nanmedian(train, axis=0)
    train, test = (np.where(np.isnan(table), median, table) for table in (train, test))
    return (train - train.mean(axis=0)) / train.std(axis=0), (test - train.mean(axis=0)) / train.std(axis=0)


# %% wrong in-place: the argument was changed in place
def impute_and_scale(train, test):
    median = np.nanmedian(train, axis=0)
    for table in (train, test):
        table[:] = np.where(np.isnan(table), median, table)
    deviation = train.std(axis=0)
    deviation = np.where(deviation == 0, 1, deviation)
    return (train - train.mean(axis=0)) / deviation, (test - train.mean(axis=0)) / deviation
