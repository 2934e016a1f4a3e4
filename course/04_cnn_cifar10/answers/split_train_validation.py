# %% right: class by class
def split_train_validation(labels, validation_fraction, seed):
    labels = np.asarray(labels)
    rng = np.random.default_rng(seed)
    train, validation = [], []
    for label in np.unique(labels):
        indices = rng.permutation(np.flatnonzero(labels == label))
        held_out = round(validation_fraction * len(indices))
        validation.append(indices[:held_out])
        train.append(indices[held_out:])
    return np.concatenate(train), np.concatenate(validation)

# %% right: rank within the class, no loop
def split_train_validation(labels, validation_fraction, seed):
    labels = np.asarray(labels)
    shuffled = np.random.default_rng(seed).permutation(len(labels))
    by_class = shuffled[np.argsort(labels[shuffled], kind="stable")]
    sorted_labels = labels[by_class]
    rank = np.arange(len(labels)) - np.searchsorted(sorted_labels, sorted_labels)
    counts = np.bincount(labels)[sorted_labels]
    held_out = rank < np.rint(validation_fraction * counts)
    return by_class[~held_out], by_class[held_out]

# %% right: plain lists and the random module
def split_train_validation(labels, validation_fraction, seed):
    import random

    members = {}
    for index, label in enumerate(labels):
        members.setdefault(int(label), []).append(index)
    generator = random.Random(seed)
    validation = []
    for indices in members.values():
        validation += generator.sample(indices, round(validation_fraction * len(indices)))
    chosen = set(validation)
    train = [index for index in range(len(labels)) if index not in chosen]
    return train, validation

# %% right: scikit-learn
def split_train_validation(labels, validation_fraction, seed):
    from sklearn.model_selection import train_test_split

    labels = np.asarray(labels)
    counts = np.bincount(labels)
    size = int(sum(round(validation_fraction * int(count)) for count in counts))
    train, validation = train_test_split(np.arange(len(labels)), test_size=size, stratify=labels, random_state=seed)
    return train, validation

# %% wrong the-last-rows: the validation part must have its share of every class
def split_train_validation(labels, validation_fraction, seed):
    held_out = round(validation_fraction * len(labels))
    indices = np.arange(len(labels))
    return indices[:-held_out], indices[-held_out:]

# %% wrong shuffled-but-not-stratified: the validation part must have its share of every class
def split_train_validation(labels, validation_fraction, seed):
    indices = np.random.default_rng(seed).permutation(len(labels))
    held_out = round(validation_fraction * len(labels))
    return indices[held_out:], indices[:held_out]

# %% wrong training-keeps-everything: in both parts: an image the network was fitted to cannot tell how it does on new ones
def split_train_validation(labels, validation_fraction, seed):
    labels = np.asarray(labels)
    rng = np.random.default_rng(seed)
    validation = []
    for label in np.unique(labels):
        indices = rng.permutation(np.flatnonzero(labels == label))
        validation.append(indices[: round(validation_fraction * len(indices))])
    return np.arange(len(labels)), np.concatenate(validation)

# %% wrong drawn-with-replacement: twice in the same part: draw without replacement
def split_train_validation(labels, validation_fraction, seed):
    labels = np.asarray(labels)
    rng = np.random.default_rng(seed)
    validation = []
    for label in np.unique(labels):
        indices = np.flatnonzero(labels == label)
        validation.append(rng.choice(indices, round(validation_fraction * len(indices))))
    validation = np.concatenate(validation)
    return np.setdiff1d(np.arange(len(labels)), validation), validation

# %% wrong first-of-each-class: two seeds gave the same split
def split_train_validation(labels, validation_fraction, seed):
    labels = np.asarray(labels)
    train, validation = [], []
    for label in np.unique(labels):
        indices = np.flatnonzero(labels == label)
        held_out = round(validation_fraction * len(indices))
        validation.append(indices[:held_out])
        train.append(indices[held_out:])
    return np.concatenate(train), np.concatenate(validation)

