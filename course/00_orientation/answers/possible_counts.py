# %% right: try each count
def possible_counts(percent, size):
    found = []
    for count in range(size + 1):
        if round(100 * count / size) == percent:
            found.append(count)
    return found


# %% right: whole numbers only
def possible_counts(percent, size):
    return [count for count in range(0, size + 1) if abs(100 * count - percent * size) * 2 < size]


# %% right: NumPy
def possible_counts(percent, size):
    counts = np.arange(size + 1)
    return counts[np.round(100 * counts / size) == percent]


# %% right: from the ends of the interval
def possible_counts(percent, size):
    low = math.ceil((percent - 0.5) * size / 100)
    high = math.floor((percent + 0.5) * size / 100)
    return list(range(max(low, 0), min(high, size) + 1))


# %% wrong cut-off: 2/3 is 66.67%, reported as 67: round to the nearest, don't cut off
def possible_counts(percent, size):
    return [count for count in range(size + 1) if 100 * count // size == percent]


# %% wrong exact: 2/3 is 66.67%, reported as 67: round to the nearest, don't cut off
def possible_counts(percent, size):
    return [count for count in range(size + 1) if 100 * count / size == percent]


# %% wrong one-number: return a list, also of one count
def possible_counts(percent, size):
    return round(percent * size / 100)


# %% wrong percentages: these are percentages; asked for are counts of correct answers
def possible_counts(percent, size):
    shares = [round(100 * count / size) for count in range(size + 1)]
    return [share for share in shares if share == percent]


# %% wrong all-right-left-out: all can be right: a range stops before its end
def possible_counts(percent, size):
    return [count for count in range(size) if round(100 * count / size) == percent]


# %% wrong none-left-out: none can be right: begin with 0
def possible_counts(percent, size):
    return [count for count in range(1, size + 1) if round(100 * count / size) == percent]


# %% wrong first-only: several counts can round to one percentage: list them all
def possible_counts(percent, size):
    for count in range(size + 1):
        if round(100 * count / size) == percent:
            return [count]
    return []


# %% wrong nearest-count: several counts can round to one percentage: list them all
def possible_counts(percent, size):
    return [round(percent * size / 100)]


# %% wrong none-for-empty: returned None: is there a `return`?
def possible_counts(percent, size):
    found = [count for count in range(size + 1) if round(100 * count / size) == percent]
    return found or None
