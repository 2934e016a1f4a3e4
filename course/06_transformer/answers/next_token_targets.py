# %% right: table of places
def next_token_targets(ids, starts, length):
    places = np.asarray(starts)[:, None] + np.arange(length)
    return ids[places], ids[places + 1]


# %% right: loop over the starts
def next_token_targets(ids, starts, length):
    inputs = [ids[start : start + length] for start in starts]
    targets = [ids[start + 1 : start + length + 1] for start in starts]
    return np.array(inputs), np.array(targets)


# %% right: windows one token longer, cut twice
def next_token_targets(ids, starts, length):
    both = np.array([ids[start : start + length + 1] for start in starts])
    return both[:, :-1], both[:, 1:]


# %% right: sliding windows
def next_token_targets(ids, starts, length):
    windows = np.lib.stride_tricks.sliding_window_view(ids, length + 1)[starts]
    return windows[:, :length].copy(), windows[:, 1:].copy()


# %% right: nested lists
def next_token_targets(ids, starts, length):
    text = ids.tolist()
    return (
        [[text[start + j] for j in range(length)] for start in starts.tolist()],
        [[text[start + j + 1] for j in range(length)] for start in starts.tolist()],
    )


# %% wrong published-ones: every target is 1: such a model learns to say yes, not what comes next
def next_token_targets(ids, starts, length):
    inputs = ids[np.asarray(starts)[:, None] + np.arange(length)]
    return inputs, np.ones_like(inputs)


# %% wrong published-one-label: every target is 1: such a model learns to say yes
def next_token_targets(ids, starts, length):
    return ids[np.asarray(starts)[:, None] + np.arange(length)], np.ones(len(starts), dtype=int)


# %% wrong unshifted: the shift is missing: a model that copies its input would be perfect
def next_token_targets(ids, starts, length):
    inputs = ids[np.asarray(starts)[:, None] + np.arange(length)]
    return inputs, inputs.copy()


# %% wrong rolled: the last target came round from the window's beginning
def next_token_targets(ids, starts, length):
    inputs = ids[np.asarray(starts)[:, None] + np.arange(length)]
    return inputs, np.roll(inputs, -1, axis=1)


# %% wrong before: these are the tokens before; the target is the token after
def next_token_targets(ids, starts, length):
    places = np.asarray(starts)[:, None] + np.arange(length)
    return ids[places], ids[places - 1]


# %% wrong two-ahead: shifted by two; the target is the very next token
def next_token_targets(ids, starts, length):
    places = np.asarray(starts)[:, None] + np.arange(length)
    return ids[places], ids[places + 2]


# %% wrong last-only: one target a window: every position has its own
def next_token_targets(ids, starts, length):
    return ids[np.asarray(starts)[:, None] + np.arange(length)], ids[np.asarray(starts) + length]


# %% wrong short: the windows are one token short
def next_token_targets(ids, starts, length):
    windows = ids[np.asarray(starts)[:, None] + np.arange(length)]
    return windows[:, :-1], windows[:, 1:]


# %% wrong in-a-row: the windows begin at `starts`, not one behind the other
def next_token_targets(ids, starts, length):
    total = len(starts) * length
    return ids[:total].reshape(-1, length), ids[1 : total + 1].reshape(-1, length)


# %% wrong swapped: first the inputs, then the targets
def next_token_targets(ids, starts, length):
    places = np.asarray(starts)[:, None] + np.arange(length)
    return ids[places + 1], ids[places]
