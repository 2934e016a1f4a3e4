# %% right: normal
def initial_weights(sizes, scheme, seed):
    rng = np.random.default_rng(seed)
    weights = []
    for fan_in, fan_out in zip(sizes[:-1], sizes[1:]):
        variance = 2 / fan_in if scheme == "he" else 2 / (fan_in + fan_out)
        weights.append(rng.normal(0, np.sqrt(variance), (fan_in, fan_out)))
    return weights


# %% right: uniform
def initial_weights(sizes, scheme, seed):
    rng = np.random.default_rng(seed)
    fans = {"he": lambda i, o: i, "glorot": lambda i, o: i + o}[scheme]
    limits = [(6 / fans(i, o)) ** 0.5 for i, o in zip(sizes, sizes[1:])]
    return [rng.uniform(-r, r, size=(i, o)) for r, i, o in zip(limits, sizes, sizes[1:])]


# %% right: the old global generator
def initial_weights(sizes, scheme, seed):
    np.random.seed(seed)
    result = ()
    for k in range(1, len(sizes)):
        w = np.random.randn(sizes[k - 1], sizes[k])
        if scheme == "glorot":
            w *= np.sqrt(2.0 / (sizes[k - 1] + sizes[k]))
        else:
            w *= np.sqrt(2.0 / sizes[k - 1])
        result += (w,)
    return result


# %% right: number by number, lists out
import random


def initial_weights(sizes, scheme, seed):
    draw = random.Random(seed)
    weights = []
    for i, o in zip(sizes, sizes[1:]):
        deviation = (2 / (i if scheme == "he" else i + o)) ** 0.5
        weights.append([[draw.gauss(0, deviation) for _ in range(o)] for _ in range(i)])
    return weights


# %% wrong fan-out: the fan-out was used: a unit adds up fan_in products
def initial_weights(sizes, scheme, seed):
    rng = np.random.default_rng(seed)
    v = lambda i, o: 2 / o if scheme == "he" else 2 / (i + o)
    return [rng.normal(0, np.sqrt(v(i, o)), (i, o)) for i, o in zip(sizes, sizes[1:])]


# %% wrong lecun: that is variance 1/fan_in: ReLU switches half of the units off, so He has 2/fan_in
def initial_weights(sizes, scheme, seed):
    rng = np.random.default_rng(seed)
    v = lambda i, o: 1 / i if scheme == "he" else 2 / (i + o)
    return [rng.normal(0, np.sqrt(v(i, o)), (i, o)) for i, o in zip(sizes, sizes[1:])]


# %% wrong variance-as-deviation: the variance was given as deviation: normal(0, scale) wants its square root
def initial_weights(sizes, scheme, seed):
    rng = np.random.default_rng(seed)
    v = lambda i, o: 2 / i if scheme == "he" else 2 / (i + o)
    return [rng.normal(0, v(i, o), (i, o)) for i, o in zip(sizes, sizes[1:])]


# %% wrong uniform-limit: uniform from -r to r has variance r²/3, not r²
def initial_weights(sizes, scheme, seed):
    rng = np.random.default_rng(seed)
    r = lambda i, o: np.sqrt(2 / i if scheme == "he" else 2 / (i + o))
    return [rng.uniform(-r(i, o), r(i, o), (i, o)) for i, o in zip(sizes, sizes[1:])]


# %% wrong unscaled: the numbers are not scaled: their variance does not follow the fan-in
def initial_weights(sizes, scheme, seed):
    rng = np.random.default_rng(seed)
    return [rng.normal(size=(i, o)) for i, o in zip(sizes, sizes[1:])]


# %% wrong zeros: all weights are equal: equal units get equal gradients and stay equal
def initial_weights(sizes, scheme, seed):
    return [np.zeros((i, o)) for i, o in zip(sizes, sizes[1:])]


# %% wrong positive: the mean is not 0: draw both signs
def initial_weights(sizes, scheme, seed):
    rng = np.random.default_rng(seed)
    v = lambda i, o: 2 / i if scheme == "he" else 2 / (i + o)
    return [rng.uniform(0, np.sqrt(12 * v(i, o)), (i, o)) for i, o in zip(sizes, sizes[1:])]


# %% wrong only-he: He's rule was used for both schemes
def initial_weights(sizes, scheme, seed):
    rng = np.random.default_rng(seed)
    return [rng.normal(0, np.sqrt(2 / i), (i, o)) for i, o in zip(sizes, sizes[1:])]


# %% wrong only-glorot: Glorot's rule was used for both schemes
def initial_weights(sizes, scheme, seed):
    rng = np.random.default_rng(seed)
    return [rng.normal(0, np.sqrt(2 / (i + o)), (i, o)) for i, o in zip(sizes, sizes[1:])]


# %% wrong half-glorot: Glorot's variance is 2/(fan_in + fan_out), not 1/(fan_in + fan_out)
def initial_weights(sizes, scheme, seed):
    rng = np.random.default_rng(seed)
    v = lambda i, o: 2 / i if scheme == "he" else 1 / (i + o)
    return [rng.normal(0, np.sqrt(v(i, o)), (i, o)) for i, o in zip(sizes, sizes[1:])]


# %% wrong turned: the matrix is turned: its shape is (fan_in, fan_out)
def initial_weights(sizes, scheme, seed):
    rng = np.random.default_rng(seed)
    v = lambda i, o: 2 / i if scheme == "he" else 2 / (i + o)
    return [rng.normal(0, np.sqrt(v(i, o)), (o, i)) for i, o in zip(sizes, sizes[1:])]


# %% wrong seeded-each-layer: two layers have the same weights: seed once, then draw
def initial_weights(sizes, scheme, seed):
    v = lambda i, o: 2 / i if scheme == "he" else 2 / (i + o)
    return [np.random.default_rng(seed).normal(0, np.sqrt(v(i, o)), (i, o)) for i, o in zip(sizes, sizes[1:])]


# %% wrong unseeded: the same seed gave other weights
def initial_weights(sizes, scheme, seed):
    rng = np.random.default_rng()
    v = lambda i, o: 2 / i if scheme == "he" else 2 / (i + o)
    return [rng.normal(0, np.sqrt(v(i, o)), (i, o)) for i, o in zip(sizes, sizes[1:])]


# %% wrong seed-ignored: two seeds gave the same weights: use `seed`
def initial_weights(sizes, scheme, seed):
    rng = np.random.default_rng(0)
    v = lambda i, o: 2 / i if scheme == "he" else 2 / (i + o)
    return [rng.normal(0, np.sqrt(v(i, o)), (i, o)) for i, o in zip(sizes, sizes[1:])]
