# %% right: formula
def stationary_variance(rate, curvature, noise_variance):
    if rate * curvature >= 2:
        return math.inf
    return rate * noise_variance / (curvature * (2 - rate * curvature))


# %% right: the equation solved as it stands
def stationary_variance(rate, curvature, noise_variance):
    keep = (1 - rate * curvature) ** 2
    if keep >= 1:
        return float("inf")
    return rate**2 * noise_variance / (1 - keep)


# %% right: iterate until nothing changes
def stationary_variance(rate, curvature, noise_variance):
    if abs(1 - rate * curvature) >= 1:
        return np.inf
    variance, before = 0.0, -1.0
    while variance != before:
        variance, before = (1 - rate * curvature) ** 2 * variance + rate**2 * noise_variance, variance
    return variance


# %% right: NumPy lets a division by zero be infinite
def stationary_variance(rate, curvature, noise_variance):
    product = np.float64(rate * curvature)
    return np.where(product < 2, noise_variance / curvature**2, np.inf) * np.where(product < 2, product / (2 - min(product, 1.99999)), 1)


# %% wrong small-rate: that is the approximation for small rates, ησ²/(2a); keep the η² a² term
def stationary_variance(rate, curvature, noise_variance):
    return math.inf if rate * curvature >= 2 else rate * noise_variance / (2 * curvature)


# %% wrong one-step: that is what one step adds; earlier steps are not forgotten at once
def stationary_variance(rate, curvature, noise_variance):
    return math.inf if rate * curvature >= 2 else rate**2 * noise_variance


# %% wrong not-squared: the error is multiplied by 1 - ηa, so its variance by the square of that
def stationary_variance(rate, curvature, noise_variance):
    return math.inf if rate * curvature >= 2 else rate**2 * noise_variance / (1 - (1 - rate * curvature))


# %% wrong eta-missing: one η too few: the noise enters the weight as η times ξ, so its variance as η²σ²
def stationary_variance(rate, curvature, noise_variance):
    return math.inf if rate * curvature >= 2 else noise_variance / (curvature * (2 - rate * curvature))


# %% wrong eta-twice: one η too many: η² in the noise, and one η cancels against ηa(2 - ηa)
def stationary_variance(rate, curvature, noise_variance):
    return math.inf if rate * curvature >= 2 else rate**2 * noise_variance / (curvature * (2 - rate * curvature))


# %% wrong curvature-missing: the curvature is missing in the denominator: a (2 - ηa)
def stationary_variance(rate, curvature, noise_variance):
    return math.inf if rate * curvature >= 2 else rate * noise_variance / (2 - rate * curvature)


# %% wrong standard-deviation: that is a standard deviation; return the variance
def stationary_variance(rate, curvature, noise_variance):
    if rate * curvature >= 2:
        return math.inf
    return math.sqrt(rate * noise_variance / (curvature * (2 - rate * curvature)))


# %% wrong noise-squared: noise_variance is a variance already; don't square it
def stationary_variance(rate, curvature, noise_variance):
    return math.inf if rate * curvature >= 2 else rate * noise_variance**2 / (curvature * (2 - rate * curvature))


# %% wrong negative: a variance can't be negative: above 2/a nothing settles, return math.inf
def stationary_variance(rate, curvature, noise_variance):
    return rate * noise_variance / (curvature * (2 - rate * curvature))


# %% wrong limit-itself: at the limit itself 2 - ηa is 0 and nothing settles either: return math.inf
def stationary_variance(rate, curvature, noise_variance):
    if rate * curvature > 2:
        return math.inf
    return rate * noise_variance / (curvature * (2 - rate * curvature))
