# %% right: count one image at a time
def confusion_matrix(labels, predictions, classes):
    matrix = np.zeros((classes, classes), dtype=int)
    for truth, guess in zip(labels, predictions, strict=True):
        matrix[truth, guess] += 1
    return matrix

# %% right: bincount of pair numbers
def confusion_matrix(labels, predictions, classes):
    pairs = np.asarray(labels, dtype=int) * classes + np.asarray(predictions, dtype=int)
    return np.bincount(pairs, minlength=classes * classes).reshape(classes, classes)

# %% right: one-hot matrix product
def confusion_matrix(labels, predictions, classes):
    one_hot = np.eye(classes)
    return one_hot[np.asarray(labels)].T @ one_hot[np.asarray(predictions)]

# %% right: nested lists
def confusion_matrix(labels, predictions, classes):
    pairs = [(int(truth), int(guess)) for truth, guess in zip(labels, predictions, strict=True)]
    return [[pairs.count((truth, guess)) for guess in range(classes)] for truth in range(classes)]

# %% right: np.add.at
def confusion_matrix(labels, predictions, classes):
    matrix = np.zeros((classes, classes), dtype=np.int32)
    np.add.at(matrix, (np.asarray(labels), np.asarray(predictions)), 1)
    return matrix

# %% wrong transposed: rows are the true class
def confusion_matrix(labels, predictions, classes):
    matrix = np.zeros((classes, classes), dtype=int)
    for truth, guess in zip(labels, predictions, strict=True):
        matrix[guess, truth] += 1
    return matrix

# %% wrong repeated-pairs-counted-once: counts a repeated pair only once
def confusion_matrix(labels, predictions, classes):
    matrix = np.zeros((classes, classes), dtype=int)
    matrix[np.asarray(labels), np.asarray(predictions)] += 1
    return matrix

# %% wrong size-from-the-data: a class that nobody named still has its row and its column
def confusion_matrix(labels, predictions, classes):
    seen = int(max(np.max(labels), np.max(predictions))) + 1
    matrix = np.zeros((seen, seen), dtype=int)
    for truth, guess in zip(labels, predictions, strict=True):
        matrix[truth, guess] += 1
    return matrix

# %% wrong rows-as-shares: these are shares of each row
def confusion_matrix(labels, predictions, classes):
    matrix = np.zeros((classes, classes))
    for truth, guess in zip(labels, predictions, strict=True):
        matrix[truth, guess] += 1
    return matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)

# %% wrong errors-only: the right answers are missing from the diagonal
def confusion_matrix(labels, predictions, classes):
    matrix = np.zeros((classes, classes), dtype=int)
    for truth, guess in zip(labels, predictions, strict=True):
        if truth != guess:
            matrix[truth, guess] += 1
    return matrix

# %% wrong one-count-per-class: one row and one column for each class
def confusion_matrix(labels, predictions, classes):
    right = np.asarray(labels) == np.asarray(predictions)
    return np.bincount(np.asarray(labels)[right], minlength=classes)

# %% wrong one-row-many-times: is the same row many times; make each row anew
def confusion_matrix(labels, predictions, classes):
    matrix = [[0] * classes] * classes
    for truth, guess in zip(labels, predictions, strict=True):
        matrix[truth][guess] += 1
    return matrix

# %% wrong rows-as-shares-with-nan: these are shares of each row
def confusion_matrix(labels, predictions, classes):
    matrix = np.zeros((classes, classes))
    for truth, guess in zip(labels, predictions, strict=True):
        matrix[truth, guess] += 1
    with np.errstate(invalid="ignore"):
        return matrix / matrix.sum(axis=1, keepdims=True)

# %% wrong counted-in-bytes: uint8 counts only to 255
def confusion_matrix(labels, predictions, classes):
    matrix = np.zeros((classes, classes), dtype=np.uint8)
    np.add.at(matrix, (np.asarray(labels), np.asarray(predictions)), 1)
    return matrix
