# %% right: spread of the differences
def difference_interval(first_right, second_right, z):
    steps = np.asarray(second_right, dtype=int) - np.asarray(first_right, dtype=int)
    half_width = z * steps.std() / math.sqrt(len(steps))
    return float(steps.mean() - half_width), float(steps.mean() + half_width)

# %% right: the two counts, in a loop
def difference_interval(first_right, second_right, z):
    b = c = 0
    for one, other in zip(first_right, second_right, strict=True):
        b += bool(one) and not other
        c += bool(other) and not one
    count = len(first_right)
    difference = (c - b) / count
    half_width = z * (((b + c) / count - difference**2) / count) ** 0.5
    return difference - half_width, difference + half_width

# %% right: from variances and the covariance of the two
def difference_interval(first_right, second_right, z):
    pair = np.array([first_right, second_right], dtype=float)
    (v1, cov), (_, v2) = np.cov(pair, bias=True)
    middle = pair[1].mean() - pair[0].mean()
    half_width = z * np.sqrt(max(v1 + v2 - 2 * cov, 0.0) / pair.shape[1])
    return np.array([middle - half_width, middle + half_width])

# %% right: counts of pairs
def difference_interval(first_right, second_right, z):
    pairs = Counter((bool(one), bool(other)) for one, other in zip(first_right, second_right, strict=True))
    count, b, c = sum(pairs.values()), pairs[True, False], pairs[False, True]
    root = math.sqrt(b + c - (c - b) ** 2 / count)
    return tuple((c - b + sign * z * root) / count for sign in (-1, 1))

# %% wrong unpaired: as if they were tested on different reviews
def difference_interval(first_right, second_right, z):
    p, q, count = np.mean(first_right), np.mean(second_right), len(first_right)
    half_width = z * math.sqrt((p * (1 - p) + q * (1 - q)) / count)
    return q - p - half_width, q - p + half_width

# %% wrong square-forgotten: subtract d² in the variance
def difference_interval(first_right, second_right, z):
    steps = np.asarray(second_right, dtype=int) - np.asarray(first_right, dtype=int)
    half_width = z * math.sqrt(np.mean(steps**2) / len(steps))
    return steps.mean() - half_width, steps.mean() + half_width

# %% wrong first-minus-second: second minus first
def difference_interval(first_right, second_right, z):
    steps = np.asarray(first_right, dtype=int) - np.asarray(second_right, dtype=int)
    half_width = z * steps.std() / math.sqrt(len(steps))
    return steps.mean() - half_width, steps.mean() + half_width

# %% wrong counts: as shares of all N reviews
def difference_interval(first_right, second_right, z):
    steps = np.asarray(second_right, dtype=int) - np.asarray(first_right, dtype=int)
    half_width = z * steps.std() * math.sqrt(len(steps))
    return steps.sum() - half_width, steps.sum() + half_width

# %% wrong z-built-in: z is an argument
def difference_interval(first_right, second_right, z):
    steps = np.asarray(second_right, dtype=int) - np.asarray(first_right, dtype=int)
    half_width = 1.96 * steps.std() / math.sqrt(len(steps))
    return steps.mean() - half_width, steps.mean() + half_width

# %% wrong n-minus-one: divide by N, not by N - 1
def difference_interval(first_right, second_right, z):
    steps = np.asarray(second_right, dtype=int) - np.asarray(first_right, dtype=int)
    half_width = z * steps.std(ddof=1) / math.sqrt(len(steps))
    return steps.mean() - half_width, steps.mean() + half_width

# %% wrong spread-of-one-review: divide the variance by N
def difference_interval(first_right, second_right, z):
    steps = np.asarray(second_right, dtype=int) - np.asarray(first_right, dtype=int)
    half_width = z * steps.std()
    return steps.mean() - half_width, steps.mean() + half_width

# %% wrong only-disagreements: N counts all reviews
def difference_interval(first_right, second_right, z):
    steps = np.asarray(second_right, dtype=int) - np.asarray(first_right, dtype=int)
    steps = steps[steps != 0] if (steps != 0).any() else steps
    half_width = z * steps.std() / math.sqrt(len(steps))
    return steps.mean() - half_width, steps.mean() + half_width

# %% wrong centre-and-half-width: these are the difference and the half-width
def difference_interval(first_right, second_right, z):
    steps = np.asarray(second_right, dtype=int) - np.asarray(first_right, dtype=int)
    return steps.mean(), z * steps.std() / math.sqrt(len(steps))

# %% wrong high-end-first: low end first
def difference_interval(first_right, second_right, z):
    steps = np.asarray(second_right, dtype=int) - np.asarray(first_right, dtype=int)
    half_width = z * steps.std() / math.sqrt(len(steps))
    return steps.mean() + half_width, steps.mean() - half_width

# %% wrong xor: XOR has no sign
def difference_interval(first_right, second_right, z):
    steps = np.asarray(second_right, dtype=bool) ^ np.asarray(first_right, dtype=bool)
    half_width = z * steps.std() / math.sqrt(len(steps))
    return steps.mean() - half_width, steps.mean() + half_width
