# %% right: sums
def bits_per_character(batch_losses, batch_sizes):
    nats = sum(loss * size for loss, size in zip(batch_losses, batch_sizes))
    return nats / sum(batch_sizes) / math.log(2)


# %% right: weighted average
def bits_per_character(batch_losses, batch_sizes):
    return np.average(batch_losses, weights=batch_sizes) / np.log(2)


# %% right: scalar product
def bits_per_character(batch_losses, batch_sizes):
    sizes = np.asarray(batch_sizes, dtype=float)
    return float(np.dot(batch_losses, sizes / sizes.sum()) * math.log2(math.e))


# %% right: one entry a character
def bits_per_character(batch_losses, batch_sizes):
    return float(np.mean(np.repeat(np.asarray(batch_losses) / math.log(2), batch_sizes)))


# %% wrong unweighted: every batch counted alike, but the last one is smaller
def bits_per_character(batch_losses, batch_sizes):
    return float(np.mean(batch_losses)) / math.log(2)


# %% wrong nats: these are nats; a bit is ln 2 = 0.693 nats
def bits_per_character(batch_losses, batch_sizes):
    return float(np.average(batch_losses, weights=batch_sizes))


# %% wrong multiplied: multiplied by ln 2
def bits_per_character(batch_losses, batch_sizes):
    return float(np.average(batch_losses, weights=batch_sizes)) * math.log(2)


# %% wrong unweighted-nats: these are nats, and every batch counted alike
def bits_per_character(batch_losses, batch_sizes):
    return sum(batch_losses) / len(batch_losses)


# %% wrong log10: divided by ln 10
def bits_per_character(batch_losses, batch_sizes):
    return float(np.average(batch_losses, weights=batch_sizes)) / math.log(10)


# %% wrong total: this is what all characters cost together
def bits_per_character(batch_losses, batch_sizes):
    return float(np.dot(batch_losses, batch_sizes)) / math.log(2)


# %% wrong perplexity: this is the perplexity
def bits_per_character(batch_losses, batch_sizes):
    return math.exp(np.average(batch_losses, weights=batch_sizes))


# %% wrong divided-by-batches: the sizes were divided by the number of batches
def bits_per_character(batch_losses, batch_sizes):
    return float(np.dot(batch_losses, batch_sizes)) / len(batch_losses) / math.log(2)


# %% wrong added: the means were added up
def bits_per_character(batch_losses, batch_sizes):
    return sum(batch_losses) / math.log(2)
