# %% right: dtype.type
def central_difference(f, x):
    kind = np.asarray(x).dtype.type
    h = kind(np.finfo(kind).eps ** (1 / 3) * max(1, abs(float(x))))
    a, b = kind(x - h), kind(x + h)
    return (f(b) - f(a)) / (b - a)


# %% right: nominal step in Python's float, points rounded
def central_difference(f, x):
    dtype = np.result_type(x)
    h = float(np.finfo(dtype).eps) ** (1 / 3)
    if abs(x) > 1:
        h = h * float(abs(x))
    right = np.array(float(x) + h, dtype=dtype)[()]
    left = np.array(float(x) - h, dtype=dtype)[()]
    rise = float(f(right)) - float(f(left))
    return rise / (float(right) - float(left))


# %% right: both points in one array
def central_difference(f, x):
    x = np.asarray(x)
    h = np.cbrt(np.finfo(x.dtype).eps) * np.maximum(np.abs(x), 1).astype(x.dtype)
    points = np.array([x - h, x + h], dtype=x.dtype)
    values = [f(point) for point in points]
    return (np.diff(values) / np.diff(points))[0]


# %% right: if on the dtype
def central_difference(f, x):
    single = isinstance(x, np.float32)
    number = np.float32 if single else float
    h = (2.0**-23 if single else 2.0**-52) ** (1 / 3) * max(1.0, abs(float(x)))
    right, left = number(x + number(h)), number(x - number(h))
    return (f(right) - f(left)) / (right - left)


# %% wrong forward: that is a one-sided difference; its error shrinks with h, not with h squared: look on both sides of x
def central_difference(f, x):
    dtype = np.asarray(x).dtype
    h = dtype.type(np.cbrt(np.finfo(dtype).eps) * max(1, abs(x)))
    right, left = x + h, x
    return (f(right) - f(left)) / (right - left)


# %% wrong left-side-only: that is a one-sided difference; its error shrinks with h, not with h squared: look on both sides of x
def central_difference(f, x):
    dtype = np.asarray(x).dtype
    h = dtype.type(np.cbrt(np.finfo(dtype).eps) * max(1, abs(x)))
    right, left = x, x - h
    return (f(right) - f(left)) / (right - left)


# %% wrong divided-by-h: divide by 2h: the points x + h and x - h are that far apart
def central_difference(f, x):
    dtype = np.asarray(x).dtype
    h = dtype.type(np.cbrt(np.finfo(dtype).eps) * max(1, abs(x)))
    right, left = x + h, x - h
    return (f(right) - f(left)) / h


# %% wrong sign: the sign is wrong: f(x + h) - f(x - h), over a positive distance
def central_difference(f, x):
    dtype = np.asarray(x).dtype
    h = dtype.type(np.cbrt(np.finfo(dtype).eps) * max(1, abs(x)))
    right, left = x + h, x - h
    return (f(left) - f(right)) / (right - left)


# %% wrong brackets: divide by h, not multiply, and mind the brackets: / 2 * h is not / (2 * h)
def central_difference(f, x):
    dtype = np.asarray(x).dtype
    h = dtype.type(np.cbrt(np.finfo(dtype).eps) * max(1, abs(x)))
    right, left = x + h, x - h
    return (f(right) - f(left)) / 2 * h


# %% wrong half-steps: the two points are h apart; take x + h and x - h, 2h apart
def central_difference(f, x):
    dtype = np.asarray(x).dtype
    h = dtype.type(np.cbrt(np.finfo(dtype).eps) * max(1, abs(x)))
    right, left = x + h / 2, x - h / 2
    return (f(right) - f(left)) / (right - left)


# %% wrong square-root: that is sqrt(eps), the step of a one-sided difference; central ones want cbrt(eps)
def central_difference(f, x):
    dtype = np.asarray(x).dtype
    h = dtype.type(np.sqrt(np.finfo(dtype).eps) * max(1, abs(x)))
    right, left = x + h, x - h
    return (f(right) - f(left)) / (right - left)


# %% wrong fixed-1e-5: that step is the same for every dtype; take cbrt(eps) of x's own
def central_difference(f, x):
    h = 1e-5 * max(1, abs(x))
    return (f(x + h) - f(x - h)) / ((x + h) - (x - h))


# %% wrong fixed-1e-6: that step is the same for every dtype; take cbrt(eps) of x's own
def central_difference(f, x, h=1e-6):
    return (f(x + h) - f(x - h)) / (2 * h)


# %% wrong eps-of-float64: that step suits float64; take the eps of x's own dtype
def central_difference(f, x):
    h = np.asarray(x).dtype.type(np.cbrt(np.finfo(np.float64).eps) * max(1, abs(x)))
    right, left = x + h, x - h
    return (f(right) - f(left)) / (right - left)


# %% wrong no-scale: the step must grow with |x|: cbrt(eps) * max(1, |x|)
def central_difference(f, x):
    dtype = np.asarray(x).dtype
    h = dtype.type(np.cbrt(np.finfo(dtype).eps))
    right, left = x + h, x - h
    return (f(right) - f(left)) / (right - left)


# %% wrong scale-without-abs: the step must grow with |x|: cbrt(eps) * max(1, |x|)
def central_difference(f, x):
    dtype = np.asarray(x).dtype
    h = dtype.type(np.cbrt(np.finfo(dtype).eps) * max(1, x))
    right, left = x + h, x - h
    return (f(right) - f(left)) / (right - left)


# %% wrong only-relative: the step shrinks with |x| below 1; at x = 0 nothing is left of it: max(1, |x|)
def central_difference(f, x):
    dtype = np.asarray(x).dtype
    h = dtype.type(np.cbrt(np.finfo(dtype).eps) * abs(x))
    right, left = x + h, x - h
    return (f(right) - f(left)) / (right - left)


# %% wrong always-float64: f is asked in float64: round h to x's dtype, so that x + h stays in it
def central_difference(f, x):
    dtype = np.asarray(x).dtype
    h = np.float64(np.cbrt(np.finfo(dtype).eps, dtype=float) * max(1, abs(float(x))))
    right, left = x + h, x - h
    return (f(right) - f(left)) / (right - left)


# %% wrong nominal-distance: x + h and x - h are rounded to float32: divide by their distance, not by 2h
def central_difference(f, x):
    dtype = np.asarray(x).dtype
    h = dtype.type(np.cbrt(np.finfo(dtype).eps) * max(1, abs(x)))
    right, left = x + h, x - h
    return (f(right) - f(left)) / (2 * h)
