# %% right: formula
def binary_cross_entropy(y, p):
    if p <= 0 or p >= 1:
        raise ValueError(f"p = {p} is no probability strictly between 0 and 1")
    return -(y * math.log(p) + (1 - y) * math.log(1 - p)), -y / p + (1 - y) / (1 - p), p - y


# %% right: NumPy, chain rule by parts
def binary_cross_entropy(y, p):
    if not 0 < p < 1:
        raise ValueError("p outside (0, 1)")
    loss = -np.dot([y, 1 - y], np.log([p, 1 - p]))
    d_p = np.dot([y, 1 - y], [-1 / p, 1 / (1 - p)])
    d_z = d_p * p * (1 - p)
    return np.array([loss, d_p, d_z])


# %% right: through the logit
def binary_cross_entropy(y, p):
    if p in (0, 1) or not 0 <= p <= 1:
        raise ValueError(p)
    z = math.log(p) - math.log1p(-p)
    loss = math.log1p(math.exp(-z)) + (1 - y) * z
    return [loss, (p - y) / p / (1 - p), p - y]


# %% right: math.log refuses by itself
def binary_cross_entropy(y, p):
    loss = -y * math.log(p) - (1 - y) * math.log(1 - p)
    return loss, (p - y) / (p - p * p), p - y


# %% right: two cases mixed
def binary_cross_entropy(y, p):
    for probability in (p, 1 - p):
        if probability <= 0:
            raise ValueError(f"infinite or undefined loss at p = {p}")
    positive = (-math.log(p), -1 / p, p - 1)
    negative = (-math.log(1 - p), 1 / (1 - p), p)
    return tuple(y * a + (1 - y) * b for a, b in zip(positive, negative))


# %% wrong published-derivative: 1 - y knows no prediction: the derivative needs label and prediction, (p - y) / (p * (1 - p))
def binary_cross_entropy(y, p):
    if not 0 < p < 1:
        raise ValueError(f"p must lie strictly between 0 and 1; received {p}")
    loss = -y * math.log(p) - (1 - y) * math.log(1 - p)
    d_p = 1 - y
    d_z = p - y
    return loss, d_p, d_z


# %% wrong published-derivative-carried-on: 1 - y knows no prediction: the derivative needs label and prediction, (p - y) / (p * (1 - p))
def binary_cross_entropy(y, p):
    if not 0 < p < 1:
        raise ValueError(f"p must lie strictly between 0 and 1; received {p}")
    loss = -y * math.log(p) - (1 - y) * math.log(1 - p)
    d_p = 1 - y
    d_z = d_p * p * (1 - p)
    return loss, d_p, d_z


# %% wrong published-loss: the term (1 - y) * log(1 - p) is missing: examples with label 0 cost nothing, whatever p says
def binary_cross_entropy(y, p):
    if not 0 < p < 1:
        raise ValueError(f"p must lie strictly between 0 and 1; received {p}")
    loss = -y * math.log(p)
    d_p = -y / p
    d_z = -y * (1 - p)
    return loss, d_p, d_z


# %% wrong half-loss-full-derivative: the term (1 - y) * log(1 - p) is missing: examples with label 0 cost nothing, whatever p says
def binary_cross_entropy(y, p):
    if not 0 < p < 1:
        raise ValueError(f"p must lie strictly between 0 and 1; received {p}")
    loss = -y * math.log(p)
    d_p = (p - y) / (p * (1 - p))
    d_z = p - y
    return loss, d_p, d_z


# %% wrong turned: the derivatives point the wrong way: with label 1 the loss falls when p grows
def binary_cross_entropy(y, p):
    if not 0 < p < 1:
        raise ValueError(f"p must lie strictly between 0 and 1; received {p}")
    loss = -y * math.log(p) - (1 - y) * math.log(1 - p)
    d_p = (y - p) / (p * (1 - p))
    d_z = y - p
    return loss, d_p, d_z


# %% wrong no-minus: the loss is negative: a logarithm of a probability is, so a minus stands in front
def binary_cross_entropy(y, p):
    if not 0 < p < 1:
        raise ValueError(f"p must lie strictly between 0 and 1; received {p}")
    loss = y * math.log(p) + (1 - y) * math.log(1 - p)
    d_p = (p - y) / (p * (1 - p))
    d_z = p - y
    return loss, d_p, d_z


# %% wrong bits: that is the loss in bits; use the natural logarithm
def binary_cross_entropy(y, p):
    if not 0 < p < 1:
        raise ValueError(f"p must lie strictly between 0 and 1; received {p}")
    loss = -y * math.log2(p) - (1 - y) * math.log2(1 - p)
    d_p = (p - y) / (p * (1 - p))
    d_z = p - y
    return loss, d_p, d_z


