# %% right: two cases
def warmup_cosine(step, total_steps, warmup_steps, peak, final=0.0):
    if step < warmup_steps:
        return peak * step / warmup_steps
    progress = min(1, (step - warmup_steps) / (total_steps - warmup_steps))
    return final + 0.5 * (peak - final) * (1 + math.cos(math.pi * progress))


# %% right: squared cosine of half the angle
def warmup_cosine(step, total_steps, warmup_steps, peak, final=0.0):
    if step >= total_steps:
        return final
    if step < warmup_steps:
        return step / warmup_steps * peak
    half = math.pi / 2 * (step - warmup_steps) / (total_steps - warmup_steps)
    return peak * math.cos(half) ** 2 + final * math.sin(half) ** 2


# %% right: NumPy, last step held
def warmup_cosine(step, total_steps, warmup_steps, peak, final=0.0):
    step = np.minimum(step, total_steps)
    if warmup_steps and step <= warmup_steps:
        return np.interp(step, [0, warmup_steps], [0.0, peak])
    wave = (1 + np.cos(np.pi * (step - warmup_steps) / (total_steps - warmup_steps))) / 2
    return np.float64((1 - wave) * final + wave * peak)


# %% right: middle and half height
def warmup_cosine(step, total_steps, warmup_steps, peak, final=0.0):
    if warmup_steps > step:
        return float(peak) * (step / warmup_steps)
    angle = math.radians(180 * min(step - warmup_steps, total_steps - warmup_steps) / (total_steps - warmup_steps))
    return (peak + final) / 2 + (peak - final) / 2 * math.cos(angle)


# %% wrong one-ahead: one step ahead: steps count from 0, and step 0 has rate 0
def warmup_cosine(step, total_steps, warmup_steps, peak, final=0.0):
    if step < warmup_steps:
        return peak * (step + 1) / warmup_steps
    progress = min(1, (step - warmup_steps) / (total_steps - warmup_steps))
    return final + (peak - final) * (1 + math.cos(math.pi * progress)) / 2


# %% wrong no-warm-up: the warm-up is missing: before `warmup_steps` the rate climbs in a straight line from 0
def warmup_cosine(step, total_steps, warmup_steps, peak, final=0.0):
    progress = min(1, step / total_steps)
    return final + (peak - final) * (1 + math.cos(math.pi * progress)) / 2


# %% wrong climbs-to-the-total: the climb ends at `warmup_steps`, not at `total_steps`
def warmup_cosine(step, total_steps, warmup_steps, peak, final=0.0):
    if step < warmup_steps:
        return peak * step / total_steps
    progress = min(1, (step - warmup_steps) / (total_steps - warmup_steps))
    return final + (peak - final) * (1 + math.cos(math.pi * progress)) / 2


# %% wrong progress-of-everything: progress runs over the steps after the warm-up: divide by total - warmup
def warmup_cosine(step, total_steps, warmup_steps, peak, final=0.0):
    if step < warmup_steps:
        return peak * step / warmup_steps
    progress = min(1, (step - warmup_steps) / total_steps)
    return final + (peak - final) * (1 + math.cos(math.pi * progress)) / 2


# %% wrong straight-line: that is a straight line down; the wave is (1 + cos(πp)) / 2
def warmup_cosine(step, total_steps, warmup_steps, peak, final=0.0):
    if step < warmup_steps:
        return peak * step / warmup_steps
    progress = min(1, (step - warmup_steps) / (total_steps - warmup_steps))
    return final + (peak - final) * (1 - progress)


# %% wrong quarter-wave: that is a quarter of a wave, cos(πp/2); half a wave ends flat
def warmup_cosine(step, total_steps, warmup_steps, peak, final=0.0):
    if step < warmup_steps:
        return peak * step / warmup_steps
    progress = min(1, (step - warmup_steps) / (total_steps - warmup_steps))
    return final + (peak - final) * math.cos(math.pi * progress / 2)


# %% wrong whole-wave: cos(πp) runs from 1 to -1; shift and halve it: (1 + cos(πp)) / 2
def warmup_cosine(step, total_steps, warmup_steps, peak, final=0.0):
    if step < warmup_steps:
        return peak * step / warmup_steps
    progress = min(1, (step - warmup_steps) / (total_steps - warmup_steps))
    return final + (peak - final) * math.cos(math.pi * progress)


# %% wrong degrees: cos takes radians: a third of π, not of 180
def warmup_cosine(step, total_steps, warmup_steps, peak, final=0.0):
    if step < warmup_steps:
        return peak * step / warmup_steps
    progress = min(1, (step - warmup_steps) / (total_steps - warmup_steps))
    return final + (peak - final) * (1 + math.cos(180 * progress)) / 2


# %% wrong floor: final is where the wave ends, not a floor that cuts it off
def warmup_cosine(step, total_steps, warmup_steps, peak, final=0.0):
    if step < warmup_steps:
        return peak * step / warmup_steps
    progress = min(1, (step - warmup_steps) / (total_steps - warmup_steps))
    return max(final, peak * (1 + math.cos(math.pi * progress)) / 2)


# %% wrong final-added: the wave runs between peak and final; adding final to a wave that starts at the peak overshoots
def warmup_cosine(step, total_steps, warmup_steps, peak, final=0.0):
    if step < warmup_steps:
        return peak * step / warmup_steps
    progress = min(1, (step - warmup_steps) / (total_steps - warmup_steps))
    return final + peak * (1 + math.cos(math.pi * progress)) / 2


# %% wrong final-a-share: final is a learning rate, not a share of the peak
def warmup_cosine(step, total_steps, warmup_steps, peak, final=0.0):
    if step < warmup_steps:
        return peak * step / warmup_steps
    progress = min(1, (step - warmup_steps) / (total_steps - warmup_steps))
    return peak * (final + (1 - final) * (1 + math.cos(math.pi * progress)) / 2)


# %% wrong climbs-again: after the last step the rate stays; here the wave climbs again
def warmup_cosine(step, total_steps, warmup_steps, peak, final=0.0):
    if step < warmup_steps:
        return peak * step / warmup_steps
    progress = (step - warmup_steps) / (total_steps - warmup_steps)
    return final + (peak - final) * (1 + math.cos(math.pi * progress)) / 2


# %% wrong division-by-zero: warmup_steps may be 0: don't divide by it
def warmup_cosine(step, total_steps, warmup_steps, peak, final=0.0):
    climb = peak * step / warmup_steps
    if step < warmup_steps:
        return climb
    progress = min(1, (step - warmup_steps) / (total_steps - warmup_steps))
    return final + (peak - final) * (1 + math.cos(math.pi * progress)) / 2


# %% wrong climb-from-final: the climb starts at 0, not at `final`
def warmup_cosine(step, total_steps, warmup_steps, peak, final=0.0):
    if step < warmup_steps:
        return final + (peak - final) * step / warmup_steps
    progress = min(1, (step - warmup_steps) / (total_steps - warmup_steps))
    return final + (peak - final) * (1 + math.cos(math.pi * progress)) / 2
