# %% right: one careful line
def forget_bias_for(steps, share=0.5):
    return -math.log(math.expm1(-math.log(share) / steps))


# %% right: gate first, then its logit
def forget_bias_for(steps, share=0.5):
    gate = share ** (1 / steps)
    return math.log(gate / (1 - gate))


# %% right: the other way of writing a logit
def forget_bias_for(steps, share=0.5):
    gate = np.exp(np.log(share) / steps)
    return float(-np.log(1 / gate - 1))


# %% right: halving an interval
def forget_bias_for(steps, share=0.5):
    low, high = -100.0, 100.0
    for _ in range(200):
        middle = (low + high) / 2
        kept = -steps * (math.log1p(math.exp(-middle)) if middle > 0 else math.log1p(math.exp(middle)) - middle)
        low, high = (middle, high) if kept < math.log(share) else (low, middle)
    return (low + high) / 2


# %% wrong gate-itself: that is the gate's value; the bias is what goes into the sigmoid
def forget_bias_for(steps, share=0.5):
    return share ** (1 / steps)


# %% wrong one-step: the share is lost over all steps together: take its root first
def forget_bias_for(steps, share=0.5):
    return math.log(share / (1 - share))


# %% wrong divided: shares of single steps multiply, so take a root instead of dividing by the steps
def forget_bias_for(steps, share=0.5):
    gate = share / steps
    return math.log(gate / (1 - gate))


# %% wrong loss-divided: the loss was spread in equal parts; each step loses a share of what is left
def forget_bias_for(steps, share=0.5):
    lost = (1 - share) / steps
    return math.log((1 - lost) / lost)


# %% wrong power: the power is turned round: gate**steps is the share, so the gate is share**(1 / steps)
def forget_bias_for(steps, share=0.5):
    gate = share**steps
    return math.log(gate / (1 - gate))


# %% wrong sign: the sign is turned round: a gate near 1 needs a large positive bias
def forget_bias_for(steps, share=0.5):
    gate = share ** (1 / steps)
    return math.log((1 - gate) / gate)


# %% wrong chrono: log(steps - 1) is the rule of thumb for a share of about 1/e; here the share is given
def forget_bias_for(steps, share=0.5):
    return math.log(steps - 1) if steps > 1 else math.log(share / (1 - share))
