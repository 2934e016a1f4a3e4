# %% right: divmod
def steps_in_epochs(examples, batch_size, epochs, drop_last=False):
    full, rest = divmod(examples, batch_size)
    if rest and not drop_last:
        full += 1
    return full * epochs


# %% right: math.ceil and floor
def steps_in_epochs(examples, batch_size, epochs, drop_last=False):
    rounding = math.floor if drop_last else math.ceil
    return epochs * rounding(examples / batch_size)


# %% right: count them
def steps_in_epochs(examples, batch_size, epochs, drop_last=False):
    steps = 0
    for _ in range(epochs):
        left = examples
        while left > 0:
            if left >= batch_size or not drop_last:
                steps += 1
            left -= batch_size
    return steps


# %% right: negative division
def steps_in_epochs(examples, batch_size, epochs, drop_last=False):
    return (examples // batch_size if drop_last else -(-examples // batch_size)) * epochs


# %% wrong always-dropped: the short last batch is a step too, unless drop_last is True
def steps_in_epochs(examples, batch_size, epochs, drop_last=False):
    return examples // batch_size * epochs


# %% wrong rounded-once: each epoch starts afresh: round up for every epoch, not once at the end
def steps_in_epochs(examples, batch_size, epochs, drop_last=False):
    total = examples * epochs
    return total // batch_size if drop_last else -(-total // batch_size)


# %% wrong rounded-once-dropping: each epoch drops its own rest: round down for every epoch, not once at the end
def steps_in_epochs(examples, batch_size, epochs, drop_last=False):
    if drop_last:
        return examples * epochs // batch_size
    return math.ceil(examples / batch_size) * epochs


# %% wrong one-epoch: those are the steps of one epoch
def steps_in_epochs(examples, batch_size, epochs, drop_last=False):
    return examples // batch_size if drop_last else math.ceil(examples / batch_size)


# %% wrong drop-last-ignored: with drop_last the short batch is no step
def steps_in_epochs(examples, batch_size, epochs, drop_last=False):
    return math.ceil(examples / batch_size) * epochs


# %% wrong always-one-more: nothing is left over here: no short batch follows the full ones
def steps_in_epochs(examples, batch_size, epochs, drop_last=False):
    return (examples // batch_size + (not drop_last)) * epochs


# %% wrong full-one-dropped: the last batch is full here; drop_last drops only a short one
def steps_in_epochs(examples, batch_size, epochs, drop_last=False):
    return (math.ceil(examples / batch_size) - drop_last) * epochs


# %% wrong not-even-one: fewer examples than a batch still make one short batch
def steps_in_epochs(examples, batch_size, epochs, drop_last=False):
    if examples < batch_size:
        return 0
    return epochs * (examples // batch_size if drop_last else math.ceil(examples / batch_size))


# %% wrong not-whole: expected 9, received 7.5
def steps_in_epochs(examples, batch_size, epochs, drop_last=False):
    return examples / batch_size * epochs
