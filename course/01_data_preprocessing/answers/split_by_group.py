# %% right: one label a group, isin at the end
def split_by_group(labels, groups, test_fraction, seed):
    labels, groups = np.asarray(labels), np.asarray(groups)
    names, first = np.unique(groups, return_index=True)
    rng = np.random.default_rng(seed)
    test_names = [
        rng.permutation(names[labels[first] == label])[: round(test_fraction * int((labels[first] == label).sum()))]
        for label in np.unique(labels[first])
    ]
    mask = np.isin(groups, np.concatenate(test_names))
    return np.where(~mask)[0], np.where(mask)[0]


# %% right: dictionaries and random.sample
import random


def split_by_group(labels, groups, test_fraction, seed):
    labels, groups = list(labels), list(groups)
    class_of = {}
    for label, group in zip(labels, groups, strict=True):
        class_of.setdefault(group, label)
    members = {}
    for group, label in class_of.items():
        members.setdefault(label, []).append(group)
    generator = random.Random(seed)
    chosen = set()
    for label in sorted(members):
        chosen.update(generator.sample(members[label], round(test_fraction * len(members[label]))))
    train = [row for row, group in enumerate(groups) if group not in chosen]
    test = [row for row, group in enumerate(groups) if group in chosen]
    return train, test


# %% right: pandas
def split_by_group(labels, groups, test_fraction, seed):
    table = pd.DataFrame({"label": list(labels), "group": list(groups)})
    firsts = table.drop_duplicates("group").sample(frac=1, random_state=seed)
    rank = firsts.groupby("label").cumcount()
    quota = firsts.groupby("label")["group"].transform("size").map(lambda count: round(test_fraction * count))
    in_test = table["group"].isin(firsts["group"][rank < quota])
    return table.index[~in_test].to_numpy(), table.index[in_test].to_numpy()


# %% wrong one-row-drawn: 1 groups stand on both sides: draw groups, not rows
def split_by_group(labels, groups, test_fraction, seed):
    groups = [str(group) for group in groups]
    last = {group: row for row, group in enumerate(groups)}
    twice = next(row for row, group in enumerate(groups) if last[group] != row)
    train = [row for row in range(len(groups)) if row != twice]
    return train, [twice]


# %% wrong stratified-only: groups stand on both sides: draw groups, not rows
def split_by_group(labels, groups, test_fraction, seed):
    labels = np.asarray(labels)
    rng = np.random.default_rng(seed)
    test = []
    for label in np.unique(labels):
        rows = rng.permutation(np.flatnonzero(labels == label))
        test.extend(rows[: round(0.5 * len(rows))].tolist())
    return np.setdiff1d(np.arange(len(labels)), test), np.array(test)


# %% wrong not-stratified: of each class, round(test_fraction * its groups) groups must be in the test part: count groups, class by class
def split_by_group(labels, groups, test_fraction, seed):
    groups = np.asarray(groups)
    names = np.random.default_rng(seed).permutation(np.unique(groups))
    mask = np.isin(groups, names[: round(test_fraction * len(names)) + 1])
    return np.flatnonzero(~mask), np.flatnonzero(mask)


# %% wrong swapped: first the training part, then the test part
def split_by_group(labels, groups, test_fraction, seed):
    labels, groups = np.asarray(labels), np.asarray(groups)
    rng = np.random.default_rng(seed)
    names, first = np.unique(groups, return_index=True)
    chosen = []
    for label in np.unique(labels[first]):
        of_class = rng.permutation(names[labels[first] == label])
        chosen.extend(of_class[: round(test_fraction * len(of_class))])
    mask = np.isin(groups, chosen)
    return np.flatnonzero(mask), np.flatnonzero(~mask)


# %% wrong masks: these are True/False; return row numbers (`np.flatnonzero(mask)`)
def split_by_group(labels, groups, test_fraction, seed):
    labels, groups = np.asarray(labels), np.asarray(groups)
    rng = np.random.default_rng(seed)
    names, first = np.unique(groups, return_index=True)
    chosen = []
    for label in np.unique(labels[first]):
        of_class = rng.permutation(names[labels[first] == label])
        chosen.extend(of_class[: round(test_fraction * len(of_class))])
    mask = np.isin(groups, chosen)
    return ~mask, mask


# %% wrong group-names: each row number 0..N-1 must stand in exactly one part; these are other numbers
def split_by_group(labels, groups, test_fraction, seed):
    labels, groups = np.asarray(labels), np.unique(np.asarray(groups), return_inverse=True)[1]
    rng = np.random.default_rng(seed)
    names, first = np.unique(groups, return_index=True)
    train, test = [], []
    for label in np.unique(labels[first]):
        of_class = rng.permutation(names[labels[first] == label])
        cut = round(test_fraction * len(of_class))
        test.extend(of_class[:cut])
        train.extend(of_class[cut:])
    return np.array(train), np.array(test)


# %% wrong no-seed: the same seed gave two different splits
calls = [0]


def split_by_group(labels, groups, test_fraction, seed):
    labels, groups = np.asarray(labels), np.asarray(groups)
    calls[0] += 1
    names, first = np.unique(groups, return_index=True)
    chosen = []
    for label in np.unique(labels[first]):
        of_class = np.roll(names[labels[first] == label], calls[0])
        chosen.extend(of_class[: round(test_fraction * len(of_class))])
    mask = np.isin(groups, chosen)
    return np.flatnonzero(~mask), np.flatnonzero(mask)


# %% wrong not-drawn: six seeds gave the same split: the groups must be drawn
def split_by_group(labels, groups, test_fraction, seed):
    labels, groups = np.asarray(labels), np.asarray(groups)
    names, first = np.unique(groups, return_index=True)
    chosen = []
    for label in np.unique(labels[first]):
        of_class = names[labels[first] == label]
        chosen.extend(of_class[: round(test_fraction * len(of_class))])
    mask = np.isin(groups, chosen)
    return np.flatnonzero(~mask), np.flatnonzero(mask)


# %% wrong nested: a part must be one-dimensional: join the pieces of the classes
def split_by_group(labels, groups, test_fraction, seed):
    labels, groups = np.asarray(labels), np.asarray(groups)
    rng = np.random.default_rng(seed)
    names, first = np.unique(groups, return_index=True)
    chosen = []
    for label in np.unique(labels[first]):
        of_class = rng.permutation(names[labels[first] == label])
        chosen.extend(of_class[: round(test_fraction * len(of_class))])
    mask = np.isin(groups, chosen)
    return np.argwhere(~mask), np.argwhere(mask)
