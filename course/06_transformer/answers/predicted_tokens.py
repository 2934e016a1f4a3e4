# %% right: last position, arg-max over the tokens
def predicted_tokens(logits):
    return np.argmax(logits[:, -1, :], axis=-1)


# %% right: arg-max everywhere, then the last position
def predicted_tokens(logits):
    return logits.argmax(axis=2)[:, -1]


# %% right: loop, max with a key
def predicted_tokens(logits):
    return [max(range(len(text[-1])), key=lambda token: text[-1][token]) for text in logits.tolist()]


# %% right: sort and take the last
def predicted_tokens(logits):
    return np.argsort(logits[:, -1])[:, -1]


# %% wrong published: the largest of one number is always number 0: the arg-max must run over all V tokens
def predicted_tokens(logits):
    one_unit = logits[:, -1, :].mean(axis=-1, keepdims=True)
    return np.argmax(one_unit, axis=-1)


# %% wrong first-position: these are the answers at the first position; what comes next is answered at the last
def predicted_tokens(logits):
    return logits[:, 0].argmax(axis=-1)


# %% wrong all-positions: these are the answers at all positions; only the last one says what comes after the text
def predicted_tokens(logits):
    return logits.argmax(axis=-1)


# %% wrong averaged: the logits of all positions were averaged; the last position has seen the whole text
def predicted_tokens(logits):
    return logits.mean(axis=1).argmax(axis=-1)


# %% wrong least-likely: this is the least likely token
def predicted_tokens(logits):
    return logits[:, -1].argmin(axis=-1)


# %% wrong flattened: these are numbers of a flattened table; a token has a number below V
def predicted_tokens(logits):
    return logits.reshape(len(logits), -1).argmax(axis=-1)


# %% wrong value: these are the largest logits; return which token has them
def predicted_tokens(logits):
    return logits[:, -1].max(axis=-1)


# %% wrong over-positions: the arg-max ran over the positions; it must run over the tokens
def predicted_tokens(logits):
    return logits.argmax(axis=1)
