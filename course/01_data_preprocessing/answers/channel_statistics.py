# %% right: three running numbers
def channel_statistics(batches):
    n, total, squares = 0, 0, 0
    for batch in batches:
        x = np.asarray(batch, dtype=np.float64) / 255
        n += x.shape[0] * x.shape[1] * x.shape[2]
        total = total + x.sum(axis=(0, 1, 2))
        squares = squares + (x * x).sum(axis=(0, 1, 2))
    mean = total / n
    variance = np.maximum(squares / n - mean * mean, 0)
    return mean, np.sqrt(variance)


# %% right: whole numbers, exact until the last division
def channel_statistics(batches):
    count, total, squares = 0, 0, 0
    for batch in batches:
        numbers = batch.reshape(-1, batch.shape[-1]).astype(np.int64)
        count += len(numbers)
        total = total + numbers.sum(axis=0)
        squares = squares + (numbers**2).sum(axis=0)
    variance = (count * squares - total**2) / count**2
    return (total / count / 255).tolist(), (np.sqrt(variance) / 255).tolist()


# %% right: a histogram of the 256 bytes for each colour
def channel_statistics(batches):
    counts = None
    for batch in batches:
        pixels = batch.reshape(-1, batch.shape[-1])
        here = np.stack([np.bincount(pixels[:, c], minlength=256) for c in range(pixels.shape[1])])
        counts = here if counts is None else counts + here
    levels = np.arange(256) / 255
    weights = counts / counts.sum(axis=1, keepdims=True)
    mean = weights @ levels
    std = np.sqrt((weights * (levels[None, :] - mean[:, None]) ** 2).sum(axis=1))
    return mean, std


# %% right: merging mean and sum of squared deviations batch by batch
def channel_statistics(batches):
    n, mean, m2 = 0, 0.0, 0.0
    for batch in batches:
        x = batch.reshape(-1, batch.shape[-1]) / 255
        m, here = len(x), x.mean(axis=0)
        delta = here - mean
        m2 = m2 + ((x - here) ** 2).sum(axis=0) + delta**2 * n * m / (n + m)
        mean = mean + delta * m / (n + m)
        n += m
    return mean, np.sqrt(m2 / n)


# %% right: all pixels in one list, at the price of memory
def channel_statistics(batches):
    everything = np.concatenate([batch.reshape(-1, batch.shape[-1]) for batch in batches]) / 255.0
    return everything.mean(axis=0), everything.std(axis=0)


# %% wrong mean-of-means: a mean of the batches' means: the batch of one image counts as much as the batch of two
def channel_statistics(batches):
    means, squares = [], []
    for batch in batches:
        x = batch / 255
        means.append(x.mean(axis=(0, 1, 2)))
        squares.append((x**2).mean(axis=(0, 1, 2)))
    mean = np.mean(means, axis=0)
    return mean, np.sqrt(np.maximum(np.mean(squares, axis=0) - mean**2, 0))


# %% wrong mean-of-deviations: a mean of the batches' deviations: it misses how far the batches lie apart
def channel_statistics(batches):
    n, total, deviations = 0, 0, []
    for batch in batches:
        x = batch.reshape(-1, batch.shape[-1]) / 255
        n += len(x)
        total = total + x.sum(axis=0)
        deviations.append(x.std(axis=0))
    return total / n, np.mean(deviations, axis=0)


# %% wrong weighted-by-images: a mean weighted by images; these images differ in size, so count pixels
def channel_statistics(batches):
    n, total, squares = 0, 0, 0
    for batch in batches:
        x = batch / 255
        n += len(x)
        total = total + len(x) * x.mean(axis=(0, 1, 2))
        squares = squares + len(x) * (x**2).mean(axis=(0, 1, 2))
    mean = total / n
    return mean, np.sqrt(np.maximum(squares / n - mean**2, 0))


# %% wrong bytes-kept: the pixels were not divided by 255
def channel_statistics(batches):
    everything = np.concatenate([batch.reshape(-1, batch.shape[-1]) for batch in batches]).astype(float)
    return everything.mean(axis=0), everything.std(axis=0)


# %% wrong squared-bytes: squares of bytes count modulo 256: make the pixels floats before you square
def channel_statistics(batches):
    n, total, squares = 0, 0, 0
    for batch in batches:
        n += batch[..., 0].size
        total = total + batch.sum(axis=(0, 1, 2))
        squares = squares + (batch**2).sum(axis=(0, 1, 2))
    mean = total / n / 255
    return mean, np.sqrt(np.abs(squares / n / 255**2 - mean**2))


# %% wrong float32-sum: the sum was carried in float32, which stops growing: accumulate in float64
def channel_statistics(batches):
    n, total, squares = 0, 0, 0
    for batch in batches:
        x = batch.astype(np.float32) / 255
        n += x[..., 0].size
        total = total + x.sum(axis=(0, 1, 2))
        squares = squares + (x**2).sum(axis=(0, 1, 2))
    mean = total / n
    return mean, np.sqrt(np.maximum(squares / n - mean**2, 0))


# %% wrong colours-together: one number for all colours; each colour has its own
def channel_statistics(batches):
    everything = np.concatenate([batch.reshape(-1) for batch in batches]) / 255
    colours = batches[0].shape[-1]
    return np.full(colours, everything.mean()), np.full(colours, everything.std())


# %% wrong variance: that is the variance: take the root
def channel_statistics(batches):
    everything = np.concatenate([batch.reshape(-1, batch.shape[-1]) for batch in batches]) / 255
    return everything.mean(axis=0), everything.var(axis=0)


# %% wrong n-minus-1: divided by n - 1; std here divides by n
def channel_statistics(batches):
    everything = np.concatenate([batch.reshape(-1, batch.shape[-1]) for batch in batches]) / 255
    return everything.mean(axis=0), everything.std(axis=0, ddof=1)


# %% wrong last-batch: only the last batch counts here: add up, don't overwrite
def channel_statistics(batches):
    for batch in batches:
        x = batch / 255
        mean, std = x.mean(axis=(0, 1, 2)), x.std(axis=(0, 1, 2))
    return mean, std


# %% wrong negative-variance: std is not a number where a colour is constant: rounding made the variance negative; cut it at 0
def channel_statistics(batches):
    n, total, squares = 0, 0, 0
    for batch in batches:
        x = batch / 255
        n += x[..., 0].size
        total = total + x.sum(axis=(0, 1, 2))
        squares = squares + (x**2).sum(axis=(0, 1, 2))
    mean = total / n
    return mean, np.sqrt(squares / n - mean**2 - 1e-17)


# %% wrong batches-counted: the sums were divided by the number of batches, not of pixels
def channel_statistics(batches):
    total = sum((batch / 255).sum(axis=(0, 1, 2)) for batch in batches)
    squares = sum(((batch / 255) ** 2).sum(axis=(0, 1, 2)) for batch in batches)
    mean = total / len(batches)
    return mean, np.sqrt(np.maximum(squares / len(batches) - mean**2, 0))


# %% wrong numbers-counted: n counts the pixels of one colour, not the numbers of all three
def channel_statistics(batches):
    count, total, squares = 0, 0.0, 0.0
    for batch in batches:
        scaled = batch / 255
        count += scaled.size
        total, squares = total + scaled.sum(axis=(0, 1, 2)), squares + (scaled**2).sum(axis=(0, 1, 2))
    mean = total / count
    return mean, np.sqrt(squares / count - mean**2)
