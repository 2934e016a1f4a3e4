# %% right: Counter and a sort by pairs
def build_vocabulary(token_lists, size):
    counts = Counter(token for tokens in token_lists for token in tokens)
    ranked = sorted(counts, key=lambda token: (-counts[token], token))
    return {token: k for k, token in enumerate(ranked[: size - 2], start=2)}


# %% right: two stable sorts
def build_vocabulary(token_lists, size):
    counts = {}
    for tokens in token_lists:
        for token in tokens:
            counts[token] = counts.get(token, 0) + 1
    ranked = sorted(counts)
    ranked.sort(key=counts.get, reverse=True)  # a stable sort, also in reverse, keeps the order of ties
    return dict(zip(ranked[: max(size - 2, 0)], range(2, size)))


# %% right: np.unique sorts by token, a stable argsort by count
def build_vocabulary(token_lists, size):
    flat = [token for tokens in token_lists for token in tokens]
    if not flat:
        return {}
    tokens, counts = np.unique(np.array(flat, dtype=object), return_counts=True)
    order = np.argsort(-counts, kind="stable")[: size - 2]
    return {tokens[place]: rank + 2 for rank, place in enumerate(order)}


# %% right: take the best one out until the places are gone
def build_vocabulary(token_lists, size):
    left, vocabulary = Counter(), {}
    for tokens in token_lists:
        left.update(tokens)
    while left and len(vocabulary) + 2 < size:
        most = max(left.values())
        token = min(name for name, count in left.items() if count == most)
        vocabulary[token] = np.int64(len(vocabulary) + 2)
        del left[token]
    return vocabulary


# %% wrong from-0: ids start at 2: 0 is for padding and 1 for unknown
def build_vocabulary(token_lists, size):
    counts = Counter(token for tokens in token_lists for token in tokens)
    ranked = sorted(counts, key=lambda token: (-counts[token], token))
    return {token: k for k, token in enumerate(ranked[: size - 2])}


# %% wrong from-1: 1 is for unknown: the first token gets 2
def build_vocabulary(token_lists, size):
    counts = Counter(token for tokens in token_lists for token in tokens)
    ranked = sorted(counts, key=lambda token: (-counts[token], token))
    return {token: k for k, token in enumerate(ranked[: size - 2], start=1)}


# %% wrong first-come: ties go by the token, not by which came first in the texts
def build_vocabulary(token_lists, size):
    counts = Counter(token for tokens in token_lists for token in tokens)
    return {token: k for k, (token, _) in enumerate(counts.most_common(size - 2), start=2)}


# %% wrong alphabetical: the tokens are sorted by themselves; count first
def build_vocabulary(token_lists, size):
    tokens = sorted({token for tokens in token_lists for token in tokens})
    return {token: k for k, token in enumerate(tokens[: size - 2], start=2)}


# %% wrong rarest-first: the rarest come first here; the commonest get the smallest ids
def build_vocabulary(token_lists, size):
    counts = Counter(token for tokens in token_lists for token in tokens)
    ranked = sorted(counts, key=lambda token: (counts[token], token))
    return {token: k for k, token in enumerate(ranked[: size - 2], start=2)}


# %% wrong size-without-reserved: `size` counts padding and unknown too: size - 2 tokens have a place
def build_vocabulary(token_lists, size):
    counts = Counter(token for tokens in token_lists for token in tokens)
    ranked = sorted(counts, key=lambda token: (-counts[token], token))
    return {token: k for k, token in enumerate(ranked[:size], start=2)}


# %% wrong ties-backwards: among equal counts the last in the alphabet came first
def build_vocabulary(token_lists, size):
    counts = Counter(token for tokens in token_lists for token in tokens)
    ranked = sorted(counts, key=lambda token: (counts[token], token), reverse=True)
    return {token: k for k, token in enumerate(ranked[: size - 2], start=2)}


# %% wrong reserved-inside: padding and unknown are no tokens: leave 0 and 1 out of the dict
def build_vocabulary(token_lists, size):
    counts = Counter(token for tokens in token_lists for token in tokens)
    ranked = sorted(counts, key=lambda token: (-counts[token], token))
    return {token: k for k, token in enumerate(["<pad>", "<unk>", *ranked[: size - 2]])}


# %% wrong texts-counted: a token counts each time that it appears, also twice in one text
def build_vocabulary(token_lists, size):
    counts = Counter(token for tokens in token_lists for token in set(tokens))
    ranked = sorted(counts, key=lambda token: (-counts[token], token))
    return {token: k for k, token in enumerate(ranked[: size - 2], start=2)}


# %% wrong turned-round: that maps ids to tokens; turn it round
def build_vocabulary(token_lists, size):
    counts = Counter(token for tokens in token_lists for token in tokens)
    ranked = sorted(counts, key=lambda token: (-counts[token], token))
    return {k: token for k, token in enumerate(ranked[: size - 2], start=2)}
