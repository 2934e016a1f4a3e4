# %% right: even and odd columns
def positional_encoding(length, width):
    angles = np.arange(length)[:, None] / 10000 ** (np.arange(0, width, 2) / width)
    codes = np.zeros((length, width))
    codes[:, ::2], codes[:, 1::2] = np.sin(angles), np.cos(angles)
    return codes


# %% right: number by number
def positional_encoding(length, width):
    rows = []
    for place in range(length):
        row = []
        for column in range(0, width, 2):
            angle = place / 10000 ** (column / width)
            row += [math.sin(angle), math.cos(angle)]
        rows.append(row)
    return rows


# %% right: pairs stacked, then flattened
def positional_encoding(length, width):
    turns = np.exp(-np.log(10000.0) * 2 * np.arange(width // 2) / width)
    angles = np.multiply.outer(np.arange(length), turns)
    return np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(length, width)


# %% right: one sine, a quarter turn further for the odd columns
def positional_encoding(length, width):
    columns = np.arange(width)
    turns = np.power(10000.0, -2 * (columns // 2) / width)
    return np.sin(np.arange(length).reshape(-1, 1) * turns + np.pi / 2 * (columns % 2))


# %% wrong blocks: all sines stand before all cosines; here they take turns, a sine and its cosine
def positional_encoding(length, width):
    angles = np.arange(length)[:, None] / 10000 ** (np.arange(0, width, 2) / width)
    return np.concatenate([np.sin(angles), np.cos(angles)], axis=1)


# %% wrong cosine-first: sine and cosine are swapped: even columns hold sines
def positional_encoding(length, width):
    angles = np.arange(length)[:, None] / 10000 ** (np.arange(0, width, 2) / width)
    return np.stack([np.cos(angles), np.sin(angles)], axis=-1).reshape(length, width)


# %% wrong from-one: positions begin at 0
def positional_encoding(length, width):
    angles = np.arange(1, length + 1)[:, None] / 10000 ** (np.arange(0, width, 2) / width)
    return np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(length, width)


# %% wrong own-frequency: each column has a frequency of its own; a sine and its cosine share one, 2i for both
def positional_encoding(length, width):
    columns = np.arange(width)
    angles = np.arange(length)[:, None] / 10000 ** (columns / width)
    return np.where(columns % 2 == 0, np.sin(angles), np.cos(angles))


# %% wrong half-exponent: the exponent is i / width; it is 2i / width
def positional_encoding(length, width):
    angles = np.arange(length)[:, None] / 10000 ** (np.arange(width // 2) / width)
    return np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(length, width)


# %% wrong multiplied: multiplied by 10000**(2i/width); divide
def positional_encoding(length, width):
    angles = np.arange(length)[:, None] * 10000 ** (np.arange(0, width, 2) / width)
    return np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(length, width)


# %% wrong transposed: the axes are swapped: a row for each position
def positional_encoding(length, width):
    angles = np.arange(length)[:, None] / 10000 ** (np.arange(0, width, 2) / width)
    return np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(length, width).T


# %% wrong degrees: degrees in place of radians
def positional_encoding(length, width):
    angles = np.radians(np.arange(length)[:, None] / 10000 ** (np.arange(0, width, 2) / width))
    return np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(length, width)


# %% wrong sines-only: all columns are sines; odd ones are cosines
def positional_encoding(length, width):
    columns = np.arange(width) // 2 * 2
    return np.sin(np.arange(length)[:, None] / 10000 ** (columns / width))
