# %% right: shift up, shift down
def find_leaks(prepare, train, test):
    base = prepare(train.copy(), test.copy())
    moved_train = moved_test = False
    for factor in (-500.0, 500.0):
        other = np.concatenate([test[:1], test[1:] + factor])
        again = prepare(train.copy(), other)
        moved_train = moved_train or not np.array_equal(base[0], again[0], equal_nan=True)
        moved_test = moved_test or not np.array_equal(base[1][0], again[1][0], equal_nan=True)
    return {"train": moved_train, "test": moved_test}


# %% right: large noise, drawn several times
def find_leaks(prepare, train, test):
    def same(a, b):
        a, b = np.asarray(a), np.asarray(b)
        return a.shape == b.shape and bool(np.all((a == b) | (np.isnan(a) & np.isnan(b))))

    rng = np.random.default_rng(7)
    train_before, test_before = prepare(train.copy(), test.copy())
    results = []
    for _ in range(3):
        noisy = test.copy()
        noisy[1:] += rng.normal(0, 10_000, noisy[1:].shape)
        train_after, test_after = prepare(train.copy(), noisy)
        results.append((same(train_before, train_after), same(test_before[0], test_after[0])))
    return {
        "train": not all(train_same for train_same, _ in results),
        "test": not all(test_same for _, test_same in results),
    }


# %% right: replace the rows by extremes, then compare bytes
def find_leaks(prepare, train, test):
    def prints(extreme):
        table = np.array(test)
        if extreme is not None:
            table[1:] = extreme + np.arange(table[1:].size).reshape(table[1:].shape) ** 2
        prepared_train, prepared_test = prepare(np.array(train), table)
        prepared_train = np.nan_to_num(prepared_train, nan=123456.789)
        first = np.nan_to_num(prepared_test[0], nan=123456.789)
        return (prepared_train.shape, prepared_train.tobytes()), first.tobytes()

    seen = [prints(extreme) for extreme in (None, 1e4, -1e6)]
    return {"train": len({train_print for train_print, _ in seen}) > 1, "test": len({row for _, row in seen}) > 1}


# %% wrong moved-rows-compared: a test row that you moved moves, that is no leak: look at a row that you left alone
def find_leaks(prepare, train, test):
    base = prepare(train.copy(), test.copy())
    leaks = {"train": False, "test": False}
    for shift in (1000, -1000):
        new = prepare(train.copy(), test + shift)
        leaks["train"] |= not np.array_equal(base[0], new[0], equal_nan=True)
        leaks["test"] |= not np.array_equal(base[1], new[1], equal_nan=True)
    return leaks


# %% wrong shuffled: nothing seemed to move: were the test rows moved far away, and not just into another order?
def find_leaks(prepare, train, test):
    base = prepare(train.copy(), test.copy())
    new = prepare(train.copy(), np.concatenate([test[:1], test[1:][::-1]]))
    return {
        "train": not (base[0].shape == new[0].shape and np.allclose(base[0], new[0], equal_nan=True)),
        "test": not np.allclose(base[1][0], new[1][0], equal_nan=True),
    }


# %% wrong up-only: move the test rows down as well as up: a minimum notices only what falls below it
def find_leaks(prepare, train, test):
    base = prepare(train.copy(), test.copy())
    changed = test.copy()
    changed[1:] += 1000
    new = prepare(train.copy(), changed)
    return {
        "train": not np.array_equal(base[0], new[0], equal_nan=True),
        "test": not np.array_equal(base[1][0], new[1][0], equal_nan=True),
    }


# %% wrong down-only: move the test rows up as well as down: a maximum notices only what rises above it
def find_leaks(prepare, train, test):
    base = prepare(train.copy(), test.copy())
    changed = test.copy()
    changed[1:] -= 1000
    new = prepare(train.copy(), changed)
    return {
        "train": not np.array_equal(base[0], new[0], equal_nan=True),
        "test": not np.array_equal(base[1][0], new[1][0], equal_nan=True),
    }


# %% wrong too-small: move the test rows down as well as up: a minimum notices only what falls below it
def find_leaks(prepare, train, test):
    base = prepare(train.copy(), test.copy())
    leaks = {"train": False, "test": False}
    for shift in (0.001, -0.001):
        changed = test.copy()
        changed[1:] += shift
        new = prepare(train.copy(), changed)
        leaks["train"] |= not np.array_equal(base[0], new[0], equal_nan=True)
        leaks["test"] |= not np.array_equal(base[1][0], new[1][0], equal_nan=True)
    return leaks


# %% wrong in-place: the argument was changed in place
def find_leaks(prepare, train, test):
    base = prepare(train, test.copy())
    leaks = {"train": False, "test": False}
    for shift in (1000, -2000):
        test[1:] += shift
        new = prepare(train, test)
        leaks["train"] |= not np.array_equal(base[0], new[0], equal_nan=True)
        leaks["test"] |= not np.array_equal(base[1][0], new[1][0], equal_nan=True)
    return leaks


# %% wrong nan-differs: NaN differs from NaN: compare with np.array_equal(..., equal_nan=True)
def find_leaks(prepare, train, test):
    base = prepare(train.copy(), test.copy())
    leaks = {"train": False, "test": False}
    for shift in (1000, -1000):
        changed = test.copy()
        changed[1:] += shift
        new = prepare(train.copy(), changed)
        leaks["train"] |= not np.array_equal(base[0], new[0])
        leaks["test"] |= not np.array_equal(base[1][0], new[1][0])
    return leaks


# %% wrong test-forgotten: the prepared test rows must be compared too, the one that you left alone
def find_leaks(prepare, train, test):
    base = prepare(train.copy(), test.copy())
    leak = False
    for shift in (1000, -1000):
        new = prepare(train.copy(), test + shift)
        leak |= not np.array_equal(base[0], new[0], equal_nan=True)
    return {"train": leak, "test": False}


# %% wrong train-forgotten: the prepared training rows must be compared too
def find_leaks(prepare, train, test):
    base = prepare(train.copy(), test.copy())
    leak = False
    for shift in (1000, -1000):
        changed = test.copy()
        changed[1:] += shift
        new = prepare(train.copy(), changed)
        leak |= not np.array_equal(base[1][0], new[1][0], equal_nan=True)
    return {"train": False, "test": leak}


# %% wrong one-verdict: the training rows are as they were: this leak is between test rows
def find_leaks(prepare, train, test):
    base = prepare(train.copy(), test.copy())
    leak = False
    for shift in (1000, -1000):
        changed = test.copy()
        changed[1:] += shift
        new = prepare(train.copy(), changed)
        leak |= not np.array_equal(base[0], new[0], equal_nan=True)
        leak |= not np.array_equal(base[1][0], new[1][0], equal_nan=True)
    return {"train": leak, "test": leak}


# %% wrong shapes-ignored: training rows came or went: another shape is a change too
def find_leaks(prepare, train, test):
    base = prepare(train.copy(), test.copy())
    leaks = {"train": False, "test": False}
    for shift in (1000, -1000):
        changed = test.copy()
        changed[1:] += shift
        new = prepare(train.copy(), changed)
        if base[0].shape == new[0].shape:
            leaks["train"] |= not np.array_equal(base[0], new[0], equal_nan=True)
        leaks["test"] |= not np.array_equal(base[1][0], new[1][0], equal_nan=True)
    return leaks