# %% wrong unseeded: the same seed gave two different splits
def split_train_validation(labels, validation_fraction, seed):
    labels = np.asarray(labels)
    rng = np.random.default_rng()
    train, validation = [], []
    for label in np.unique(labels):
        indices = rng.permutation(np.flatnonzero(labels == label))
        held_out = round(validation_fraction * len(indices))
        validation.append(indices[:held_out])
        train.append(indices[held_out:])
    return np.concatenate(train), np.concatenate(validation)

# %% wrong parts-swapped: first the training part, then the validation part
def split_train_validation(labels, validation_fraction, seed):
    labels = np.asarray(labels)
    rng = np.random.default_rng(seed)
    train, validation = [], []
    for label in np.unique(labels):
        indices = rng.permutation(np.flatnonzero(labels == label))
        held_out = round(validation_fraction * len(indices))
        validation.append(indices[:held_out])
        train.append(indices[held_out:])
    return np.concatenate(validation), np.concatenate(train)

# %% wrong labels-instead-of-indices: these are labels; return the positions of the images
def split_train_validation(labels, validation_fraction, seed):
    labels = np.asarray(labels)
    rng = np.random.default_rng(seed)
    train, validation = [], []
    for label in np.unique(labels):
        indices = rng.permutation(np.flatnonzero(labels == label))
        held_out = round(validation_fraction * len(indices))
        validation.append(indices[:held_out])
        train.append(indices[held_out:])
    return labels[np.concatenate(train)], labels[np.concatenate(validation)]

# %% wrong equal-count-per-class: the validation part must have its share of every class
def split_train_validation(labels, validation_fraction, seed):
    labels = np.asarray(labels)
    rng = np.random.default_rng(seed)
    classes = np.unique(labels)
    held_out = round(validation_fraction * len(labels) / len(classes))
    train, validation = [], []
    for label in classes:
        indices = rng.permutation(np.flatnonzero(labels == label))
        validation.append(indices[:held_out])
        train.append(indices[held_out:])
    return np.concatenate(train), np.concatenate(validation)

# %% wrong positions-within-the-class: or did you return positions within the class instead of positions in `labels`?
def split_train_validation(labels, validation_fraction, seed):
    labels = np.asarray(labels)
    rng = np.random.default_rng(seed)
    train, validation = [], []
    for label in np.unique(labels):
        indices = rng.permutation((labels == label).sum())
        held_out = round(validation_fraction * len(indices))
        validation.append(indices[:held_out])
        train.append(indices[held_out:])
    return np.concatenate(train), np.concatenate(validation)

# %% wrong true-or-false: these are True/False; return indices
def split_train_validation(labels, validation_fraction, seed):
    labels = np.asarray(labels)
    rng = np.random.default_rng(seed)
    train, validation = [], []
    for label in np.unique(labels):
        indices = rng.permutation(np.flatnonzero(labels == label))
        held_out = round(validation_fraction * len(indices))
        validation.append(indices[:held_out])
        train.append(indices[held_out:])
    mask = np.isin(np.arange(len(labels)), np.concatenate(validation))
    return ~mask, mask

# %% wrong pieces-not-joined: a part must be one-dimensional: join the pieces of the classes
def split_train_validation(labels, validation_fraction, seed):
    labels = np.asarray(labels)
    rng = np.random.default_rng(seed)
    train, validation = [], []
    for label in np.unique(labels):
        indices = rng.permutation(np.flatnonzero(labels == label))
        held_out = round(validation_fraction * len(indices))
        validation.append(indices[:held_out])
        train.append(indices[held_out:])
    return train, validation

# %% wrong rounded-down: the validation part must have its share of every class
def split_train_validation(labels, validation_fraction, seed):
    labels = np.asarray(labels)
    rng = np.random.default_rng(seed)
    train, validation = [], []
    for label in np.unique(labels):
        indices = rng.permutation(np.flatnonzero(labels == label))
        held_out = int(validation_fraction * len(indices))
        validation.append(indices[:held_out])
        train.append(indices[held_out:])
    return np.concatenate(train), np.concatenate(validation)
