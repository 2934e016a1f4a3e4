# %% right: two slopes
def has_kink(f, x):
    h = np.finfo(float).eps ** (1 / 3) * max(1, abs(x))
    here = f(x)
    right, left = (f(x + h) - here) / h, (here - f(x - h)) / h
    return abs(right - left) > 1e-3 * max(1, abs(right), abs(left))


# %% right: second difference
def has_kink(f, x):
    h = 2.0 ** (-52 / 3) * max(1.0, abs(x))
    below, middle, above = f(x - h), f(x), f(x + h)
    jump = abs(above - 2 * middle + below) / h
    return bool(jump > 0.001 * max(1.0, abs(above - middle) / h, abs(middle - below) / h))


# %% right: NumPy, distances as rounded
def has_kink(f, x):
    h = np.cbrt(np.finfo(np.float64).eps) * np.maximum(1, np.abs(x))
    points = [float(x - h), float(x), float(x + h)]
    slopes = np.diff([f(point) for point in points]) / np.diff(points)
    return np.abs(slopes[1] - slopes[0]) > 0.001 * np.max([1, *np.abs(slopes)])


# %% right: if and return
def has_kink(f, x):
    size = abs(x)
    if size < 1:
        size = 1
    h = size * 6.0554544523933395e-06

    def slope(start, stop):
        return (f(stop) - f(start)) / h

    first, second = slope(x - h, x), slope(x, x + h)
    allowed = 0.001
    for each in (first, second):
        allowed = max(allowed, 0.001 * abs(each))
    if first - second > allowed or second - first > allowed:
        return True
    return False


# %% wrong magnitudes: |t| has slope -1 on the left of 0 and 1 on the right: take each from its own side, with its sign
def has_kink(f, x):
    h = float(np.cbrt(np.finfo(float).eps)) * max(1.0, abs(x))
    right = (f(x + h) - f(x)) / h
    left = (f(x) - f(x - h)) / h
    return abs(abs(right) - abs(left)) > 0.001 * max(1.0, abs(right), abs(left))


# %% wrong left-turned-round: |t| has slope -1 on the left of 0 and 1 on the right: take each from its own side, with its sign
def has_kink(f, x):
    h = float(np.cbrt(np.finfo(float).eps)) * max(1.0, abs(x))
    right = (f(x + h) - f(x)) / h
    left = (f(x - h) - f(x)) / h
    return abs(right - left) > 0.001 * max(1.0, abs(right), abs(left))


# %% wrong sign-change: the slope need not change its sign at a kink: relu's goes from 0 to 1
def has_kink(f, x):
    h = float(np.cbrt(np.finfo(float).eps)) * max(1.0, abs(x))
    right = (f(x + h) - f(x)) / h
    left = (f(x) - f(x - h)) / h
    return right > 0.001 and left < -0.001 or right < -0.001 and left > 0.001


# %% wrong not-equal: the slopes of a smooth curve differ as well, by about h times its bend: allow for that
def has_kink(f, x):
    h = float(np.cbrt(np.finfo(float).eps)) * max(1.0, abs(x))
    right = (f(x + h) - f(x)) / h
    left = (f(x) - f(x - h)) / h
    return right != left


# %% wrong tenth-decimal: the slopes of a smooth curve differ as well, by about h times its bend: allow for that
def has_kink(f, x):
    h = float(np.cbrt(np.finfo(float).eps)) * max(1.0, abs(x))
    right = (f(x + h) - f(x)) / h
    left = (f(x) - f(x - h)) / h
    return abs(right - left) > 1e-10


# %% wrong step-of-a-hundredth: the slopes of a smooth curve differ as well, by about h times its bend: allow for that
def has_kink(f, x):
    h = 0.01 * max(1.0, abs(x))
    right = (f(x + h) - f(x)) / h
    left = (f(x) - f(x - h)) / h
    return abs(right - left) > 0.001 * max(1.0, abs(right), abs(left))


# %% wrong step-of-a-float32: the slopes of a smooth curve differ as well, by about h times its bend: allow for that
def has_kink(f, x):
    h = float(np.cbrt(np.finfo(np.float32).eps)) * max(1.0, abs(x))
    right = (f(x + h) - f(x)) / h
    left = (f(x) - f(x - h)) / h
    return abs(right - left) > 0.001 * max(1.0, abs(right), abs(left))


# %% wrong reaches-over: the step reaches over a kink that lies beside x, not at x: take h = cbrt(eps) * max(1, |x|)
def has_kink(f, x):
    h = 0.0006 * max(1.0, abs(x))
    right = (f(x + h) - f(x)) / h
    left = (f(x) - f(x - h)) / h
    return abs(right - left) > 0.01 * max(1.0, abs(right), abs(left))


# %% wrong absolute-threshold: steep curves bend more: compare the difference with the size of the slopes
def has_kink(f, x):
    h = float(np.cbrt(np.finfo(float).eps)) * max(1.0, abs(x))
    right = (f(x + h) - f(x)) / h
    left = (f(x) - f(x - h)) / h
    return abs(right - left) > 0.001


# %% wrong too-generous: slopes of 0.99 and 1.01 differ by more than 0.001
def has_kink(f, x):
    h = float(np.cbrt(np.finfo(float).eps)) * max(1.0, abs(x))
    right = (f(x + h) - f(x)) / h
    left = (f(x) - f(x - h)) / h
    return abs(right - left) > 0.1 * max(1.0, abs(right), abs(left))


# %% wrong step-too-small: with so small a step nothing is left but rounding: take h = cbrt(eps) * max(1, |x|)
def has_kink(f, x):
    h = float(np.sqrt(np.finfo(float).eps)) * max(1.0, abs(x))
    right = (f(x + h) - f(x)) / h
    left = (f(x) - f(x - h)) / h
    return abs(right - left) > 0.001 * max(1.0, abs(right), abs(left))


# %% wrong no-scale: at 1e12 a step of 6e-6 is lost in rounding: let it grow with |x|
def has_kink(f, x):
    h = float(np.cbrt(np.finfo(float).eps))
    right = (f(x + h) - f(x)) / h
    left = (f(x) - f(x - h)) / h
    return abs(right - left) > 0.001 * max(1.0, abs(right), abs(left))


# %% wrong scale-without-abs: at 1e12 a step of 6e-6 is lost in rounding: let it grow with |x|
def has_kink(f, x):
    h = float(np.cbrt(np.finfo(float).eps)) * max(1.0, x)
    right = (f(x + h) - f(x)) / h
    left = (f(x) - f(x - h)) / h
    return abs(right - left) > 0.001 * max(1.0, abs(right), abs(left))
