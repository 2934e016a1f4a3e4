# %% right: three counts
def class_report(labels, predictions):
    labels, predictions = np.asarray(labels), np.asarray(predictions)
    rows = []
    for k in (0, 1):
        are, called = int((labels == k).sum()), int((predictions == k).sum())
        both = int(((labels == k) & (predictions == k)).sum())
        rows.append((both / called if called else 0.0, both / are if are else 0.0, 2 * both / (are + called) if both else 0.0, are))
    return rows

# %% right: loop over the pairs, harmonic mean
def class_report(labels, predictions):
    def row(k):
        hit = missed = false_alarm = 0
        for truth, guess in zip(labels, predictions, strict=True):
            hit += truth == k and guess == k
            missed += truth == k and guess != k
            false_alarm += truth != k and guess == k
        precision = hit / (hit + false_alarm) if hit + false_alarm else 0.0
        recall = hit / (hit + missed) if hit + missed else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return float(precision), float(recall), float(f1), int(hit + missed)

    return row(0), row(1)

# %% right: from the confusion matrix, as an array
def class_report(labels, predictions):
    matrix = np.zeros((2, 2))
    np.add.at(matrix, (np.asarray(labels), np.asarray(predictions)), 1)
    right, are, called = np.diag(matrix), matrix.sum(axis=1), matrix.sum(axis=0)
    one = np.ones(2)
    precision, recall = right / np.where(called, called, one), right / np.where(are, are, one)
    return np.stack([precision, recall, 2 * right / (are + called + (are + called == 0)), are], axis=1)

# %% right: counted pairs
def class_report(labels, predictions):
    pairs = Counter((int(truth), int(guess)) for truth, guess in zip(labels, predictions, strict=True))
    rows = []
    for k in (0, 1):
        hit, are, called = pairs[k, k], pairs[k, 0] + pairs[k, 1], pairs[0, k] + pairs[1, k]
        rows.append((hit / max(called, 1), hit / max(are, 1), 2 * hit / max(are + called, 1), are))
    return rows

# %% wrong swapped: precision and recall are swapped
def class_report(labels, predictions):
    labels, predictions = np.asarray(labels), np.asarray(predictions)
    rows = []
    for k in (0, 1):
        are, called = int((labels == k).sum()), int((predictions == k).sum())
        both = int(((labels == k) & (predictions == k)).sum())
        rows.append((both / max(are, 1), both / max(called, 1), 2 * both / max(are + called, 1), are))
    return rows

# %% wrong arithmetic-mean: not the arithmetic one
def class_report(labels, predictions):
    labels, predictions = np.asarray(labels), np.asarray(predictions)
    rows = []
    for k in (0, 1):
        are, called = int((labels == k).sum()), int((predictions == k).sum())
        both = int(((labels == k) & (predictions == k)).sum())
        precision, recall = both / max(called, 1), both / max(are, 1)
        rows.append((precision, recall, (precision + recall) / 2, are))
    return rows

# %% wrong support-of-the-called: not those that were called so
def class_report(labels, predictions):
    labels, predictions = np.asarray(labels), np.asarray(predictions)
    rows = []
    for k in (0, 1):
        are, called = int((labels == k).sum()), int((predictions == k).sum())
        both = int(((labels == k) & (predictions == k)).sum())
        rows.append((both / max(called, 1), both / max(are, 1), 2 * both / max(are + called, 1), called))
    return rows

# %% wrong support-of-all: support counts the examples of one class, not all
def class_report(labels, predictions):
    labels, predictions = np.asarray(labels), np.asarray(predictions)
    rows = []
    for k in (0, 1):
        are, called = int((labels == k).sum()), int((predictions == k).sum())
        both = int(((labels == k) & (predictions == k)).sum())
        rows.append((both / max(called, 1), both / max(are, 1), 2 * both / max(are + called, 1), len(labels)))
    return rows

# %% wrong support-of-the-found: found or not
def class_report(labels, predictions):
    labels, predictions = np.asarray(labels), np.asarray(predictions)
    rows = []
    for k in (0, 1):
        are, called = int((labels == k).sum()), int((predictions == k).sum())
        both = int(((labels == k) & (predictions == k)).sum())
        rows.append((both / max(called, 1), both / max(are, 1), 2 * both / max(are + called, 1), both))
    return rows

# %% wrong published-support: support 66 is the published column
def class_report(labels, predictions):
    labels, predictions = np.asarray(labels), np.asarray(predictions)
    rows = []
    for k in (0, 1):
        are, called = int((labels == k).sum()), int((predictions == k).sum())
        both = int(((labels == k) & (predictions == k)).sum())
        rows.append((both / max(called, 1), both / max(are, 1), 2 * both / max(are + called, 1), 66))
    return rows

# %% wrong positive-first: class 0 comes first
def class_report(labels, predictions):
    labels, predictions = np.asarray(labels), np.asarray(predictions)
    rows = []
    for k in (1, 0):
        are, called = int((labels == k).sum()), int((predictions == k).sum())
        both = int(((labels == k) & (predictions == k)).sum())
        rows.append((both / max(called, 1), both / max(are, 1), 2 * both / max(are + called, 1), are))
    return rows

# %% wrong one-class-twice: each class has a row of its own
def class_report(labels, predictions):
    labels, predictions = np.asarray(labels), np.asarray(predictions)
    are, called = int((labels == 1).sum()), int((predictions == 1).sum())
    both = int(((labels == 1) & (predictions == 1)).sum())
    shares = both / max(called, 1), both / max(are, 1), 2 * both / max(are + called, 1)
    return [(*shares, int((labels == k).sum())) for k in (0, 1)]

# %% wrong one-row: one row is missing
def class_report(labels, predictions):
    labels, predictions = np.asarray(labels), np.asarray(predictions)
    are, called = int((labels == 1).sum()), int((predictions == 1).sum())
    both = int(((labels == 1) & (predictions == 1)).sum())
    return [(both / max(called, 1), both / max(are, 1), 2 * both / max(are + called, 1), are)]

# %% wrong recall-of-all: recall is a share of the class
def class_report(labels, predictions):
    labels, predictions = np.asarray(labels), np.asarray(predictions)
    rows = []
    for k in (0, 1):
        are, called = int((labels == k).sum()), int((predictions == k).sum())
        both = int(((labels == k) & (predictions == k)).sum())
        precision, recall = both / max(called, 1), both / len(labels)
        rows.append((precision, recall, 2 * precision * recall / max(precision + recall, 1e-12), are))
    return rows

# %% wrong division-by-zero: ZeroDivisionError
def class_report(labels, predictions):
    labels, predictions = list(labels), list(predictions)
    rows = []
    for k in (0, 1):
        are, called = labels.count(k), predictions.count(k)
        both = sum(truth == guess == k for truth, guess in zip(labels, predictions, strict=True))
        precision, recall = both / called, both / are
        rows.append((precision, recall, 2 * precision * recall / (precision + recall), are))
    return rows
