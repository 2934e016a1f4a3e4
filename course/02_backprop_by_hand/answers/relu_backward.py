# %% right: mask
def relu_backward(z, upstream):
    return upstream * (z > 0)


# %% right: where
def relu_backward(z, upstream):
    return np.where(z > 0, upstream, 0)


# %% right: copy and zero
def relu_backward(z, upstream):
    d_z = np.array(upstream, dtype=float)
    d_z[z <= 0] = 0
    return d_z


# %% right: entry by entry
def relu_backward(z, upstream):
    d_z = np.zeros(np.shape(z))
    for index in np.ndindex(np.shape(z)):
        if z[index] > 0:
            d_z[index] = upstream[index]
    return d_z.tolist()


# %% wrong zero-passes: at z = 0 the upstream passed; the convention is slope 0 there: z > 0, not z >= 0
def relu_backward(z, upstream):
    return upstream * (z >= 0)


# %% wrong upstream-opens: the sign of the upstream opened the gate; z does
def relu_backward(z, upstream):
    return upstream * (upstream > 0)


# %% wrong slopes-alone: these are the slopes alone; multiply them by the upstream
def relu_backward(z, upstream):
    return (z > 0).astype(float)


# %% wrong times-z: the upstream was multiplied by z; the slope of ReLU is 1, however large z is
def relu_backward(z, upstream):
    return upstream * np.maximum(z, 0)


# %% wrong guided: a negative upstream is a gradient like any other: let it pass where z > 0
def relu_backward(z, upstream):
    return np.maximum(upstream, 0) * (z > 0)


# %% wrong z-comes-back: where the gate is shut, z itself came back; it has to be 0
def relu_backward(z, upstream):
    return np.where(z > 0, upstream, z)


# %% wrong forward: that is the forward pass; wanted is the upstream where z > 0
def relu_backward(z, upstream):
    return np.maximum(z, 0)


# %% wrong in-place: the argument was changed in place
def relu_backward(z, upstream):
    upstream[z <= 0] = 0
    return upstream
