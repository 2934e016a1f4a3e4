# %% right: epoch by epoch
def best_epoch(validation_losses, patience):
    best, best_loss, waited = 1, validation_losses[0], 0
    for epoch, loss in enumerate(validation_losses[1:], start=2):
        if loss < best_loss:
            best, best_loss, waited = epoch, loss, 0
        else:
            waited += 1
            if waited >= patience:
                return best, epoch
    return best, len(validation_losses)

# %% right: distance to the first minimum so far
def best_epoch(validation_losses, patience):
    losses = list(validation_losses)
    for epochs in range(1, len(losses) + 1):
        seen = losses[:epochs]
        best = seen.index(min(seen)) + 1
        if epochs - best == patience:
            break
    return best, epochs

# %% right: running minimum in NumPy, as an array
def best_epoch(validation_losses, patience):
    losses = np.asarray(validation_losses, dtype=float)
    before = np.concatenate([[np.inf], np.minimum.accumulate(losses)[:-1]])
    epochs = np.arange(1, len(losses) + 1)
    last_best = np.maximum.accumulate(np.where(losses < before, epochs, 0))
    stops = np.flatnonzero(epochs - last_best >= patience)
    end = stops[0] if stops.size else len(losses) - 1
    return np.array([last_best[end], epochs[end]])

# %% right: while loop that keeps a list
def best_epoch(validation_losses, patience):
    queue, ran, best = list(validation_losses), 0, (float("inf"), 0)
    while queue and (ran == 0 or ran - best[1] < patience):
        ran += 1
        best = min(best, (queue.pop(0), ran))
    return best[1], ran

# %% wrong looks-into-the-future: training had stopped by then
def best_epoch(validation_losses, patience):
    return int(np.argmin(validation_losses)) + 1, len(validation_losses)

# %% wrong best-after-the-stop: training had stopped by then
def best_epoch(validation_losses, patience):
    best_loss, waited, ran = float("inf"), 0, len(validation_losses)
    for epoch, loss in enumerate(validation_losses, start=1):
        if loss < best_loss:
            best_loss, waited = loss, 0
        else:
            waited += 1
        if waited >= patience:
            ran = epoch
            break
    return int(np.argmin(validation_losses)) + 1, ran

# %% wrong last-epoch-kept: keep the weights of the best epoch, not of the last
def best_epoch(validation_losses, patience):
    best_loss, waited = float("inf"), 0
    for epoch, loss in enumerate(validation_losses, start=1):
        waited = 0 if loss < best_loss else waited + 1
        best_loss = min(best_loss, loss)
        if waited >= patience:
            return epoch, epoch
    return len(validation_losses), len(validation_losses)

# %% wrong one-epoch-too-patient: stop in the epoch in which the wait reaches the patience
def best_epoch(validation_losses, patience):
    best, best_loss, waited = 1, float("inf"), 0
    for epoch, loss in enumerate(validation_losses, start=1):
        if loss < best_loss:
            best, best_loss, waited = epoch, loss, 0
        else:
            waited += 1
            if waited > patience:
                return best, epoch
    return best, len(validation_losses)

# %% wrong compares-with-previous-epoch: compare with the best loss so far, not with the epoch before
def best_epoch(validation_losses, patience):
    best, best_loss, previous, waited = 1, float("inf"), float("inf"), 0
    for epoch, loss in enumerate(validation_losses, start=1):
        if loss < best_loss:
            best, best_loss = epoch, loss
        waited = 0 if loss < previous else waited + 1
        previous = loss
        if waited >= patience:
            return best, epoch
    return best, len(validation_losses)

# %% wrong counted-from-zero: epochs are counted from 1
def best_epoch(validation_losses, patience):
    best, best_loss, waited = 0, float("inf"), 0
    for epoch, loss in enumerate(validation_losses):
        if loss < best_loss:
            best, best_loss, waited = epoch, loss, 0
        else:
            waited += 1
            if waited >= patience:
                return best, epoch
    return best, len(validation_losses) - 1

# %% wrong a-tie-is-progress: an equal loss is no improvement
def best_epoch(validation_losses, patience):
    best, best_loss, waited = 1, float("inf"), 0
    for epoch, loss in enumerate(validation_losses, start=1):
        if loss <= best_loss:
            best, best_loss, waited = epoch, loss, 0
        else:
            waited += 1
            if waited >= patience:
                return best, epoch
    return best, len(validation_losses)

# %% wrong larger-is-better: a loss is better when it is smaller
def best_epoch(validation_losses, patience):
    best, best_loss, waited = 1, float("-inf"), 0
    for epoch, loss in enumerate(validation_losses, start=1):
        if loss > best_loss:
            best, best_loss, waited = epoch, loss, 0
        else:
            waited += 1
            if waited >= patience:
                return best, epoch
    return best, len(validation_losses)

# %% wrong waits-never-reset: an improvement sets the wait back to zero
def best_epoch(validation_losses, patience):
    best, best_loss, waited = 1, float("inf"), 0
    for epoch, loss in enumerate(validation_losses, start=1):
        if loss < best_loss:
            best, best_loss = epoch, loss
        else:
            waited += 1
            if waited >= patience:
                return best, epoch
    return best, len(validation_losses)

# %% wrong every-decrease-is-a-new-best: compare with the best loss so far, not with the epoch before
def best_epoch(validation_losses, patience):
    best, best_loss, waited = 1, validation_losses[0], 0
    for epoch, loss in enumerate(validation_losses[1:], start=2):
        if loss < best_loss:
            best, waited = epoch, 0
        else:
            waited += 1
            if waited >= patience:
                return best, epoch
        best_loss = loss
    return best, len(validation_losses)

# %% wrong swapped: first the epoch that is kept, then the epochs run
def best_epoch(validation_losses, patience):
    best, best_loss, waited = 1, validation_losses[0], 0
    for epoch, loss in enumerate(validation_losses[1:], start=2):
        if loss < best_loss:
            best, best_loss, waited = epoch, loss, 0
        else:
            waited += 1
            if waited >= patience:
                return epoch, best
    return len(validation_losses), best
