# %% right: np.roots
def convergence_rate(curvatures, learning_rate, momentum=0.0):
    largest = 0.0
    for curvature in curvatures:
        for root in np.roots([1, learning_rate * curvature - 1 - momentum, momentum]):
            largest = max(largest, abs(root))
    return largest


# %% right: quadratic formula with complex numbers
def convergence_rate(curvatures, learning_rate, momentum=0.0):
    middle = 1 + momentum - learning_rate * np.asarray(curvatures, dtype=complex)
    spread = np.sqrt(middle**2 - 4 * momentum)
    return float(max(np.abs(middle + spread).max(), np.abs(middle - spread).max()) / 2)


# %% right: real and complex case apart
def convergence_rate(curvatures, learning_rate, momentum=0.0):
    rates = []
    for curvature in curvatures:
        middle = 1 + momentum - learning_rate * curvature
        discriminant = middle * middle - 4 * momentum
        if discriminant < 0:
            rates.append(math.sqrt(momentum))
        else:
            rates.append((abs(middle) + math.sqrt(discriminant)) / 2)
    return max(rates)


# %% right: eigenvalues of the step as a matrix
def convergence_rate(curvatures, learning_rate, momentum=0.0):
    steps = [np.array([[1 + momentum - learning_rate * c, -momentum], [1.0, 0.0]]) for c in curvatures]
    return np.abs(np.linalg.eigvals(steps)).max()


# %% wrong fastest: that is the fastest direction; the slowest one counts
def convergence_rate(curvatures, learning_rate, momentum=0.0):
    return min(np.abs(np.roots([1, learning_rate * c - 1 - momentum, momentum])).max() for c in curvatures)


# %% wrong mean-curvature: curvatures are averaged; the slowest direction counts
def convergence_rate(curvatures, learning_rate, momentum=0.0):
    return np.mean([np.abs(np.roots([1, learning_rate * c - 1 - momentum, momentum])).max() for c in curvatures])


# %% wrong no-absolute-value: take the absolute value before the largest: -0.8 is slower than 0.4
def convergence_rate(curvatures, learning_rate, momentum=0.0):
    if momentum == 0:
        return max(1 - learning_rate * c for c in curvatures)
    return max(np.roots([1, learning_rate * c - 1 - momentum, momentum]).real.max() for c in curvatures)


# %% wrong no-absolute-value-of-roots: take the absolute value before the largest: -2 diverges
def convergence_rate(curvatures, learning_rate, momentum=0.0):
    if momentum == 0:
        return max(abs(1 - learning_rate * c) for c in curvatures)
    return float(max(np.roots([1, learning_rate * c - 1 - momentum, momentum]).real.max() for c in curvatures))


# %% wrong always-root-of-momentum: the square root of momentum is right only where the roots are complex
def convergence_rate(curvatures, learning_rate, momentum=0.0):
    if momentum == 0:
        return max(abs(1 - learning_rate * c) for c in curvatures)
    return math.sqrt(momentum)


# %% wrong momentum-left-out: momentum is left out: solve the quadratic equation
def convergence_rate(curvatures, learning_rate, momentum=0.0):
    return max(abs(1 - learning_rate * c) for c in curvatures)


# %% wrong smaller-root: that is the smaller root; the larger one decides in the long run
def convergence_rate(curvatures, learning_rate, momentum=0.0):
    if momentum == 0:
        return max(abs(1 - learning_rate * c) for c in curvatures)
    return max(np.abs(np.roots([1, learning_rate * c - 1 - momentum, momentum])).min() for c in curvatures)


# %% wrong sign-of-product: the last coefficient has a wrong sign: the equation is z² - (1 + momentum - rate * curvature) z + momentum
def convergence_rate(curvatures, learning_rate, momentum=0.0):
    return max(np.abs(np.roots([1, learning_rate * c - 1 - momentum, -momentum])).max() for c in curvatures)


# %% wrong middle-sign: momentum enters the middle coefficient with a plus: 1 + momentum - rate * curvature
def convergence_rate(curvatures, learning_rate, momentum=0.0):
    return max(np.abs(np.roots([1, learning_rate * c - 1 + momentum, momentum])).max() for c in curvatures)


# %% wrong plus-root-only: only the root with the plus sign was used; here the other one is larger
def convergence_rate(curvatures, learning_rate, momentum=0.0):
    if momentum == 0:
        return max(abs(1 - learning_rate * c) for c in curvatures)
    middle = 1 + momentum - learning_rate * np.asarray(curvatures, dtype=complex)
    return np.abs(middle + np.sqrt(middle**2 - 4 * momentum)).max() / 2


# %% wrong real-part: that is the real part of a complex root; its length |z| counts
def convergence_rate(curvatures, learning_rate, momentum=0.0):
    return max(np.abs(np.roots([1, learning_rate * c - 1 - momentum, momentum]).real).max() for c in curvatures)


# %% wrong cut-at-one: a rate above 1 was cut off: it says that the steps diverge
def convergence_rate(curvatures, learning_rate, momentum=0.0):
    return min(1.0, max(np.abs(np.roots([1, learning_rate * c - 1 - momentum, momentum])).max() for c in curvatures))