# %% wrong sigmoid-forgotten: dL/dz is dL/dp times the sigmoid's slope, p * (1 - p)
def binary_cross_entropy(y, p):
    if not 0 < p < 1:
        raise ValueError(f"p must lie strictly between 0 and 1; received {p}")
    loss = -y * math.log(p) - (1 - y) * math.log(1 - p)
    d_p = (p - y) / (p * (1 - p))
    d_z = d_p
    return loss, d_p, d_z


# %% wrong d-z-twice: p - y is dL/dz; dL/dp is (p - y) / (p * (1 - p))
def binary_cross_entropy(y, p):
    if not 0 < p < 1:
        raise ValueError(f"p must lie strictly between 0 and 1; received {p}")
    loss = -y * math.log(p) - (1 - y) * math.log(1 - p)
    d_p = p - y
    d_z = p - y
    return loss, d_p, d_z


# %% wrong one-slope-too-many: p - y is dL/dz; dL/dp is (p - y) / (p * (1 - p))
def binary_cross_entropy(y, p):
    if not 0 < p < 1:
        raise ValueError(f"p must lie strictly between 0 and 1; received {p}")
    loss = -y * math.log(p) - (1 - y) * math.log(1 - p)
    d_p = p - y
    d_z = d_p * p * (1 - p)
    return loss, d_p, d_z


# %% wrong order: the order is (L, dL/dp, dL/dz)
def binary_cross_entropy(y, p):
    if not 0 < p < 1:
        raise ValueError(f"p must lie strictly between 0 and 1; received {p}")
    loss = -y * math.log(p) - (1 - y) * math.log(1 - p)
    d_p = (p - y) / (p * (1 - p))
    d_z = p - y
    return loss, d_z, d_p


# %% wrong inner-minus-forgotten: in the second term 1 - p falls when p grows: its derivative gets a plus
def binary_cross_entropy(y, p):
    if not 0 < p < 1:
        raise ValueError(f"p must lie strictly between 0 and 1; received {p}")
    loss = -y * math.log(p) - (1 - y) * math.log(1 - p)
    d_p = -y / p - (1 - y) / (1 - p)
    d_z = d_p * p * (1 - p)
    return loss, d_p, d_z


# %% wrong rounded-label: a label between 0 and 1 weighs both terms; it was rounded to one of them
def binary_cross_entropy(y, p):
    if not 0 < p < 1:
        raise ValueError(p)
    if y > 0.5:
        return -math.log(p), -1 / p, p - 1
    return -math.log(1 - p), 1 / (1 - p), p


# %% wrong clipped: p = 0, p = 1 and numbers outside have no finite loss: raise a ValueError; clipping would hide it
def binary_cross_entropy(y, p):
    p = min(max(p, 1e-7), 1 - 1e-7)
    loss = -y * math.log(p) - (1 - y) * math.log(1 - p)
    d_p = (p - y) / (p * (1 - p))
    d_z = p - y
    return loss, d_p, d_z


# %% wrong unchecked-numpy: p = 0, p = 1 and numbers outside have no finite loss: raise a ValueError; clipping would hide it
def binary_cross_entropy(y, p):
    p = np.float64(p)
    loss = -y * np.log(p) - (1 - y) * np.log(1 - p)
    d_p = (p - y) / (p * (1 - p))
    d_z = p - y
    return loss, d_p, d_z


# %% wrong closed-interval: p = 0, p = 1 and numbers outside have no finite loss: raise a ValueError; clipping would hide it
def binary_cross_entropy(y, p):
    p = np.float64(p)
    if not 0 <= p <= 1:
        raise ValueError(f"p must lie strictly between 0 and 1; received {p}")
    loss = -y * np.log(p) - (1 - y) * np.log(1 - p)
    d_p = (p - y) / (p * (1 - p))
    d_z = p - y
    return loss, d_p, d_z


# %% wrong only-the-term-in-use: p = 0, p = 1 and numbers outside have no finite loss: raise a ValueError; clipping would hide it
def binary_cross_entropy(y, p):
    if p < 0 or p > 1:
        raise ValueError(f"p must lie strictly between 0 and 1; received {p}")
    loss = (-y * math.log(p) if y else 0) - ((1 - y) * math.log(1 - p) if y < 1 else 0)
    d_p = (-y / p if y else 0) + ((1 - y) / (1 - p) if y < 1 else 0)
    d_z = p - y
    return loss, d_p, d_z
