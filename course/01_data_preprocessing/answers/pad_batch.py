# %% right: fill rows of zeros
def pad_batch(sequences, length, padding="pre", truncating="pre"):
    ids = np.zeros((len(sequences), length), dtype=int)
    mask = np.zeros((len(sequences), length), dtype=bool)
    for n, sequence in enumerate(sequences):
        kept = list(sequence)[-length:] if truncating == "pre" else list(sequence)[:length]
        start = length - len(kept) if padding == "pre" else 0
        ids[n, start : start + len(kept)] = kept
        mask[n, start : start + len(kept)] = True
    return ids, mask


# %% right: lists joined to lists
def pad_batch(sequences, length, padding="pre", truncating="pre"):
    ids, mask = [], []
    for sequence in sequences:
        drop = max(len(sequence) - length, 0)
        kept = sequence[drop:] if truncating == "pre" else sequence[: len(sequence) - drop]
        empty = [0] * (length - len(kept))
        here = [True] * len(kept)
        gone = [False] * len(empty)
        ids.append(empty + kept if padding == "pre" else kept + empty)
        mask.append(gone + here if padding == "pre" else here + gone)
    return ids, mask


# %% right: mask from the lengths, then one assignment for all rows
def pad_batch(sequences, length, padding="pre", truncating="pre"):
    kept = [sequence[-length:] if truncating == "pre" else sequence[:length] for sequence in sequences]
    sizes = np.array([len(sequence) for sequence in kept])[:, None]
    places = np.arange(length)[None, :]
    mask = places >= length - sizes if padding == "pre" else places < sizes
    ids = np.zeros(mask.shape, dtype=np.int32)
    ids[mask] = [number for sequence in kept for number in sequence]
    return ids, mask


# %% right: np.pad row by row, mask from the zeros
def pad_batch(sequences, length, padding="pre", truncating="pre"):
    rows = []
    for sequence in sequences:
        row = np.array(sequence, dtype=np.int64)
        row = row[-length:] if truncating == "pre" else row[:length]
        free = length - len(row)
        rows.append(np.pad(row, (free, 0) if padding == "pre" else (0, free)))
    ids = np.stack(rows)
    return ids, ids != 0


# %% wrong truncation-turned: 'pre' truncation cuts the beginning off and keeps the end
def pad_batch(sequences, length, padding="pre", truncating="pre"):
    rows = []
    for sequence in sequences:
        kept = sequence[:length] if truncating == "pre" else sequence[-length:]
        zeros = [0] * (length - len(kept))
        rows.append(zeros + kept if padding == "pre" else kept + zeros)
    ids = np.array(rows)
    return ids, ids > 0


# %% wrong padding-turned: 'pre' padding puts the zeros before the ids
def pad_batch(sequences, length, padding="pre", truncating="pre"):
    rows = []
    for sequence in sequences:
        kept = sequence[-length:] if truncating == "pre" else sequence[:length]
        zeros = [0] * (length - len(kept))
        rows.append(kept + zeros if padding == "pre" else zeros + kept)
    ids = np.array(rows)
    return ids, ids > 0


# %% wrong options-swapped: padding and truncating are mixed up, or both are turned round
def pad_batch(sequences, length, padding="pre", truncating="pre"):
    rows = []
    for sequence in sequences:
        kept = sequence[:length] if truncating == "pre" else sequence[-length:]
        zeros = [0] * (length - len(kept))
        rows.append(kept + zeros if padding == "pre" else zeros + kept)
    ids = np.array(rows)
    return ids, ids > 0


# %% wrong truncation-ignored: 'pre' truncation cuts the beginning off and keeps the end
def pad_batch(sequences, length, padding="pre", truncating="pre"):
    rows = []
    for sequence in sequences:
        kept = sequence[:length]
        zeros = [0] * (length - len(kept))
        rows.append(zeros + kept if padding == "pre" else kept + zeros)
    ids = np.array(rows)
    return ids, ids > 0


# %% wrong padded-with-unknown: padding is 0; 1 is the unknown token
def pad_batch(sequences, length, padding="pre", truncating="pre"):
    ids = np.ones((len(sequences), length), dtype=int)
    mask = np.zeros((len(sequences), length), dtype=bool)
    for n, sequence in enumerate(sequences):
        kept = sequence[-length:] if truncating == "pre" else sequence[:length]
        start = length - len(kept) if padding == "pre" else 0
        ids[n, start : start + len(kept)] = kept
        mask[n, start : start + len(kept)] = True
    return ids, mask


# %% wrong mask-turned: the mask is turned round: True where an id stands
def pad_batch(sequences, length, padding="pre", truncating="pre"):
    rows = []
    for sequence in sequences:
        kept = sequence[-length:] if truncating == "pre" else sequence[:length]
        zeros = [0] * (length - len(kept))
        rows.append(zeros + kept if padding == "pre" else kept + zeros)
    ids = np.array(rows)
    return ids, ids == 0


# %% wrong mask-of-numbers: the mask holds truth values, True and False, not 1 and 0
def pad_batch(sequences, length, padding="pre", truncating="pre"):
    rows = []
    for sequence in sequences:
        kept = sequence[-length:] if truncating == "pre" else sequence[:length]
        zeros = [0] * (length - len(kept))
        rows.append(zeros + kept if padding == "pre" else kept + zeros)
    ids = np.array(rows)
    return ids, (ids > 0).astype(int)


# %% wrong mask-other-side: the mask is on the other side than the ids
def pad_batch(sequences, length, padding="pre", truncating="pre"):
    ids = np.zeros((len(sequences), length), dtype=int)
    mask = np.zeros((len(sequences), length), dtype=bool)
    for n, sequence in enumerate(sequences):
        kept = sequence[-length:] if truncating == "pre" else sequence[:length]
        start = length - len(kept) if padding == "pre" else 0
        ids[n, start : start + len(kept)] = kept
        mask[n, length - start - len(kept) : length - start] = True
    return ids, mask


# %% wrong not-truncated: a long sequence kept all its ids: truncate to `length`
def pad_batch(sequences, length, padding="pre", truncating="pre"):
    rows, mask = [], []
    for sequence in sequences:
        free = max(length - len(sequence), 0)
        rows.append([0] * free + sequence if padding == "pre" else sequence + [0] * free)
        mask.append([number > 0 for number in rows[-1]])
    return rows, mask


# %% wrong minus-zero: 'pre' padding puts the zeros before the ids
def pad_batch(sequences, length, padding="pre", truncating="pre"):
    ids = np.zeros((len(sequences), length), dtype=int)
    for n, sequence in enumerate(sequences):
        kept = sequence[-length:] if truncating == "pre" else sequence[:length]
        if padding == "post":
            ids[n, length - len(kept) :] = kept
        else:
            ids[n, : len(kept)] = kept
    return ids, ids > 0


# %% wrong empty-dropped: the empty sequence lost its row; N sequences make N rows
def pad_batch(sequences, length, padding="pre", truncating="pre"):
    rows = []
    for sequence in sequences:
        if not sequence:
            continue
        kept = sequence[-length:] if truncating == "pre" else sequence[:length]
        zeros = [0] * (length - len(kept))
        rows.append(zeros + kept if padding == "pre" else kept + zeros)
    ids = np.array(rows)
    return ids, ids > 0
