# %% right: quantiles and medians
def robust_outliers(values, rule="iqr"):
    x = np.array(values, dtype=float)
    if rule == "mad":
        distance = abs(x - np.median(x))
        return distance > 3.5 * 1.4826 * np.median(distance)
    low, high = np.percentile(x, 25), np.percentile(x, 75)
    return ~((x >= low - 1.5 * (high - low)) & (x <= high + 1.5 * (high - low)))


# %% right: loop in plain Python
def median_of(numbers):
    ordered = sorted(numbers)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def quartile(numbers, share):
    ordered = sorted(numbers)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def robust_outliers(values, rule="iqr"):
    numbers = [float(value) for value in values]
    if rule == "iqr":
        first, third = quartile(numbers, 0.25), quartile(numbers, 0.75)
        low, high = first - 1.5 * (third - first), third + 1.5 * (third - first)
        return [number < low or number > high for number in numbers]
    middle = median_of(numbers)
    mad = median_of([abs(number - middle) for number in numbers])
    return [abs(number - middle) > 3.5 * 1.4826 * mad for number in numbers]


# %% right: pandas
def robust_outliers(values, rule="iqr"):
    series = pd.Series(list(values), dtype=float)
    if rule == "iqr":
        first, third = series.quantile(0.25), series.quantile(0.75)
        inside = series.between(first - 1.5 * (third - first), third + 1.5 * (third - first))
        return (~inside).tolist()
    distance = (series - series.median()).abs()
    return (distance > 3.5 * 1.4826 * distance.median()).to_numpy()


# %% right: robust z-score, zero MAD taken care of
def robust_outliers(values, rule="iqr"):
    values = np.asarray(values, dtype=np.float64)
    if rule == "iqr":
        first, third = np.quantile(values, [0.25, 0.75])
        middle, reach = (first + third) / 2, 2 * (third - first)
        return np.abs(values - middle) > reach
    distance = np.abs(values - np.median(values))
    mad = np.median(distance)
    return distance > 0 if mad == 0 else distance / (1.4826 * mad) > 3.5


# %% wrong fence-included: a value on the fence is inside: compare with < and >
def robust_outliers(values, rule="iqr"):
    x = np.asarray(values, dtype=float)
    if rule == "iqr":
        first, third = np.quantile(x, [0.25, 0.75])
        return (x <= first - 1.5 * (third - first)) | (x >= third + 1.5 * (third - first))
    distance = np.abs(x - np.median(x))
    return distance > 3.5 * 1.4826 * np.median(distance)


# %% wrong one-sided: only large values were flagged; a small one can be as far away
def robust_outliers(values, rule="iqr"):
    x = np.asarray(values, dtype=float)
    if rule == "iqr":
        first, third = np.quantile(x, [0.25, 0.75])
        return x > third + 1.5 * (third - first)
    distance = np.abs(x - np.median(x))
    return distance > 3.5 * 1.4826 * np.median(distance)


# %% wrong around-the-median: the fences stand 1.5 quartile distances beyond the quartiles, not around the median
def robust_outliers(values, rule="iqr"):
    x = np.asarray(values, dtype=float)
    if rule == "iqr":
        first, third = np.quantile(x, [0.25, 0.75])
        return np.abs(x - np.median(x)) > 1.5 * (third - first)
    distance = np.abs(x - np.median(x))
    return distance > 3.5 * 1.4826 * np.median(distance)


# %% wrong z-score: nothing lies beyond 3 standard deviations here: that is the z-score again
def robust_outliers(values, rule="iqr"):
    x = np.asarray(values, dtype=float)
    return np.abs(x - x.mean()) > 3 * x.std()


# %% wrong upside-down: these are the values that stay; True is for an outlier
def robust_outliers(values, rule="iqr"):
    x = np.asarray(values, dtype=float)
    if rule == "iqr":
        first, third = np.quantile(x, [0.25, 0.75])
        return (x >= first - 1.5 * (third - first)) & (x <= third + 1.5 * (third - first))
    distance = np.abs(x - np.median(x))
    return distance <= 3.5 * 1.4826 * np.median(distance)


# %% wrong factor-missing: the factor 1.4826 is missing: MAD of normal values is smaller than their deviation
def robust_outliers(values, rule="iqr"):
    x = np.asarray(values, dtype=float)
    if rule == "iqr":
        first, third = np.quantile(x, [0.25, 0.75])
        return (x < first - 1.5 * (third - first)) | (x > third + 1.5 * (third - first))
    distance = np.abs(x - np.median(x))
    return distance > 3.5 * np.median(distance)


# %% wrong mean-distance: MAD is the median of the distances, not their mean: a far value must not move it
def robust_outliers(values, rule="iqr"):
    x = np.asarray(values, dtype=float)
    if rule == "iqr":
        first, third = np.quantile(x, [0.25, 0.75])
        return (x < first - 1.5 * (third - first)) | (x > third + 1.5 * (third - first))
    distance = np.abs(x - np.median(x))
    return distance > 3.5 * 1.4826 * distance.mean()


# %% wrong divided: with MAD 0 everything off the median is flagged: compare distances instead of dividing
def robust_outliers(values, rule="iqr"):
    x = np.asarray(values, dtype=float)
    if rule == "iqr":
        first, third = np.quantile(x, [0.25, 0.75])
        return (x < first - 1.5 * (third - first)) | (x > third + 1.5 * (third - first))
    distance = np.abs(x - np.median(x))
    mad = np.median(distance)
    if mad == 0:
        return np.zeros(len(x), dtype=bool)
    return distance / (1.4826 * mad) > 3.5


# %% wrong median-of-values: MAD is the median of the distances |x - median|, not the median of the values
def robust_outliers(values, rule="iqr"):
    x = np.asarray(values, dtype=float)
    if rule == "iqr":
        first, third = np.quantile(x, [0.25, 0.75])
        return (x < first - 1.5 * (third - first)) | (x > third + 1.5 * (third - first))
    return np.abs(x - np.median(x)) > 3.5 * 1.4826 * np.median(x)


# %% wrong mad-one-sided: a small value can be as far away as a large one: take |x - m|
def robust_outliers(values, rule="iqr"):
    x = np.asarray(values, dtype=float)
    if rule == "iqr":
        first, third = np.quantile(x, [0.25, 0.75])
        return (x < first - 1.5 * (third - first)) | (x > third + 1.5 * (third - first))
    return x - np.median(x) > 3.5 * 1.4826 * np.median(np.abs(x - np.median(x)))


# %% wrong from-the-mean: the distances are taken from the median, not from the mean
def robust_outliers(values, rule="iqr"):
    x = np.asarray(values, dtype=float)
    if rule == "iqr":
        first, third = np.quantile(x, [0.25, 0.75])
        return (x < first - 1.5 * (third - first)) | (x > third + 1.5 * (third - first))
    distance = np.abs(x - x.mean())
    return distance > 3.5 * 1.4826 * np.median(distance)
