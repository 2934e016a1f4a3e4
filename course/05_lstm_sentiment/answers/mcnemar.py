# %% right: masks and math.comb
def mcnemar(first_right, second_right):
    first, second = np.asarray(first_right, dtype=bool), np.asarray(second_right, dtype=bool)
    b, c = int((first & ~second).sum()), int((~first & second).sum())
    n = b + c
    tail = sum(math.comb(n, i) for i in range(min(b, c) + 1))
    return b, c, min(1.0, 2 * tail / 2**n)

# %% right: loop, and each term from the one before
def mcnemar(first_right, second_right):
    b = c = 0
    for one, other in zip(first_right, second_right, strict=True):
        if one and not other:
            b += 1
        elif other and not one:
            c += 1
    n, term, tail = b + c, 1, 0
    for i in range(min(b, c) + 1):
        tail += term
        term = term * (n - i) // (i + 1)
    p = (tail << 1) / (1 << n)
    return b, c, p if p < 1 else 1.0

# %% right: logarithms, added without overflow
def mcnemar(first_right, second_right):
    steps = np.array(first_right, dtype=int) - np.array(second_right, dtype=int)
    b, c = np.count_nonzero(steps > 0), np.count_nonzero(steps < 0)
    n = b + c
    logs = [math.lgamma(n + 1) - math.lgamma(i + 1) - math.lgamma(n - i + 1) - n * math.log(2) for i in range(min(b, c) + 1)]
    top = max(logs)
    p = 2 * math.exp(top) * math.fsum(math.exp(log - top) for log in logs)
    return np.array([b, c, min(p, 1.0)])

# %% right: pairs counted, all splits as uneven looked up
def mcnemar(first_right, second_right):
    pairs = Counter((bool(one), bool(other)) for one, other in zip(first_right, second_right, strict=True))
    b, c = pairs[True, False], pairs[False, True]
    n = b + c
    as_uneven = sum(math.comb(n, i) for i in range(n + 1) if abs(2 * i - n) >= abs(b - c))
    return b, c, as_uneven / 2**n

# %% wrong one-sided: this is one side only
def mcnemar(first_right, second_right):
    first, second = np.asarray(first_right, dtype=bool), np.asarray(second_right, dtype=bool)
    b, c = int((first & ~second).sum()), int((~first & second).sum())
    return b, c, sum(math.comb(b + c, i) for i in range(min(b, c) + 1)) / 2 ** (b + c)

# %% wrong only-this-split: sum over all splits at least as uneven
def mcnemar(first_right, second_right):
    first, second = np.asarray(first_right, dtype=bool), np.asarray(second_right, dtype=bool)
    b, c = int((first & ~second).sum()), int((~first & second).sum())
    return b, c, min(1.0, 2 * math.comb(b + c, min(b, c)) / 2 ** (b + c))

# %% wrong chi-square: this is the χ² approximation without correction
def mcnemar(first_right, second_right):
    first, second = np.asarray(first_right, dtype=bool), np.asarray(second_right, dtype=bool)
    b, c = int((first & ~second).sum()), int((~first & second).sum())
    return b, c, math.erfc(abs(b - c) / math.sqrt(2 * (b + c))) if b + c else 1.0

# %% wrong chi-square-corrected: this is the χ² approximation with correction
def mcnemar(first_right, second_right):
    first, second = np.asarray(first_right, dtype=bool), np.asarray(second_right, dtype=bool)
    b, c = int((first & ~second).sum()), int((~first & second).sum())
    return b, c, math.erfc(max(abs(b - c) - 1, 0) / math.sqrt(2 * (b + c))) if b + c else 1.0

# %% wrong swapped: first the reviews that only the first model gets right
def mcnemar(first_right, second_right):
    first, second = np.asarray(first_right, dtype=bool), np.asarray(second_right, dtype=bool)
    b, c = int((~first & second).sum()), int((first & ~second).sum())
    return b, c, min(1.0, 2 * sum(math.comb(b + c, i) for i in range(min(b, c) + 1)) / 2 ** (b + c))

# %% wrong all-right-answers: these are all right answers of each model
def mcnemar(first_right, second_right):
    b, c = int(np.sum(first_right)), int(np.sum(second_right))
    return b, c, min(1.0, 2 * sum(math.comb(b + c, i) for i in range(min(b, c) + 1)) / 2 ** (b + c))

# %% wrong all-reviews-tossed: n is b + c
def mcnemar(first_right, second_right):
    first, second = np.asarray(first_right, dtype=bool), np.asarray(second_right, dtype=bool)
    b, c, n = int((first & ~second).sum()), int((~first & second).sum()), len(first)
    return b, c, min(1.0, 2 * sum(math.comb(n, i) for i in range(min(b, c) + 1)) / 2**n)

# %% wrong agreements-counted: both are right and both are wrong
def mcnemar(first_right, second_right):
    first, second = np.asarray(first_right, dtype=bool), np.asarray(second_right, dtype=bool)
    b, c = int((first & second).sum()), int((~first & ~second).sum())
    return b, c, min(1.0, 2 * sum(math.comb(b + c, i) for i in range(min(b, c) + 1)) / 2 ** (b + c))

# %% wrong above-one: a probability is at most 1
def mcnemar(first_right, second_right):
    first, second = np.asarray(first_right, dtype=bool), np.asarray(second_right, dtype=bool)
    b, c = int((first & ~second).sum()), int((~first & second).sum())
    return b, c, 2 * sum(math.comb(b + c, i) for i in range(min(b, c) + 1)) / 2 ** (b + c)

# %% wrong float-overflow: OverflowError
def mcnemar(first_right, second_right):
    first, second = np.asarray(first_right, dtype=bool), np.asarray(second_right, dtype=bool)
    b, c = int((first & ~second).sum()), int((~first & second).sum())
    return b, c, min(1.0, 2 * sum(math.comb(b + c, i) / 2.0 ** (b + c) for i in range(min(b, c) + 1)))
