# %% right: sums of p - y in each bin
def calibration_error(probabilities, labels, bins):
    probabilities, labels = np.asarray(probabilities, dtype=float), np.asarray(labels, dtype=float)
    place = np.minimum((probabilities * bins).astype(int), bins - 1)
    gaps = [abs((probabilities - labels)[place == k].sum()) for k in range(bins)]
    return float(sum(gaps) / len(labels))

# %% right: lists of the bins, plain Python
def calibration_error(probabilities, labels, bins):
    filled = {}
    for p, y in zip(probabilities, labels, strict=True):
        filled.setdefault(min(int(p * bins), bins - 1), []).append((float(p), float(y)))
    error = 0.0
    for members in filled.values():
        count = len(members)
        mean_p, share = sum(p for p, _ in members) / count, sum(y for _, y in members) / count
        error += count / len(labels) * abs(mean_p - share)
    return error

# %% right: bincount with weights
def calibration_error(probabilities, labels, bins):
    p, y = np.array(probabilities, dtype=float), np.array(labels, dtype=float)
    place = np.clip(np.floor(p * bins).astype(int), 0, bins - 1)
    return np.abs(np.bincount(place, weights=p - y, minlength=bins)).sum() / p.size

# %% right: sorted, cut at the edges
def calibration_error(probabilities, labels, bins):
    order = np.argsort(probabilities)
    p, y = np.asarray(probabilities, dtype=float)[order], np.asarray(labels, dtype=float)[order]
    cuts = np.searchsorted(p, np.arange(1, bins) / bins, side="left")
    parts = zip(np.split(p, cuts), np.split(y, cuts), strict=True)
    return sum(len(a) * abs(a.mean() - b.mean()) for a, b in parts if len(a)) / len(p)

# %% wrong unweighted: weigh each bin by how many reviews it has
def calibration_error(probabilities, labels, bins):
    p, y = np.asarray(probabilities, dtype=float), np.asarray(labels, dtype=float)
    place = np.minimum((p * bins).astype(int), bins - 1)
    return np.mean([abs(p[place == k].mean() - y[place == k].mean()) for k in range(bins) if (place == k).any()])

# %% wrong unweighted-with-empty: and an empty bin counts nothing
def calibration_error(probabilities, labels, bins):
    p, y = np.asarray(probabilities, dtype=float), np.asarray(labels, dtype=float)
    place = np.minimum((p * bins).astype(int), bins - 1)
    return sum(abs(p[place == k].mean() - y[place == k].mean()) for k in range(bins) if (place == k).any()) / bins

# %% wrong signed: take the absolute value in each bin
def calibration_error(probabilities, labels, bins):
    p, y = np.asarray(probabilities, dtype=float), np.asarray(labels, dtype=float)
    return abs(np.mean(p - y))

# %% wrong one-left-out: here it was left out
def calibration_error(probabilities, labels, bins):
    p, y = np.asarray(probabilities, dtype=float), np.asarray(labels, dtype=float)
    total = 0.0
    for k in range(bins):
        inside = (p >= k / bins) & (p < (k + 1) / bins)
        total += abs((p - y)[inside].sum())
    return total / len(p)

# %% wrong one-in-a-bin-of-its-own: not to one of its own
def calibration_error(probabilities, labels, bins):
    p, y = np.asarray(probabilities, dtype=float), np.asarray(labels, dtype=float)
    place = (p * bins).astype(int)
    return sum(abs((p - y)[place == k].sum()) for k in range(bins + 1)) / len(p)

# %% wrong largest-gap: this is the largest gap
def calibration_error(probabilities, labels, bins):
    p, y = np.asarray(probabilities, dtype=float), np.asarray(labels, dtype=float)
    place = np.minimum((p * bins).astype(int), bins - 1)
    return max(abs(p[place == k].mean() - y[place == k].mean()) for k in range(bins) if (place == k).any())

# %% wrong root-mean-square: this is the root of the mean square
def calibration_error(probabilities, labels, bins):
    p, y = np.asarray(probabilities, dtype=float), np.asarray(labels, dtype=float)
    place = np.minimum((p * bins).astype(int), bins - 1)
    parts = [(place == k) for k in range(bins) if (place == k).any()]
    return math.sqrt(sum(part.sum() * (p[part].mean() - y[part].mean()) ** 2 for part in parts) / len(p))

# %% wrong example-by-example: not each probability with its label
def calibration_error(probabilities, labels, bins):
    return np.mean(np.abs(np.asarray(probabilities, dtype=float) - np.asarray(labels)))

# %% wrong right-answers: not with the share of right answers
def calibration_error(probabilities, labels, bins):
    p, y = np.asarray(probabilities, dtype=float), np.asarray(labels)
    right = ((p > 0.5) == y).astype(float)
    place = np.minimum((p * bins).astype(int), bins - 1)
    return sum(abs((p - right)[place == k].sum()) for k in range(bins)) / len(p)

# %% wrong predicted-class: here it is that of label 1
def calibration_error(probabilities, labels, bins):
    p, y = np.asarray(probabilities, dtype=float), np.asarray(labels)
    right, sure = ((p > 0.5) == y).astype(float), np.maximum(p, 1 - p)
    place = np.minimum((sure * bins).astype(int), bins - 1)
    return sum(abs((sure - right)[place == k].sum()) for k in range(bins)) / len(p)

# %% wrong ten-bins: the number of bins is an argument
def calibration_error(probabilities, labels, bins):
    p, y = np.asarray(probabilities, dtype=float), np.asarray(labels, dtype=float)
    place = np.minimum((p * 10).astype(int), 9)
    return sum(abs((p - y)[place == k].sum()) for k in range(10)) / len(p)

# %% wrong not-divided: divide by the number of reviews
def calibration_error(probabilities, labels, bins):
    p, y = np.asarray(probabilities, dtype=float), np.asarray(labels, dtype=float)
    place = np.minimum((p * bins).astype(int), bins - 1)
    return sum(abs((p - y)[place == k].sum()) for k in range(bins))

# %% wrong middle-of-the-bin: use the mean probability of the bin, not its middle
def calibration_error(probabilities, labels, bins):
    p, y = np.asarray(probabilities, dtype=float), np.asarray(labels, dtype=float)
    place = np.minimum((p * bins).astype(int), bins - 1)
    return sum(abs(((k + 0.5) / bins - y[place == k]).sum()) for k in range(bins)) / len(p)
