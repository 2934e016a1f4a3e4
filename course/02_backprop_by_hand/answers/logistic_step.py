# %% right: matrix product
def logistic_step(theta, bias, x, y, learning_rate):
    z = np.clip(x @ theta + bias, -700, 700)
    error = 1 / (1 + np.exp(-z)) - y
    return theta - learning_rate * x.T @ error / len(y), bias - learning_rate * error.mean()


# %% right: the plain sigmoid, which only warns at -1000
def logistic_step(theta, bias, x, y, learning_rate):
    p = 1 / (1 + np.exp(-(x @ theta + bias)))
    return theta - learning_rate * x.T @ (p - y) / len(y), bias - learning_rate * (p - y).mean()


# %% right: loops
import math


def logistic_step(theta, bias, x, y, learning_rate):
    d_theta, d_bias = [0.0] * len(theta), 0.0
    for row, label in zip(x, y):
        z = float(sum(t * v for t, v in zip(theta, row)) + bias)
        p = 1 / (1 + math.exp(-z)) if z > 0 else math.exp(z) / (1 + math.exp(z))
        for k, v in enumerate(row):
            d_theta[k] += (p - label) * v / len(y)
        d_bias += (p - label) / len(y)
    return [t - learning_rate * d for t, d in zip(theta, d_theta)], bias - learning_rate * d_bias


# %% right: a column of ones
def logistic_step(theta, bias, x, y, learning_rate):
    both = np.append(theta, bias).astype(float)
    wide = np.column_stack([x, np.ones(len(x))])
    p = np.exp(-np.logaddexp(0, -(wide @ both)))
    both -= learning_rate * ((p - y)[:, None] * wide).mean(axis=0)
    return both[:-1], both[-1]


# %% right: tanh for the sigmoid
def logistic_step(theta, bias, x, y, learning_rate):
    p = (1 + np.tanh((np.dot(x, theta) + bias) / 2)) / 2
    return theta - learning_rate * np.mean((p - y) * x.T, axis=1), float(bias - learning_rate * np.mean(p - y))


# %% wrong published-loop: dL/dz is missing: dz/dtheta = x alone does not know the labels
def logistic_step(theta, bias, x, y, learning_rate):
    return theta - learning_rate * x.mean(axis=0), bias - learning_rate * 1


# %% wrong published-loop-summed: dL/dz is missing: dz/dtheta = x alone does not know the labels
def logistic_step(theta, bias, x, y, learning_rate):
    return theta - learning_rate * x.sum(axis=0), bias - learning_rate * 1


# %% wrong published-gradient: that is dL/dp, one number for all weights: go on with dp/dz and dz/dtheta
def logistic_step(theta, bias, x, y, learning_rate):
    p = 1 / (1 + np.exp(-(x @ theta + bias)))
    g = -np.sum((y - p) / (p * (1 - p)))
    return theta - learning_rate * g, bias - learning_rate * g


# %% wrong middle-link: dp/dz = p(1 - p) is missing: it cancels the same factor in dL/dp, and p - y is left
def logistic_step(theta, bias, x, y, learning_rate):
    p = 1 / (1 + np.exp(-(x @ theta + bias)))
    g = (p - y) / (p * (1 - p))
    return theta - learning_rate * x.T @ g / len(y), bias - learning_rate * g.mean()


# %% wrong uphill: the step goes uphill: subtract the gradient of a loss
def logistic_step(theta, bias, x, y, learning_rate):
    error = 1 / (1 + np.exp(-(x @ theta + bias))) - y
    return theta + learning_rate * x.T @ error / len(y), bias + learning_rate * error.mean()


# %% wrong summed: the gradients are sums; the loss is a mean over the examples
def logistic_step(theta, bias, x, y, learning_rate):
    error = 1 / (1 + np.exp(-(x @ theta + bias))) - y
    return theta - learning_rate * x.T @ error, bias - learning_rate * error.sum()


# %% wrong squared-error: a factor p(1 - p) is left over: that is the gradient of the squared error
def logistic_step(theta, bias, x, y, learning_rate):
    p = 1 / (1 + np.exp(-(x @ theta + bias)))
    g = (p - y) * p * (1 - p)
    return theta - learning_rate * x.T @ g / len(y), bias - learning_rate * g.mean()


# %% wrong late-bias: the bias used the new theta: both gradients belong to the old parameters
def logistic_step(theta, bias, x, y, learning_rate):
    theta = theta - learning_rate * x.T @ (1 / (1 + np.exp(-(x @ theta + bias))) - y) / len(y)
    return theta, bias - learning_rate * (1 / (1 + np.exp(-(x @ theta + bias))) - y).mean()


# %% wrong bias-stays: the bias did not move: its gradient is the mean of p - y
def logistic_step(theta, bias, x, y, learning_rate):
    error = 1 / (1 + np.exp(-(x @ theta + bias))) - y
    return theta - learning_rate * x.T @ error / len(y), bias


# %% wrong rounded: p was rounded to 0 or 1 before the error was taken; the gradient needs the probability itself
def logistic_step(theta, bias, x, y, learning_rate):
    error = (x @ theta + bias > 0).astype(float) - y
    return theta - learning_rate * x.T @ error / len(y), bias - learning_rate * error.mean()


# %% wrong nan: exp(z) / (1 + exp(z)) is inf/inf for a large z: use 1 / (1 + exp(-z))
def logistic_step(theta, bias, x, y, learning_rate):
    z = x @ theta + bias
    error = np.exp(z) / (1 + np.exp(z)) - y
    return theta - learning_rate * x.T @ error / len(y), bias - learning_rate * error.mean()


# %% wrong in-place: the argument was changed in place
def logistic_step(theta, bias, x, y, learning_rate):
    error = 1 / (1 + np.exp(-(x @ theta + bias))) - y
    theta -= learning_rate * x.T @ error / len(y)
    return theta, bias - learning_rate * error.mean()
