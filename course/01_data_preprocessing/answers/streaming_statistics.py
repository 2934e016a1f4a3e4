# %% right: the whole chunk at once
def streaming_statistics(known, chunk):
    n, m, variance = known
    values = np.asarray(chunk, dtype=float)
    k = len(values)
    if k == 0:
        return n, m, variance
    c = values.mean()
    delta, total = c - m, n + k
    squares = n * variance + ((values - c) ** 2).sum() + delta**2 * n * k / total
    return total, m + delta * k / total, squares / total


# %% right: value by value, the variance itself moved
def streaming_statistics(known, chunk):
    count, mean, variance = known
    for value in chunk:
        count = count + 1
        distance = value - mean
        variance = (count - 1) / count * (variance + distance**2 / count)
        mean = mean + distance / count
    return count, mean, variance


# %% right: sums of distances to a value in the chunk
def streaming_statistics(known, chunk):
    n, m, variance = known
    chunk = [float(value) for value in chunk]
    if not chunk:
        return known
    shift = m if n else sum(chunk) / len(chunk)
    distances = [value - shift for value in chunk]
    total = n + len(chunk)
    moved = math.fsum(distances) / total
    squares = n * variance + math.fsum(distance * distance for distance in distances)
    return [total, shift + moved, squares / total - moved * moved]


# %% right: halves, joined pair by pair
def joined(one, other):
    count = one[0] + other[0]
    if count == 0:
        return one
    share = other[0] / count
    apart = other[1] - one[1]
    return count, one[1] + share * apart, (1 - share) * one[2] + share * other[2] + share * (1 - share) * apart * apart


def streaming_statistics(known, chunk):
    parts = [(1, float(value), 0.0) for value in chunk]
    while len(parts) > 1:
        parts = [joined(parts[k], parts[k + 1]) if k + 1 < len(parts) else parts[k] for k in range(0, len(parts), 2)]
    return joined(tuple(known), parts[0]) if parts else tuple(known)


# %% wrong textbook: near a billion all digits are lost: add up squares of distances, not of values
def streaming_statistics(known, chunk):
    count, mean, variance = known
    total, squares = count * mean, count * (variance + mean**2)
    for value in chunk:
        count += 1
        total += value
        squares += value**2
    if count == 0:
        return 0, 0.0, 0.0
    return count, total / count, squares / count - (total / count) ** 2


# %% wrong textbook-vectorised: near a billion all digits are lost: add up squares of distances, not of values
def streaming_statistics(known, chunk):
    n, m, v = known
    x = np.asarray(chunk, dtype=float)
    total = max(n + len(x), 1)
    mean = (n * m + x.sum()) / total
    return n + len(x), mean, (n * (v + m * m) + np.dot(x, x)) / total - mean * mean


# %% wrong float32: float32 holds seven digits, and a billion has ten: compute in float64
def streaming_statistics(known, chunk):
    n, m, v = known
    x = np.asarray(chunk, dtype=np.float32)
    if len(x) == 0:
        return known
    c, total = float(x.mean()), n + len(x)
    squares = n * v + float(((x - np.float32(c)) ** 2).sum()) + (c - m) ** 2 * n * len(x) / total
    return total, m + (c - m) * len(x) / total, squares / total


# %% wrong by-one-less: the variance divides by the count here, not by one less
def streaming_statistics(known, chunk):
    n, m, v = known
    squares = v * max(n - 1, 0)
    for value in chunk:
        n += 1
        old = value - m
        m += old / n
        squares += old * (value - m)
    return n, m, squares / (n - 1) if n > 1 else 0.0


# %% wrong sum-returned: that is the sum of squared distances: divide it by the count
def streaming_statistics(known, chunk):
    n, m, squares = known
    for value in chunk:
        n += 1
        old = value - m
        m += old / n
        squares += old * (value - m)
    return n, m, squares


# %% wrong rooted: that is the standard deviation; the variance is not rooted
def streaming_statistics(known, chunk):
    n, m, deviation = known
    squares = n * deviation**2
    for value in chunk:
        n += 1
        old = value - m
        m += old / n
        squares += old * (value - m)
    return n, m, math.sqrt(squares / n) if n else 0.0


# %% wrong whole-distance: the mean moves by the distance divided by the count, not by the whole distance
def streaming_statistics(known, chunk):
    n, m, v = known
    squares = n * v
    for value in chunk:
        n += 1
        old = value - m
        m += old
        squares += old * (value - m)
    return n, m, squares / n if n else 0.0


# %% wrong old-twice: both distances were taken to the old mean; one belongs to the new
def streaming_statistics(known, chunk):
    n, m, v = known
    squares = n * v
    for value in chunk:
        n += 1
        squares += (value - m) ** 2
        m += (value - m) / n
    return n, m, squares / n if n else 0.0


# %% wrong new-twice: both distances were taken to the new mean; one belongs to the old
def streaming_statistics(known, chunk):
    n, m, v = known
    squares = n * v
    for value in chunk:
        n += 1
        m += (value - m) / n
        squares += (value - m) ** 2
    return n, m, squares / n if n else 0.0


# %% wrong chunk-only: only the chunk was counted; the earlier values are known by three numbers
def streaming_statistics(known, chunk):
    values = np.asarray(chunk, dtype=float)
    if len(values) == 0:
        return known
    return len(values), values.mean(), values.var()


# %% wrong mean-of-means: a mean of two means: the two earlier values weigh more than the one of the chunk
def streaming_statistics(known, chunk):
    n, m, v = known
    x = np.asarray(chunk, dtype=float)
    if n == 0:
        return len(x), x.mean() if len(x) else 0.0, x.var() if len(x) else 0.0
    if len(x) == 0:
        return known
    total, delta = n + len(x), x.mean() - m
    return total, (m + x.mean()) / 2, (n * v + len(x) * x.var() + delta**2 * n * len(x) / total) / total


# %% wrong variances-averaged: the variances were averaged; how far the chunk lies from the old mean counts too
def streaming_statistics(known, chunk):
    n, m, v = known
    x = np.asarray(chunk, dtype=float)
    if len(x) == 0:
        return known
    total = n + len(x)
    return total, (n * m + x.sum()) / total, (n * v + len(x) * x.var()) / total


# %% wrong variance-for-sum: known[2] is a variance: times the count it is the sum of squared distances
def streaming_statistics(known, chunk):
    n, m, squares = known
    for value in chunk:
        n += 1
        old = value - m
        m += old / n
        squares += old * (value - m)
    return n, m, squares / n if n else 0.0


# %% wrong empty-chunk: a chunk without values changes nothing; it has no mean, so don't divide by its size
def streaming_statistics(known, chunk):
    n, m, v = known
    x = np.asarray(chunk, dtype=float)
    with np.errstate(invalid="ignore"):
        c = x.sum() / np.float64(len(x))
        squares = ((x - c) ** 2).sum()
        total = np.float64(n + len(x))
        return n + len(x), m + (c - m) * len(x) / total, (n * v + squares + (c - m) ** 2 * n * len(x) / total) / total
