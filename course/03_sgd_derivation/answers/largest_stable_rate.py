# %% right: eigvalsh
def largest_stable_rate(x):
    return 2 / np.linalg.eigvalsh(x.T @ x / len(x)).max()


# %% right: singular values of x
def largest_stable_rate(x):
    largest = np.linalg.svd(x, compute_uv=False)[0]
    return 2 * len(x) / largest**2


# %% right: loop for the Hessian
def largest_stable_rate(x):
    n, d = x.shape
    hessian = np.zeros((d, d))
    for row in x:
        hessian += np.outer(row, row) / n
    return 2 / np.max(np.linalg.eigh(hessian)[0])


# %% right: matrix norm
def largest_stable_rate(x):
    return float(2 / np.linalg.norm(np.einsum("ni,nj->ij", x, x) / x.shape[0], ord=2))


# %% wrong one-over-l: half of the limit: it is 2/h_max, not 1/h_max, and the loss's ½ has cancelled the 2 of the derivative
def largest_stable_rate(x):
    return 1 / np.linalg.eigvalsh(x.T @ x / len(x)).max()


# %% wrong hessian-doubled: half of the limit: it is 2/h_max, not 1/h_max, and the loss's ½ has cancelled the 2 of the derivative
def largest_stable_rate(x):
    return 2 / np.linalg.eigvalsh(2 * x.T @ x / len(x)).max()


# %% wrong summed: that is the limit of the summed loss; the mean has 1/N in its Hessian
def largest_stable_rate(x):
    return 2 / np.linalg.eigvalsh(x.T @ x).max()


# %% wrong smallest: that is 2 / smallest curvature; the largest one decides
def largest_stable_rate(x):
    return 2 / np.linalg.eigvalsh(x.T @ x / len(x))[0]


# %% wrong trace: the curvatures were added up; each direction is by itself, and the largest decides
def largest_stable_rate(x):
    return 2 / np.trace(x.T @ x / len(x))


# %% wrong diagonal: only the diagonal was used; features that go together are steepest in a direction between the axes
def largest_stable_rate(x):
    return 2 / (x**2).mean(axis=0).max()


# %% wrong centred: the features were centred first; the Hessian uses them as they are
def largest_stable_rate(x):
    centred = x - x.mean(axis=0)
    return 2 / np.linalg.eigvalsh(centred.T @ centred / len(x)).max()


# %% wrong covariance: the features were centred first, and divided by N - 1: that is their covariance
def largest_stable_rate(x):
    return 2 / np.linalg.eigvalsh(np.atleast_2d(np.cov(x.T))).max()


# %% wrong singular-value: a singular value of x is the root of an eigenvalue of X^T X: square it
def largest_stable_rate(x):
    return 2 / (np.linalg.svd(x, compute_uv=False)[0] / len(x))


# %% wrong curvature: that is the curvature h_max; the limit is 2/h_max
def largest_stable_rate(x):
    return np.linalg.eigvalsh(x.T @ x / len(x)).max()
